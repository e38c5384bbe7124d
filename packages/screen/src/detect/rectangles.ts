/** Marked tiles as few rectangles. */
import type { Layout } from '../i420/layout.ts';
import type { Rectangle } from '../i420/rectangle.ts';
import { boxRectangle, type TileMap } from './tile-map.ts';

/** Runs of a row, grown downwards while the same run is marked in the next row. They cover each mark once and nothing else. */
export function mergeTiles(map: TileMap, layout: Layout): Rectangle[] {
  const { columns, rows } = layout;
  const left = map.slice();
  const rectangles: Rectangle[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      if (!left[row * columns + column]) continue;
      let right = column + 1;
      while (right < columns && left[row * columns + right]) right += 1;
      let bottom = row + 1;
      while (bottom < rows && isFull(left, bottom * columns, column, right)) bottom += 1;
      for (let y = row; y < bottom; y += 1) left.fill(0, y * columns + column, y * columns + right);
      rectangles.push(boxRectangle({ left: column, top: row, right, bottom }, layout));
    }
  return rectangles;
}

function isFull(map: TileMap, line: number, from: number, to: number): boolean {
  for (let column = from; column < to; column += 1) if (!map[line + column]) return false;
  return true;
}
