import { describe, expect, it } from 'vitest';
import { BLOCKED_WORDS, ENDING_WORDS, offWords, PROBLEM_WORDS } from '../../src/parts/voice/call-words.ts';
import { BLOCKS, ENDINGS, PROBLEMS } from '../harness/voice-views.ts';
import { englishWords as t } from '../harness/words.ts';

const name = 'Maria';

describe.each([
  ['ending', ENDINGS, ENDING_WORDS],
  ['problem', PROBLEMS, PROBLEM_WORDS],
  ['obstacle', BLOCKS, BLOCKED_WORDS],
] as const)('every %s', (_kind, keys, words) => {
  it('has a sentence of its own, without a key, a code or a hole in it', () => {
    const all: Readonly<Record<string, (t_: typeof t, name_: string) => string>> = words;
    expect(Object.keys(all).toSorted()).toEqual([...keys].toSorted());
    const sentences = keys.map(key => all[key]?.(t, name) ?? '');
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}.*[.]$/u);
      expect(sentence).not.toMatch(/voice-|[{}]|\d/);
    }
    expect(new Set(sentences).size).toBe(keys.length);
  });
});

it('tells what to do next wherever something went wrong', () => {
  const way =
    /try again|try it|write|ask|set it up|check|press|plug|close|open|wait|start a new|telephone|talk as soon/i;
  for (const last of ENDINGS) {
    const said = offWords({ name: 'off', last }, name, t);
    if (said?.tone === 'warn') expect(said.words, last).toMatch(way);
  }
  for (const problem of PROBLEMS)
    expect(offWords({ name: 'off', last: 'failed', problem }, name, t)?.words, problem).toMatch(way);
  for (const blocked of BLOCKS)
    expect(offWords({ name: 'off', blocked }, name, t)?.words, blocked).toMatch(way);
});

it('says nothing before the first call, and warns of no call that somebody has ended on purpose', () => {
  expect(offWords({ name: 'off' }, name, t)).toBeUndefined();
  expect(offWords({ name: 'off', last: 'stopped' }, name, t)?.tone).toBe('quiet');
  expect(offWords({ name: 'off', last: 'peer-stopped' }, name, t)?.tone).toBe('quiet');
});

it('says the cause rather than the effect, and what is in the way rather than what was', () => {
  expect(offWords({ name: 'off', last: 'failed', problem: 'denied' }, name, t)?.words).toMatch(
    /does not let this page use your microphone/,
  );
  expect(
    offWords({ name: 'off', last: 'failed', problem: 'denied', blocked: 'peer-disabled' }, name, t)?.words,
  ).toMatch(/not possible on the computer of Maria/);
});

it('warns nobody of a sound that nobody has tried, but says why no call came of it', () => {
  const untried = offWords({ name: 'off', blocked: 'own-untried' }, name, t);
  expect(untried).toMatchObject({ tone: 'quiet' });
  expect(untried?.words).not.toMatch(/did not work/);
  const tried = offWords({ name: 'off', last: 'not-tuned', blocked: 'own-untried' }, name, t);
  expect(tried).toMatchObject({ tone: 'warn', setUp: true });
  expect(tried?.words).toMatch(/so no call began/);
});

it('offers to set up the sound where that is what is missing', () => {
  expect(offWords({ name: 'off', last: 'not-tuned' }, name, t)?.setUp).toBe(true);
  expect(offWords({ name: 'off', blocked: 'own-tuning' }, name, t)?.setUp).toBe(true);
  expect(offWords({ name: 'off', blocked: 'own-untried' }, name, t)?.setUp).toBe(true);
  expect(offWords({ name: 'off', blocked: 'peer-tuning' }, name, t)?.setUp).toBe(false);
  expect(offWords({ name: 'off', last: 'crossed' }, name, t)).toEqual({
    words: 'You both called at the same moment. Try again.',
    tone: 'warn',
    setUp: false,
  });
});
