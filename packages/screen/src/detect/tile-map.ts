/** A mark for each tile of a picture, row by row. */
import { type Layout, TILE } from '../i420/layout.ts';
import type { Rectangle } from '../i420/rectangle.ts';

export type TileMap = Uint8Array<ArrayBuffer>;

/** Tiles from column and row, inclusive, to the ends, exclusive. */
export interface TileBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function emptyTileMap(layout: Layout): TileMap {
  return new Uint8Array(layout.columns * layout.rows);
}

export function countTiles(map: TileMap): number {
  let count = 0;
  for (const mark of map) count += mark;
  return count;
}

/** The tiles that a rectangle touches. */
export function touchedTiles({ x, y, width, height }: Rectangle): TileBox {
  return {
    left: Math.floor(x / TILE),
    top: Math.floor(y / TILE),
    right: Math.ceil((x + width) / TILE),
    bottom: Math.ceil((y + height) / TILE),
  };
}

/** The tiles that lie in a rectangle with all their visible pixels. */
export function coveredTiles({ x, y, width, height }: Rectangle, layout: Layout): TileBox {
  const right = x + width;
  const bottom = y + height;
  return {
    left: Math.ceil(x / TILE),
    top: Math.ceil(y / TILE),
    right: right === layout.width ? layout.columns : Math.floor(right / TILE),
    bottom: bottom === layout.height ? layout.rows : Math.floor(bottom / TILE),
  };
}

/** The visible pixels of a box of tiles. */
export function boxRectangle(box: TileBox, layout: Layout): Rectangle {
  const x = box.left * TILE;
  const y = box.top * TILE;
  return {
    x,
    y,
    width: Math.min(box.right * TILE, layout.width) - x,
    height: Math.min(box.bottom * TILE, layout.height) - y,
  };
}

/** The smallest box around all marks; `undefined` when there is none. */
export function boundingBox(map: TileMap, layout: Layout): TileBox | undefined {
  let left = layout.columns;
  let top = layout.rows;
  let right = 0;
  let bottom = 0;
  for (let row = 0, at = 0; row < layout.rows; row += 1)
    for (let column = 0; column < layout.columns; column += 1, at += 1) {
      if (!map[at]) continue;
      if (column < left) left = column;
      if (row < top) top = row;
      if (right <= column) right = column + 1;
      bottom = row + 1;
    }
  return right === 0 ? undefined : { left, top, right, bottom };
}
