/** A rectangle of whole tiles, reduced to what differs in it. */
import type { I420Picture } from '../i420/picture.ts';
import type { Rectangle } from '../i420/rectangle.ts';

/** One word of chroma covers 8 × 2 pixels of luma: the grain in which rectangles are reduced. */
const GRAIN_X = 8;

/** `undefined` when nothing differs. The rectangle must begin at a multiple of 8 × 2. */
export function shrink(before: I420Picture, after: I420Picture, rectangle: Rectangle): Rectangle | undefined {
  const differs = comparer(before, after);
  const columns = Math.ceil(rectangle.width / GRAIN_X);
  const lines = Math.ceil(rectangle.height / 2);
  const column = rectangle.x / GRAIN_X;
  const line = rectangle.y / 2;
  let top = 0;
  while (top < lines && !differs(column, line + top, columns, 1)) top += 1;
  if (top === lines) return undefined;
  let bottom = lines;
  while (!differs(column, line + bottom - 1, columns, 1)) bottom -= 1;
  let left = 0;
  while (!differs(column + left, line + top, 1, bottom - top)) left += 1;
  let right = columns;
  while (!differs(column + right - 1, line + top, 1, bottom - top)) right -= 1;
  const x = rectangle.x + left * GRAIN_X;
  const y = rectangle.y + top * 2;
  return {
    x,
    y,
    width: Math.min(rectangle.x + right * GRAIN_X, rectangle.x + rectangle.width) - x,
    height: Math.min(rectangle.y + bottom * 2, rectangle.y + rectangle.height) - y,
  };
}

/** Whether a block of grains differs. */
function comparer(before: I420Picture, after: I420Picture) {
  const { stride, chromaStride, uOffset, vOffset } = after.layout;
  const [a, b] = [before.words, after.words];
  const lumaWords = stride >> 2;
  const chromaWords = chromaStride >> 2;
  return (column: number, line: number, columns: number, lines: number): boolean => {
    for (let y = line; y < line + lines; y += 1) {
      const luma = 2 * y * lumaWords + 2 * column;
      for (let at = luma; at < luma + 2 * columns; at += 1)
        if (a[at] !== b[at] || a[at + lumaWords] !== b[at + lumaWords]) return true;
      const u = (uOffset >> 2) + y * chromaWords + column;
      const v = (vOffset >> 2) + y * chromaWords + column;
      for (let at = 0; at < columns; at += 1)
        if (a[u + at] !== b[u + at] || a[v + at] !== b[v + at]) return true;
    }
    return false;
  };
}
