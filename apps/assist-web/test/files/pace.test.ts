import { describe, expect, it } from 'vitest';
import { leftAt, type Pace, rateAt, type Sample, withSample } from '../../src/files/pace.ts';

const paceOf = (...samples: readonly Sample[]): Pace => samples.reduce<Pace>(withSample, []);

describe('the rate of a file', () => {
  it('is unknown before a second has passed', () => {
    const pace = paceOf({ bytes: 0, atMs: 0 }, { bytes: 500_000, atMs: 500 });
    expect(rateAt([], 5000)).toBeUndefined();
    expect(rateAt(pace, 999)).toBeUndefined();
    expect(rateAt(pace, 1000)).toBe(500_000);
  });

  it('is that of the last seconds, not of the whole way', () => {
    let pace: Pace = [];
    for (let second = 0; second <= 10; second += 1)
      pace = withSample(pace, { bytes: second * 1_000_000, atMs: second * 1000 });
    for (let second = 11; second <= 20; second += 1)
      pace = withSample(pace, { bytes: 10_000_000 + (second - 10) * 1000, atMs: second * 1000 });
    expect(rateAt(pace, 20_000)).toBe(1000);
    expect(pace.length).toBeLessThan(10);
  });

  it('falls while nothing moves', () => {
    const pace = paceOf({ bytes: 0, atMs: 0 }, { bytes: 4000, atMs: 2000 });
    expect(rateAt(pace, 2000)).toBe(2000);
    expect(rateAt(pace, 4000)).toBe(1000);
  });

  it('is not thrown off by a clock that ticks less often than the file moves', () => {
    const pace = paceOf(
      { bytes: 0, atMs: 0 },
      { bytes: 900, atMs: 0 },
      { bytes: 4000, atMs: 2000 },
      { bytes: 4900, atMs: 2000 },
    );
    expect(rateAt(pace, 2000)).toBe(2000);
  });
});

describe('a pace', () => {
  it('stays the same object when nothing has moved', () => {
    const pace = paceOf({ bytes: 10, atMs: 0 });
    expect(withSample(pace, { bytes: 10, atMs: 900 })).toBe(pace);
  });
});

describe('the time that is left', () => {
  it('is what the rest takes at this rate', () => {
    const pace = paceOf({ bytes: 0, atMs: 0 }, { bytes: 4000, atMs: 2000 });
    expect(leftAt(pace, 10_000, 2000)).toBe(3000);
    expect(leftAt(pace, 4000, 2000)).toBe(0);
  });

  it('is not said when it is too early, or nothing moves', () => {
    const pace = paceOf({ bytes: 10, atMs: 0 });
    expect(leftAt([], 1000, 5000)).toBeUndefined();
    expect(leftAt(pace, 1000, 500)).toBeUndefined();
    expect(leftAt(pace, 1000, 5000)).toBeUndefined();
  });
});
