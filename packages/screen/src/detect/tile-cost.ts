/** What tiles would weigh on the wire, without coding them. */
import { TILE } from '../i420/layout.ts';
import type { I420Picture } from '../i420/picture.ts';
import type { TileMap } from './tile-map.ts';

/** Every so many rows of a tile are looked at. */
const SAMPLE = 4;
/**
 * Deflated bytes for each word that is neither its left nor its upper neighbour, chroma thrown in. The letters of
 * `bench/picture-detect.ts`, which repeat, come to 1; noise, which does not deflate, must come to 6. Two lies between, because
 * the budget is charged with what really went out, and a guess too high only sends a page as video.
 */
const BYTES_PER_NEW_WORD = 2;
/** What a tile costs in any case: its share of the rectangle and of the coder's tables. */
const BYTES_PER_TILE = 12;

/** Bytes, roughly: text within a factor of two, regular patterns up to six times too many, noise a third. */
export function estimateTileBytes(picture: I420Picture, map: TileMap): number {
  const { columns, stride } = picture.layout;
  const line = stride >> 2;
  const { words } = picture;
  let fresh = 0;
  let tiles = 0;
  for (let tile = 0; tile < map.length; tile += 1) {
    if (!map[tile]) continue;
    tiles += 1;
    const column = tile % columns;
    const start = ((tile - column) / columns) * TILE * line + column * (TILE >> 2);
    for (let y = 1; y < TILE; y += SAMPLE)
      for (let at = start + y * line + 1, end = at + 7; at < end; at += 1) {
        const word = words[at];
        if (word !== words[at - 1] && word !== words[at - line]) fresh += 1;
      }
  }
  return Math.round(fresh * SAMPLE * BYTES_PER_NEW_WORD + tiles * BYTES_PER_TILE);
}
