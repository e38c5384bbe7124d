/** A film of two seconds without end, made here: a moving landscape with light, a bright thing that flies, and some grain. */
import { FILM } from '../layout.ts';
import { chance } from './chance.ts';
import type { Drawable, XScreen } from './x-screen.ts';

/** Pictures until it begins again. */
const LENGTH = 60;
/** The landscape moves by this many pixels a picture and repeats after `LENGTH` of them. */
const PAN = 4;
const PERIOD = LENGTH * PAN;

/** A texture without seams at its sides: three sizes of soft noise. */
function landscape(height: number): Float32Array {
  const random = chance(7);
  const out = new Float32Array(PERIOD * height);
  for (const [cell, weight] of [
    [40, 60],
    [12, 30],
    [4, 18],
  ] as const) {
    const columns = PERIOD / cell;
    const rows = Math.ceil(height / cell) + 1;
    const knots = Float32Array.from({ length: columns * rows }, () => random() - 0.5);
    const knot = (column: number, row: number): number => knots[row * columns + (column % columns)] ?? 0;
    for (let y = 0; y < height; y++) {
      const row = Math.floor(y / cell);
      const v = (y / cell) % 1;
      for (let x = 0; x < PERIOD; x++) {
        const column = Math.floor(x / cell);
        const u = (x / cell) % 1;
        const top = knot(column, row) * (1 - u) + knot(column + 1, row) * u;
        const bottom = knot(column, row + 1) * (1 - u) + knot(column + 1, row + 1) * u;
        const at = y * PERIOD + x;
        out[at] = (out[at] ?? 0) + weight * (top * (1 - v) + bottom * v);
      }
    }
  }
  return out;
}

/** Every picture of the film as a pixmap on the X server. */
export function makeFilm(screen: XScreen): Drawable[] {
  const { width, height } = FILM;
  const texture = landscape(height);
  const random = chance(11);
  // A prime length, so that the grain of two lines or pictures is never the same.
  const grain = Int8Array.from({ length: 1_000_003 }, () => Math.round((random() - 0.5) * 8));
  const pixels = new Uint32Array(width * height);
  const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value | 0);
  return Array.from({ length: LENGTH }, (_, picture) => {
    const turn = (picture / LENGTH) * 2 * Math.PI;
    const shift = picture * PAN;
    const flyX = width * (0.5 + 0.35 * Math.cos(turn));
    const flyY = height * (0.45 + 0.3 * Math.sin(turn));
    for (let y = 0, at = 0; y < height; y++) {
      const light = 120 + 50 * Math.sin(turn + y / 160);
      for (let x = 0; x < width; x++, at++) {
        const ground = texture[y * PERIOD + ((x + shift) % PERIOD)] ?? 0;
        const far = (x - flyX) ** 2 + (y - flyY) ** 2;
        const glow = far < 90_000 ? 110 * (1 - far / 90_000) : 0;
        const speck = grain[(at + picture * 611_953) % 1_000_003] ?? 0;
        const base = light + ground + glow + speck;
        const red = clamp(base + x / 30);
        const green = clamp(base + ground * 0.4 - 10);
        const blue = clamp(base - y / 12 + 30);
        pixels[at] = (red << 16) | (green << 8) | blue;
      }
    }
    const drawable = screen.pixmap(width, height);
    screen.put(drawable, pixels, width, height);
    return drawable;
  });
}
