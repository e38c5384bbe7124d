import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, blockPlaces, decode, distance, encode, WRAP } from './code.ts';
import { MOTION_MARKS } from './layout.ts';
import { picturesIn } from './motion.ts';

const kinds = ['time', 'count'] as const;

describe('a number in blocks', () => {
  it('is read as it was written, for every number of presses and any time', () => {
    for (let value = 0; value < WRAP.count; value++)
      expect(decode('count', encode('count', value))).toBe(value);
    fc.assert(
      fc.property(fc.nat(1e9), value => {
        expect(decode('time', encode('time', value))).toBe(value % WRAP.time);
      }),
    );
  });
  it.each(kinds)(
    'is nothing in a black, white or grey picture, or one with a block that is wrong (%s)',
    kind => {
      for (const block of '01?') expect(decode(kind, block.repeat(blockCount(kind)))).toBeUndefined();
      fc.assert(
        fc.property(fc.nat(WRAP[kind] - 1), fc.nat(blockCount(kind) - 1), (value, at) => {
          const good = encode(kind, value);
          const bad = good.slice(0, at) + (good[at] === '1' ? '0' : '1') + good.slice(at + 1);
          expect(decode(kind, bad)).toBeUndefined();
        }),
      );
    },
  );
  it.each(kinds)('has as many places as blocks, none over another (%s)', kind => {
    const places = blockPlaces({ x: 32, y: 48, kind });
    expect(new Set(places.map(({ x, y }) => `${String(x)},${String(y)}`)).size).toBe(blockCount(kind));
  });
  it('is as far from another as time went by, over the end of the numbers too', () => {
    expect(distance('time', WRAP.time - 5, 7)).toBe(12);
  });
});

describe('pictures in what was seen', () => {
  const marks = MOTION_MARKS.scroll;
  const sight = (at: number, first: number, second: number) => ({
    at,
    blocks: encode('time', first) + encode('time', second),
  });
  it('are counted once, with the age of their oldest part', () => {
    const sights = [sight(1_040, 1_000, 1_000), sight(1_060, 1_033, 1_000), sight(1_080, 1_033, 1_033)];
    expect(picturesIn(sights, marks)).toEqual([40, 47]);
  });
  it('do not count when a part cannot be read', () => {
    const unreadable = { at: 1_040, blocks: '?'.repeat(blockCount('time') * 2) };
    expect(picturesIn([unreadable], marks)).toEqual([]);
  });
  it('do not count when an older one comes after a newer one', () => {
    const sights = [sight(1_080, 1_033, 1_033), sight(1_090, 1_000, 1_000)];
    expect(picturesIn(sights, marks)).toEqual([47]);
  });
  it('are counted over the end of the numbers', () => {
    const at = WRAP.time * 3 + 20;
    expect(picturesIn([sight(at, at - 50, at - 50), sight(at + 30, at, at)], marks)).toEqual([50, 30]);
  });
});
