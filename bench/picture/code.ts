/**
 * Numbers as black and white blocks: what the scene draws on the novice's desktop and the probe reads in the expert's picture.
 * Blocks are large and fully black or white, so they survive a lossy codec; a picture without a code, wholly black or wholly
 * white, is never a valid one.
 */

/** Edge of one block in pixels of the novice's screen. */
export const BLOCK = 16;

/** A number at a place: its blocks stand in two rows. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: 'time' | 'count';
}

/** `time`: machine time in ms; `count`: presses of a key. Both wrap around. */
const VALUE_BITS = { time: 20, count: 3 } as const;
const CHECK_BITS = { time: 4, count: 1 } as const;

/** Where a code begins again, by kind. */
export const WRAP = { time: 2 ** VALUE_BITS.time, count: 2 ** VALUE_BITS.count } as const;

export const blockCount = (kind: Mark['kind']): number => VALUE_BITS[kind] + CHECK_BITS[kind];

/** Of the whole number, in pixels. */
export const markSize = (kind: Mark['kind']): { width: number; height: number } => ({
  width: (blockCount(kind) / 2) * BLOCK,
  height: 2 * BLOCK,
});

function check(kind: Mark['kind'], value: number): number {
  if (kind === 'count') {
    let ones = 1;
    for (let rest = value; rest > 0; rest >>= 1) ones += rest & 1;
    return ones & 1;
  }
  let sum = 5;
  for (let rest = value; rest > 0; rest >>= 4) sum += rest & 15;
  return sum & 15;
}

/** One character for each block, first row first: `1` white, `0` black. */
export function encode(kind: Mark['kind'], value: number): string {
  const wrapped = Math.floor(value) % WRAP[kind];
  const bits = (number: number, length: number): string => number.toString(2).padStart(length, '0');
  return bits(wrapped, VALUE_BITS[kind]) + bits(check(kind, wrapped), CHECK_BITS[kind]);
}

/** The number, or undefined where the blocks are grey (`?`) or do not belong together. */
export function decode(kind: Mark['kind'], blocks: string): number | undefined {
  if (blocks.length !== blockCount(kind) || /[^01]/.test(blocks)) return undefined;
  const value = Number.parseInt(blocks.slice(0, VALUE_BITS[kind]), 2);
  return encode(kind, value) === blocks ? value : undefined;
}

/** Upper left corners of a mark's blocks, in the order of the code. */
export function blockPlaces({ x, y, kind }: Mark): { x: number; y: number }[] {
  const columns = blockCount(kind) / 2;
  return Array.from({ length: blockCount(kind) }, (_, i) => ({
    x: x + (i % columns) * BLOCK,
    y: y + Math.floor(i / columns) * BLOCK,
  }));
}

/** The distance from `earlier` to `later` where both wrap. */
export const distance = (kind: Mark['kind'], earlier: number, later: number): number =>
  (((later - earlier) % WRAP[kind]) + WRAP[kind]) % WRAP[kind];
