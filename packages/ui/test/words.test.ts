import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenMoment } from '../src/components/countdown.tsx';
import { formatDuration, initialsOf } from '../src/index.ts';

describe('initials', () => {
  it.each([
    ['Emma Brandt', 'EB'],
    ['karl-heinz von der Oberländer', 'KO'],
    ['  emma  ', 'E'],
    ['李 小龙', '李小'],
    ['Éva', 'É'],
    ['42 🙂', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('a duration', () => {
  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [59_000, '0:59'],
    [60_000, '1:00'],
    [14 * 60_000 + 31_400, '14:32'],
    [3_600_000, '1:00:00'],
    [-5, '0:00'],
  ])('of %d ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('a countdown', () => {
  it('speaks at a few moments only, each later one with less time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_200_000 }),
        fc.integer({ min: 0, max: 1_200_000 }),
        (one, other) => {
          const [more, less] = [spokenMoment(Math.max(one, other)), spokenMoment(Math.min(one, other))];
          return more === undefined || (less !== undefined && less <= more);
        },
      ),
    );
    const spoken = new Set(Array.from({ length: 900 }, (_, second) => spokenMoment(second * 1000)));
    expect([...spoken]).toEqual([10, 30, 60, 120, 300, 600, undefined]);
  });
});
