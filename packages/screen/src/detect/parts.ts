/** Changed tiles that belong together: a key that was typed, a window that plays a film. */
import type { Layout } from '../i420/layout.ts';
import { emptyTileMap, type TileMap } from './tile-map.ts';

export interface Parts {
  /** For each tile the number of its part, from 1; 0 for an unmarked one. */
  readonly labels: Uint16Array<ArrayBuffer>;
  /** How many tiles part n has, at n - 1. */
  readonly sizes: readonly number[];
}

/** Marks at most `gap` unmarked tiles apart are one part. Gap 0: they touch, corners included. */
export function findParts(map: TileMap, layout: Layout, gap = 0): Parts {
  const { columns, rows } = layout;
  const labels = new Uint16Array(map.length);
  const reach = gap + 1;
  const sizes: number[] = [];
  const queue: number[] = [];
  for (let start = 0; start < map.length; start += 1) {
    if (!map[start] || labels[start]) continue;
    const label = sizes.length + 1;
    let tiles = 0;
    labels[start] = label;
    queue.push(start);
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      tiles += 1;
      const column = at % columns;
      const row = (at - column) / columns;
      const toRow = Math.min(rows - 1, row + reach);
      const toColumn = Math.min(columns - 1, column + reach);
      for (let y = Math.max(0, row - reach); y <= toRow; y += 1)
        for (let x = Math.max(0, column - reach); x <= toColumn; x += 1) {
          const next = y * columns + x;
          if (!map[next] || labels[next]) continue;
          labels[next] = label;
          queue.push(next);
        }
    }
    sizes.push(tiles);
  }
  return { labels, sizes };
}

/** The number of the largest part; 0 when there is none. */
export function largestPart({ sizes }: Parts): number {
  let largest = 0;
  for (const [index, size] of sizes.entries()) if (size > (sizes[largest - 1] ?? 0)) largest = index + 1;
  return largest;
}

/** The tiles of the parts with these numbers. */
export function tilesOfParts(parts: Parts, layout: Layout, chosen: ReadonlySet<number>): TileMap {
  const map = emptyTileMap(layout);
  for (let at = 0; at < map.length; at += 1) if (chosen.has(parts.labels[at] ?? 0)) map[at] = 1;
  return map;
}
