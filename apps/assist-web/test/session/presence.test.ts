import { describe, expect, it } from 'vitest';
import { endWords, expertPresence, novicePresence } from '../../src/session/presence.ts';
import { VIEW_NAMES, VIEWS } from '../harness/views.ts';
import { englishWords } from '../harness/words.ts';

const t = englishWords;

describe('the novice is told', () => {
  it('in amber whenever the other person can use mouse and keyboard', () => {
    for (const name of VIEW_NAMES) {
      const view = VIEWS[name];
      if (view.role !== 'novice' || view.stage !== 'session') continue;
      expect(novicePresence(view, t).tone === 'controlling', name).toBe(view.control.name === 'on');
    }
  });

  it('in blue, with the name, what the other person sees', () => {
    expect(novicePresence(VIEWS['novice-seen'], t)).toMatchObject({
      tone: 'seeing',
      words: 'Emma Brandt sees your screen',
    });
    expect(novicePresence(VIEWS['novice-seen-window'], t).words).toBe('Emma Brandt sees one window');
  });

  it('by the title of the window that a question is open', () => {
    expect(novicePresence(VIEWS['novice-question'], t).title).toMatch(/^Question: Emma Brandt/);
  });

  it.each([
    ['novice-question-file', /^Question: Emma Brandt wants to send you a file$/],
    ['novice-question-voice', /^Question: Emma Brandt wants to talk with you$/],
  ] as const)('by the title what the question of %s is about', (name, title) => {
    expect(novicePresence(VIEWS[name], t).title).toMatch(title);
  });

  it('nothing but the wait while nobody can see anything yet', () => {
    for (const name of [
      'novice-waiting',
      'novice-connecting',
      'novice-verifying',
      'novice-choosing',
    ] as const)
      expect(novicePresence(VIEWS[name], t).tone, name).toBe('neutral');
  });
});

describe('the expert is told', () => {
  it('why control ended', () => {
    expect(expertPresence(VIEWS['expert-rejected'], t).words).toBe('Karl-Heinz Oberländer refused control.');
  });

  it('by the title of the window that a question is open, and by the bar what can be done', () => {
    expect(expertPresence(VIEWS['expert-control-question-file'], t)).toMatchObject({
      tone: 'controlling',
      title: 'Question: Karl-Heinz Oberländer wants to send you a file',
    });
  });

  it('that the own hand of the novice is at work', () => {
    expect(expertPresence(VIEWS['expert-resting'], t).words).toMatch(/rests for a moment/);
  });
});

describe('the end', () => {
  it.each([
    'local-user',
    'remote-user',
    'novice-refused',
    'screen-stopped',
    'remote-gone',
    'link-failed',
    'link-never-up',
    'not-verified',
    'rendezvous-failed',
    'protocol-error',
    'internal-error',
  ] as const)('has a sentence for %s on both sides', cause => {
    for (const name of ['ended-novice', 'ended-expert'] as const) {
      const words = endWords({ ...VIEWS[name], ended: { cause, atMs: 0 } }, t);
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).not.toMatch(/[{}]|\bended\.[a-z]/);
    }
  });
});
