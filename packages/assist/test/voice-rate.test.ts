import type { VoiceStats } from '@rendezvous/peer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLEAN_SECONDS,
  GOOD,
  GOOD_SECONDS,
  initialPath,
  LOSSY,
  LOSSY_SECONDS,
  MOST_GOOD_SECONDS,
  nextCall,
  type PathState,
  POOR,
  POOR_SECONDS,
  RELAPSE_SECONDS,
  stepPath,
} from '../src/voice/voice-rate.ts';
import { NOTHING_MEASURED } from './support/voice-connection.ts';

const FINE: VoiceStats = {
  ...NOTHING_MEASURED,
  roundTripMs: 40,
  loss: 0,
  remoteLoss: 0,
  jitterMs: 5,
  concealed: 0,
};

/** So many seconds of it. */
function after(path: PathState, seconds: number, stats: Partial<VoiceStats>): PathState {
  let now = path;
  for (let second = 0; second < seconds; second += 1) now = stepPath(now, { ...FINE, ...stats });
  return now;
}

const FULL: Partial<VoiceStats> = { concealed: POOR.concealed };

describe('the rate that a side asks for by itself', () => {
  const poor: readonly (readonly [string, Partial<VoiceStats>])[] = [
    ['packets wait in queues', { roundTripMs: 40 + POOR.queueMs }],
    ['packets come unevenly', { jitterMs: POOR.jitterMs }],
    ['very many packets get lost', { loss: POOR.loss }],
    ['words go missing', { concealed: POOR.concealed }],
  ];
  it.each(poor)('goes down when %s, and not for a hiccup', (_, stats) => {
    const begun = after(initialPath, 1, {});
    const hiccup = after(begun, POOR_SECONDS - 1, stats);
    expect(hiccup.rate).toBe('high');
    expect(after(hiccup, 1, stats).rate).toBe('low');
    expect(after(hiccup, 60, {}).rate).toBe('high');
  });

  it('stays high on a path that only loses packets, or is only long: few bits would not help', () => {
    expect(after(initialPath, 600, { loss: 0.2, concealed: 0.08, jitterMs: 100 }).rate).toBe('high');
    expect(after(initialPath, 600, { roundTripMs: 700 }).rate).toBe('high');
  });

  it('goes up again after a good while, and not for a good moment', () => {
    const low = after(initialPath, POOR_SECONDS, FULL);
    const good = after(low, GOOD_SECONDS - 1, {});
    expect(good.rate).toBe('low');
    expect(after(good, 1, {}).rate).toBe('high');
    const disturbed = after(good, 1, { concealed: GOOD.concealed });
    expect(after(disturbed, GOOD_SECONDS - 1, {}).rate).toBe('low');
    expect(after(disturbed, GOOD_SECONDS, {}).rate).toBe('high');
  });

  it('neither goes up nor down between the bounds', () => {
    const between = { roundTripMs: 40 + 200, jitterMs: 100, loss: 0.2, concealed: 0.1 };
    expect(after(after(initialPath, 1, {}), 600, between).rate).toBe('high');
    expect(after(after(initialPath, POOR_SECONDS, FULL), 600, between).rate).toBe('low');
  });

  it('tries a path that could not bear it less and less often, but never gives up', () => {
    let path = initialPath;
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      path = after(path, POOR_SECONDS, FULL);
      expect(path.rate).toBe('low');
      let seconds = 0;
      for (; path.rate === 'low'; seconds += 1) path = after(path, 1, {});
      waits.push(seconds);
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 240, 240, 240]);
    expect(waits.at(-1)).toBe(MOST_GOOD_SECONDS);
    const steady = after(path, RELAPSE_SECONDS, {});
    expect(after(steady, POOR_SECONDS, FULL).patience).toBe(GOOD_SECONDS);
  });

  it('is not judged by what nobody has measured', () => {
    const low = after(initialPath, POOR_SECONDS, FULL);
    let path = low;
    for (let second = 0; second < 600; second += 1) path = stepPath(path, NOTHING_MEASURED);
    expect(path).toEqual(low);
  });

  it('is kept for the next call, in which everything is measured anew', () => {
    const low = nextCall(after(after(initialPath, 1, { roundTripMs: 5 }), POOR_SECONDS, FULL));
    expect(low).toEqual({ ...initialPath, rate: 'low' });
    // Five milliseconds were the shortest of the last call: this one goes another way.
    expect(after(low, GOOD_SECONDS, { roundTripMs: 500 }).rate).toBe('high');
  });
});

describe('redundancy', () => {
  it('begins when what this side sends gets lost, and ends when it no longer does', () => {
    const lossy = after(initialPath, LOSSY_SECONDS, { remoteLoss: LOSSY.from });
    expect(after(initialPath, LOSSY_SECONDS - 1, { remoteLoss: LOSSY.from }).redundancy).toBe(false);
    expect(lossy.redundancy).toBe(true);
    expect(after(lossy, CLEAN_SECONDS - 1, {}).redundancy).toBe(true);
    expect(after(lossy, CLEAN_SECONDS, {}).redundancy).toBe(false);
    expect(after(lossy, 600, { remoteLoss: 0.02 }).redundancy).toBe(true);
    expect(after(initialPath, 600, { remoteLoss: 0.02 }).redundancy).toBe(false);
  });

  it('does not end because the other side says nothing, and is of one call', () => {
    const lossy = after(initialPath, LOSSY_SECONDS, { remoteLoss: 0.2 });
    expect(after(lossy, 600, { remoteLoss: undefined }).redundancy).toBe(true);
    expect(nextCall(lossy).redundancy).toBe(false);
  });
});

describe('whatever is measured', () => {
  const measure = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }), { nil: undefined });
  const stats = fc.record({
    roundTripMs: measure(5_000),
    loss: measure(1),
    remoteLoss: measure(1),
    jitterMs: measure(1_000),
    concealed: measure(1),
    receivedBitsPerSecond: measure(100_000),
    sentBitsPerSecond: measure(100_000),
  });

  it('the rate and the redundancy never change twice within four seconds, and what is kept stays small', () => {
    fc.assert(
      fc.property(fc.array(stats, { maxLength: 300 }), samples => {
        let path = initialPath;
        let rateSince = POOR_SECONDS;
        for (const sample of samples) {
          const next = stepPath(path, sample);
          rateSince += 1;
          if (next.rate !== path.rate) {
            expect(rateSince).toBeGreaterThanOrEqual(POOR_SECONDS);
            rateSince = 0;
          }
          expect(next.poor.length).toBeLessThanOrEqual(5);
          expect(next.lossy.length).toBeLessThanOrEqual(5);
          expect(next.patience).toBeLessThanOrEqual(MOST_GOOD_SECONDS);
          path = next;
        }
      }),
    );
  });
});
