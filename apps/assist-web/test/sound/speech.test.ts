import { describe, expect, it } from 'vitest';
import { levelOf } from '../../src/sound/level.ts';
import { NO_SPEECH, type Speech, stepSpeech } from '../../src/sound/speech.ts';

/** Feeds levels at ten a second, as the call does; gives when speaking began or ended, in milliseconds. */
function follow(levels: readonly number[], stepMs = 100, from: Speech = NO_SPEECH) {
  const changes: [number, boolean][] = [];
  let state = from;
  levels.forEach((level, index) => {
    const next = stepSpeech(state, level, index * stepMs);
    if (next.speaking !== state.speaking) changes.push([index * stepMs, next.speaking]);
    state = next;
  });
  return { changes, state };
}
const times = (count: number, level: number): number[] => Array.from({ length: count }, () => level);
/** The level of a person one hand away from a laptop, and of a quiet room. */
const VOICE = 0.65;
const ROOM = 0.12;

describe('whether somebody speaks', () => {
  it('begins 150 to 250 ms after the voice, and ends 600 to 700 ms after it', () => {
    const { changes } = follow([...times(10, ROOM), ...times(20, VOICE), ...times(20, ROOM)]);
    expect(changes).toHaveLength(2);
    expect(changes[0]?.[1]).toBe(true);
    // The last quiet level is at 900 ms, the last one of the voice at 2,900 ms.
    expect(changes[0]?.[0]).toBeGreaterThanOrEqual(900 + 150);
    expect(changes[0]?.[0]).toBeLessThanOrEqual(900 + 250);
    expect(changes[1]?.[1]).toBe(false);
    expect(changes[1]?.[0]).toBeGreaterThanOrEqual(2900 + 600);
    expect(changes[1]?.[0]).toBeLessThanOrEqual(2900 + 700);
  });

  it('goes on over the gaps between syllables and words', () => {
    const words = Array.from({ length: 30 }, (_, index) => (index % 5 < 3 ? VOICE : ROOM));
    expect(follow([...times(5, ROOM), ...words]).changes).toHaveLength(1);
    const breath = [...times(5, VOICE), ...times(5, ROOM), ...times(5, VOICE)];
    expect(follow([...times(5, ROOM), ...breath]).changes).toHaveLength(1);
  });

  it('is not a click, not a key stroke now and then, not a door', () => {
    const clicks = Array.from({ length: 100 }, (_, index) => (index % 5 === 0 ? 0.9 : ROOM));
    expect(follow(clicks).changes).toEqual([]);
    expect(follow([...times(10, ROOM), 1, ...times(10, ROOM)]).changes).toEqual([]);
  });

  it('is not a quiet room, nor silence, nor a fan after a while', () => {
    expect(follow(times(300, ROOM)).changes).toEqual([]);
    expect(follow(times(300, 0)).changes).toEqual([]);
    const fan = follow(times(300, 0.45));
    expect(fan.state.speaking).toBe(false);
    // A voice over the fan is heard all the same, and the fan alone is not, afterwards.
    const over = follow([...times(20, VOICE), ...times(20, 0.45)], 100, { ...fan.state, atMs: undefined });
    expect(over.changes.map(([, speaking]) => speaking)).toEqual([true, false]);
  });

  it('is still a voice at the end of a long speech', () => {
    const speech = Array.from({ length: 600 }, (_, index) => (index % 7 < 5 ? VOICE : ROOM));
    expect(follow(speech).changes).toHaveLength(1);
  });

  it('does not come out of one look of a page that is looked at once a second', () => {
    expect(follow([ROOM, ROOM, 0.9, ROOM, ROOM, 0.9, ROOM], 1000).changes).toEqual([]);
    expect(follow(times(10, VOICE), 1000).changes).toHaveLength(1);
    expect(stepSpeech({ ...NO_SPEECH, atMs: 500 }, VOICE, 400).voiceMs).toBe(0);
  });
});

describe('how loud samples are', () => {
  const sine = (height: number) => Float32Array.from({ length: 4800 }, (_, n) => height * Math.sin(n / 10));

  it('goes from silence to loud in even steps for ears', () => {
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(new Float32Array(4096))).toBe(0);
    expect(levelOf(sine(1))).toBe(1);
    expect(levelOf(sine(0.0005))).toBe(0);
    const steps = [0.01, 0.02, 0.04, 0.08].map(height => levelOf(sine(height)));
    const differences = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    for (const difference of differences) expect(difference).toBeCloseTo(6.02 / 50, 2);
  });

  it('is none for what is no number', () => {
    expect(levelOf(Float32Array.of(Number.NaN, 1))).toBe(0);
  });
});
