import { describe, expect, it } from 'vitest';
import { Conditions, type ConditionsInput } from '../network/conditions.ts';
import { type Fate, Impairment } from '../network/impairment.ts';
import { seededRandom } from '../network/random.ts';

const PACKET = 1_000;

/** The fates of `count` packets, one every `everyMs`. */
function fates(conditions: ConditionsInput, count: number, everyMs = 1, seed = 7): Fate[] {
  const impairment = new Impairment(Conditions.parse(conditions), seededRandom(seed));
  return Array.from({ length: count }, (_, index) => impairment.fate(PACKET, index * everyMs));
}

function times(all: readonly Fate[]): number[] {
  return all.filter(fate => typeof fate === 'number');
}

function share(all: readonly Fate[], fate: Fate): number {
  return all.filter(it => it === fate).length / all.length;
}

/** Lengths of the runs of lost packets. */
function bursts(all: readonly Fate[]): number[] {
  const runs = all.map(fate => (fate === 'lost' ? 'x' : ' ')).join('');
  return runs.split(/ +/).flatMap(run => (run === '' ? [] : [run.length]));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

describe('the impairment of a direction', () => {
  it('lets everything through at once on a perfect network', () => {
    expect(fates({}, 100)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('loses the share that was set, each packet by itself', () => {
    const all = fates({ loss: 0.03 }, 100_000);
    expect(share(all, 'lost')).toBeCloseTo(0.03, 2);
    expect(mean(bursts(all))).toBeCloseTo(1 / (1 - 0.03), 1);
  });

  it('loses the same share in bursts of the length that was set', () => {
    const all = fates({ loss: 0.05, lossBurst: 8 }, 400_000);
    expect(share(all, 'lost')).toBeCloseTo(0.05, 2);
    expect(Math.abs(mean(bursts(all)) - 8)).toBeLessThan(0.5);
  });

  it('loses everything when the share is 1', () => {
    expect(share(fates({ loss: 1 }, 1_000), 'lost')).toBe(1);
  });

  it('decides the same for the same seed, and otherwise for another', () => {
    const conditions = { loss: 0.2, delayMs: 50, jitterMs: 20 };
    expect(fates(conditions, 500, 1, 3)).toEqual(fates(conditions, 500, 1, 3));
    expect(fates(conditions, 500, 1, 3)).not.toEqual(fates(conditions, 500, 1, 4));
  });

  it('draws the delay evenly from delay ± jitter', () => {
    const delays = times(fates({ delayMs: 50, jitterMs: 20, keepOrder: false }, 50_000)).map(
      (at, i) => at - i,
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...delays)).toBeLessThanOrEqual(70);
    expect(Math.abs(mean(delays) - 50)).toBeLessThan(0.5);
    // Each quarter of the range has a quarter of the packets.
    for (const from of [30, 40, 50, 60]) {
      const quarter = delays.filter(delay => delay >= from && delay < from + 10).length / delays.length;
      expect(quarter).toBeCloseTo(0.25, 1);
    }
  });

  it('lets packets overtake each other only when order need not be kept', () => {
    const overtakes = (keepOrder: boolean): boolean => {
      const out = times(fates({ delayMs: 50, jitterMs: 20, keepOrder }, 1_000));
      return out.some((at, index) => at < (out[index - 1] ?? 0));
    };
    expect(overtakes(true)).toBe(false);
    expect(overtakes(false)).toBe(true);
  });

  it('keeps the order when the delay becomes shorter', () => {
    const impairment = new Impairment(Conditions.parse({ delayMs: 500 }), seededRandom(1));
    expect(impairment.fate(PACKET, 0)).toBe(500);
    impairment.change(Conditions.parse({ delayMs: 10 }));
    expect(impairment.fate(PACKET, 100)).toBe(500);
    expect(impairment.fate(PACKET, 600)).toBe(610);
  });

  it('lets out no more than the rate', () => {
    // 1,000 bytes each ms are 8 Mbit/s: four times too many.
    const out = times(fates({ rate: 2_000_000, queueMs: 60_000 }, 1_000));
    expect(out).toHaveLength(1_000);
    expect(out.at(-1)).toBeCloseTo(4_000, 5);
    expect(out[0]).toBeCloseTo(4, 5);
  });

  it('adds only its own sending time to a packet that finds the link free', () => {
    const out = times(fates({ rate: 8_000_000, delayMs: 20 }, 10, 5));
    expect(out.map((at, index) => at - index * 5)).toEqual(Array.from({ length: 10 }, () => 21));
  });

  it('lets no packet wait longer than the queue holds, in ms', () => {
    const all = fates({ rate: 2_000_000, queueMs: 40 }, 10_000);
    const waits = all.flatMap((fate, index) => (typeof fate === 'number' ? [fate - index] : []));
    expect(Math.max(...waits)).toBeLessThanOrEqual(40 + 4);
    expect(Math.max(...waits)).toBeGreaterThan(40);
    expect(share(all, 'overflowed')).toBeCloseTo(0.75, 2);
  });

  it('holds no more in its queue than was set, in bytes', () => {
    const all = fates({ rate: 2_000_000, queueBytes: 10_000 }, 10_000);
    const waits = all.flatMap((fate, index) => (typeof fate === 'number' ? [fate - index] : []));
    // 10,000 bytes take 40 ms.
    expect(Math.max(...waits)).toBeLessThanOrEqual(40);
    expect(Math.max(...waits)).toBeGreaterThan(36);
  });

  it('takes one packet at a time where nothing may wait', () => {
    const all = fates({ rate: 2_000_000, queueBytes: 0 }, 8);
    expect(all.map(fate => (fate === 'overflowed' ? 'x' : '-')).join('')).toBe('-xxx-xxx');
  });

  it('keeps a lost packet from taking the time of the others', () => {
    const all = fates({ rate: 8_000_000, queueMs: 60_000, loss: 0.5 }, 10_000, 0);
    expect(times(all).at(-1)).toBeCloseTo(times(all).length, 5);
  });
});

describe('conditions', () => {
  it.each([
    { delayMs: -1 },
    { delayMs: 10, jitterMs: 11 },
    { loss: 1.01 },
    { loss: 0.9, lossBurst: 2 },
    { rate: 0 },
    { delayMs: Number.NaN },
    { delay: 5 },
  ])('refuses %o', conditions => {
    expect(Conditions.safeParse(conditions).success).toBe(false);
  });

  it('bounds the queue of a limited link also where nothing is said of it', () => {
    expect(Conditions.parse({ rate: 1_000_000 }).queueMs).toBe(200);
    expect(Conditions.parse({ rate: 1_000_000, queueBytes: 5 }).queueMs).toBeUndefined();
  });
});
