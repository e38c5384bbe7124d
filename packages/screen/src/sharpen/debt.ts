/** The tiles in which the expert's picture may differ from the kept one, and when they are due to be repainted exactly. */
import { coveredTiles, emptyTileMap, type TileBox, type TileMap, touchedTiles } from '../detect/tile-map.ts';
import { type Layout, TILE } from '../i420/layout.ts';
import type { Rectangle } from '../i420/rectangle.ts';

/** A tile that has not changed for so long is still: film and scrolling are over. */
export const STILL_MS = 150;
/** Tiles repainted in one turn: 300 KB before deflating, some 7 ms, so that a key is never held up longer than that. */
export const TILES_PER_TURN = 192;

export class Debt {
  readonly #layout: Layout;
  readonly #owed: TileMap;
  /** When a tile changed last. */
  readonly #changedAt: Float64Array<ArrayBuffer>;
  #count = 0;
  /** Where the search goes on, so that no part of the picture waits for another for ever. */
  #next = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#owed = emptyTileMap(layout);
    this.#changedAt = new Float64Array(this.#owed.length);
  }

  /** Tiles owed. */
  get count(): number {
    return this.#count;
  }

  isOwed(tile: number): boolean {
    return this.#owed[tile] === 1;
  }

  /** The screen changed here. */
  changed(map: TileMap, now: number): void {
    for (let at = 0; at < map.length; at += 1) if (map[at]) this.#changedAt[at] = now;
  }

  /** Video painted here, or was to: what touches the rectangle is owed. */
  painted(rectangle: Rectangle): void {
    this.#set(touchedTiles(rectangle), 1);
  }

  /** Exact tiles were sent: only a tile that is covered as a whole is settled. */
  repainted(rectangle: Rectangle): void {
    this.#set(coveredTiles(rectangle, this.#layout), 0);
  }

  /** A part moved, and what is owed with it. */
  moved(rectangle: Rectangle, dx: number, dy: number): void {
    if (this.#count === 0) return;
    const before = this.#owed.slice();
    const { columns } = this.#layout;
    const covered = coveredTiles(rectangle, this.#layout);
    const touched = touchedTiles(rectangle);
    for (let row = touched.top; row < touched.bottom; row += 1)
      for (let column = touched.left; column < touched.right; column += 1) {
        const at = row * columns + column;
        const whole =
          row >= covered.top && row < covered.bottom && column >= covered.left && column < covered.right;
        const tile = clip(column, row, rectangle);
        const source = touchedTiles({ ...tile, x: tile.x - dx, y: tile.y - dy });
        if (isAnyOwed(before, columns, source)) this.#mark(at, 1);
        else if (whole) this.#mark(at, 0);
      }
  }

  /** Still tiles that are owed, at most so many. They count as settled only when `repainted` says so. */
  due(now: number, most = TILES_PER_TURN): TileMap {
    const map = emptyTileMap(this.#layout);
    let left = Math.min(most, this.#count);
    const { length } = map;
    let at = this.#next % length;
    for (let step = 0; step < length && left > 0; step += 1, at = (at + 1) % length) {
      if (!this.#owed[at] || now - (this.#changedAt[at] ?? 0) < STILL_MS) continue;
      map[at] = 1;
      left -= 1;
      this.#next = at + 1;
    }
    return map;
  }

  /** When the next tile is due, on the same clock; `undefined` when none is owed. */
  nextDueAt(): number | undefined {
    if (this.#count === 0) return undefined;
    let first = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.#owed.length; at += 1)
      if (this.#owed[at]) first = Math.min(first, this.#changedAt[at] ?? 0);
    return first + STILL_MS;
  }

  #set(box: TileBox, mark: 0 | 1): void {
    for (let row = box.top; row < box.bottom; row += 1)
      for (let column = box.left; column < box.right; column += 1)
        this.#mark(row * this.#layout.columns + column, mark);
  }

  #mark(at: number, mark: 0 | 1): void {
    this.#count += mark - (this.#owed[at] ?? 0);
    this.#owed[at] = mark;
  }
}

/** The part of a tile that lies in the rectangle. */
function clip(column: number, row: number, { x, y, width, height }: Rectangle): Rectangle {
  const left = Math.max(column * TILE, x);
  const top = Math.max(row * TILE, y);
  return {
    x: left,
    y: top,
    width: Math.min((column + 1) * TILE, x + width) - left,
    height: Math.min((row + 1) * TILE, y + height) - top,
  };
}

function isAnyOwed(map: TileMap, columns: number, box: TileBox): boolean {
  for (let row = box.top; row < box.bottom; row += 1)
    for (let column = box.left; column < box.right; column += 1) if (map[row * columns + column]) return true;
  return false;
}
