/** What is found in two pictures: tiles, parts, rectangles, scrolls. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundingBox,
  boxRectangle,
  countTiles,
  emptyTileMap,
  findChangedTiles,
  findParts,
  findScroll,
  fitsPicture,
  I420Picture,
  intersect,
  largestPart,
  mergeTiles,
  shrink,
  TILE,
  tilesOfParts,
} from '../src/index.ts';
import { SyntheticScreen } from './support/synthetic-screen.ts';

const copyOf = (picture: I420Picture): I420Picture => {
  const copy = new I420Picture(picture.layout.width, picture.layout.height);
  copy.bytes.set(picture.bytes);
  return copy;
};
const size = fc.record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 200 }) });
/** A sample of the visible picture: plane, and how far along each side. */
const sample = fc.record({
  plane: fc.nat(2),
  right: fc.double({ min: 0, max: 0.999, noNaN: true }),
  down: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

/** Changes one sample; gives the pixel of luma that it belongs to. */
function touch(picture: I420Picture, { plane, right, down }: { plane: number; right: number; down: number }) {
  const { width, height, stride, chromaStride, uOffset, vOffset } = picture.layout;
  const scale = plane === 0 ? 1 : 2;
  const x = Math.floor(right * Math.ceil(width / scale));
  const y = Math.floor(down * Math.ceil(height / scale));
  const at = ([0, uOffset, vOffset][plane] ?? 0) + y * (plane === 0 ? stride : chromaStride) + x;
  picture.bytes[at] = (picture.bytes[at] ?? 0) ^ 1;
  return { x: x * scale, y: y * scale };
}

describe('changed tiles', () => {
  it('are those of the changed samples in any of the three planes, and no others', () => {
    fc.assert(
      fc.property(size, fc.array(sample, { maxLength: 6 }), ({ width, height }, samples) => {
        const before = new I420Picture(width, height);
        const after = copyOf(before);
        const { columns } = before.layout;
        const changed = new Map<string, number>();
        for (const each of samples) {
          const { x, y } = touch(after, each);
          const key = JSON.stringify([each.plane, x, y]);
          const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
          // Twice the same sample is no change.
          if (changed.has(key)) changed.delete(key);
          else changed.set(key, tile);
        }
        const map = emptyTileMap(before.layout);
        const count = findChangedTiles(before, after, map);
        const found = [...map.keys()].filter(at => map[at]);
        expect(found).toEqual([...new Set(changed.values())].toSorted((a, b) => a - b));
        expect(count).toBe(found.length);
      }),
      { numRuns: 500 },
    );
  });

  it('become rectangles that cover each marked tile once and nothing else', () => {
    fc.assert(
      fc.property(size, fc.infiniteStream(fc.boolean()), ({ width, height }, marks) => {
        const { layout } = new I420Picture(width, height);
        const map = emptyTileMap(layout);
        for (let at = 0; at < map.length; at += 1) map[at] = marks.next().value ? 1 : 0;
        const rectangles = mergeTiles(map, layout);
        const covered = new Uint8Array(map.length);
        for (const { x, y, width: wide, height: high } of rectangles) {
          expect(fitsPicture({ x, y, width: wide, height: high }, layout)).toBe(true);
          for (let row = y / TILE; row < (y + high) / TILE; row += 1)
            for (let column = x / TILE; column < (x + wide) / TILE; column += 1) {
              const at = row * layout.columns + column;
              covered[at] = (covered[at] ?? 0) + 1;
            }
        }
        expect(covered).toEqual(new Uint8Array(map));
      }),
    );
  });

  it('shrink to a rectangle that holds all that differs and no row or column of grains more', () => {
    fc.assert(
      fc.property(size, fc.array(sample, { minLength: 1, maxLength: 4 }), ({ width, height }, samples) => {
        const before = new I420Picture(width, height);
        const after = copyOf(before);
        for (const each of samples) touch(after, each);
        const map = emptyTileMap(before.layout);
        if (findChangedTiles(before, after, map) === 0) return;
        const box = boundingBox(map, before.layout);
        if (!box) throw new Error('changes have no box');
        const small = shrink(before, after, boxRectangle(box, before.layout));
        if (!small) throw new Error('changes shrink to nothing');
        expect(fitsPicture(small, before.layout)).toBe(true);
        const mended = copyOf(before);
        mended.take(small, after);
        expect(mended.bytes).toEqual(after.bytes);
        for (const less of [
          { ...small, width: small.width - 8 },
          { ...small, height: small.height - 2 },
          { ...small, x: small.x + 8, width: small.width - 8 },
          { ...small, y: small.y + 2, height: small.height - 2 },
        ]) {
          if (less.width <= 0 || less.height <= 0) continue;
          const missed = copyOf(before);
          missed.take(less, after);
          expect(missed.bytes).not.toEqual(after.bytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that touch are one part, at a corner as well, and those further apart are two', () => {
    const { layout } = new I420Picture(6 * TILE, 3 * TILE);
    const map = emptyTileMap(layout);
    // a . . . b b
    // . a . . . b
    // . . . . . .
    for (const at of [0, 7, 4, 5, 11]) map[at] = 1;
    const parts = findParts(map, layout);
    expect(parts.sizes).toEqual([2, 3]);
    expect(largestPart(parts)).toBe(2);
    expect(
      [...tilesOfParts(parts, layout, new Set([1])).keys()].filter(at => parts.labels[at] === 1),
    ).toEqual([0, 7]);
    expect(findParts(map, layout, 2).sizes).toEqual([5]);
    expect(countTiles(tilesOfParts(parts, layout, new Set([1, 2])))).toBe(5);
  });
});

describe('a part of a picture', () => {
  it('is cut, pasted and moved as the pixels are', () => {
    const screen = new SyntheticScreen(141, 93, 5);
    const { picture } = screen;
    const part = { x: 20, y: 10, width: 121, height: 83 };
    const copy = new I420Picture(141, 93);
    copy.paste(part, picture.cutAll([part]), 0);
    const inside = copyOf(copy);
    inside.take(part, picture);
    expect(inside.bytes).toEqual(copy.bytes);
    for (const [dx, dy] of [
      [0, 6],
      [0, -6],
      [4, 2],
      [-8, -10],
    ] as const) {
      const moved = copyOf(picture);
      const target = { x: 30, y: 20, width: 60, height: 40 };
      moved.move(target, dx, dy);
      const source = picture.cutAll([{ ...target, x: target.x - dx, y: target.y - dy }]);
      expect(moved.cutAll([target])).toEqual(source);
    }
  });

  it('is what two rectangles have in common', () => {
    const a = { x: 0, y: 0, width: 10, height: 10 };
    expect(intersect(a, { x: 4, y: 6, width: 10, height: 10 })).toEqual({ x: 4, y: 6, width: 6, height: 4 });
    expect(intersect(a, { x: 10, y: 0, width: 2, height: 2 })).toBeUndefined();
  });
});

describe('a scroll', () => {
  const area = { x: 64, y: 32, width: 512, height: 400 };
  const changed = (before: I420Picture, after: I420Picture) => {
    const map = emptyTileMap(before.layout);
    findChangedTiles(before, after, map);
    const box = boundingBox(map, before.layout);
    return box && shrink(before, after, boxRectangle(box, before.layout));
  };

  it('is found at every even distance, up and down, and leaves only what came in', () => {
    for (const dy of [2, -2, 16, -48, 100, -128, 200]) {
      const screen = new SyntheticScreen(700, 500, 7);
      const before = copyOf(screen.picture);
      screen.scroll(area, dy);
      const box = changed(before, screen.picture);
      const scroll = box && findScroll(before, screen.picture, box);
      expect([dy, scroll?.dy]).toEqual([dy, dy]);
      if (!scroll) continue;
      expect(fitsPicture(scroll.rectangle, before.layout)).toBe(true);
      const map = emptyTileMap(before.layout);
      const tiles = findChangedTiles(before, screen.picture, map);
      before.move(scroll.rectangle, 0, scroll.dy);
      expect(findChangedTiles(before, screen.picture, map)).toBeLessThan(tiles * 0.65);
    }
  });

  it('is not seen in film, in another page, in an odd distance or in a colour that comes in', () => {
    const acts: ((screen: SyntheticScreen) => void)[] = [
      screen => screen.film(area),
      screen => screen.page(),
      screen => screen.scroll(area, 7),
      screen => screen.fill(area, 100, 90),
    ];
    for (const act of acts) {
      const screen = new SyntheticScreen(700, 500, 8);
      const before = copyOf(screen.picture);
      act(screen);
      const box = changed(before, screen.picture);
      expect(box && findScroll(before, screen.picture, box)).toBeUndefined();
    }
  });
});
