/**
 * Whether an area moved up or down as a whole.
 * Narrow strips of the area are hashed row by row in both pictures; rows that occur once in each vote for the distance between
 * them; the winner is checked on the samples themselves. Any distance within the area is found, a page as well as a notch.
 */
import type { I420Picture } from '../i420/picture.ts';
import type { Rectangle } from '../i420/rectangle.ts';

export interface Scroll {
  /** Where the moved pixels are now. */
  readonly rectangle: Rectangle;
  readonly dx: number;
  /** Pixels downwards; even, because chroma has half the rows. */
  readonly dy: number;
}

/** Strips across the area, and words (of four pixels) in each: 192 pixels of every row are looked at. */
const STRIPS = 12;
const STRIP_WORDS = 4;
/** Rows that must agree on a distance before it is checked: fewer are chance. */
const MIN_VOTES = 8;
/** Share of the samples that must be equal after the move; the rest is repaired by tiles. */
const MIN_AGREEMENT = 0.9;
/** Share of the changed samples that the move must explain: otherwise it costs more than it saves. */
const MIN_EXPLAINED = 0.4;
/** Areas lower than this are cheaper as tiles. */
const MIN_HEIGHT = 32;

/** `area`: an even rectangle around all that differs, its x a multiple of 4. */
export function findScroll(before: I420Picture, after: I420Picture, area: Rectangle): Scroll | undefined {
  if (area.height < MIN_HEIGHT || area.width < STRIP_WORDS * 4) return undefined;
  const columns = stripColumns(area);
  const dy = mostVoted(before, after, area, columns);
  if (dy === undefined || !isConfirmed(before, after, area, columns, dy)) return undefined;
  const bottom = area.y + area.height;
  const y = area.y + Math.max(dy, 0);
  // An odd last row exists at the picture's edge alone.
  const height = dy > 0 ? bottom - y : (bottom + dy - y) & ~1;
  return { rectangle: { x: area.x, y, width: area.width, height }, dx: 0, dy };
}

/** Word columns at which the strips begin. */
function stripColumns(area: Rectangle): number[] {
  const words = area.width >> 2;
  const strips = Math.max(1, Math.min(STRIPS, Math.floor(words / STRIP_WORDS)));
  return Array.from(
    { length: strips },
    (_, index) => (area.x >> 2) + Math.floor(((words - STRIP_WORDS) * (index + 0.5)) / strips),
  );
}

function mostVoted(
  before: I420Picture,
  after: I420Picture,
  area: Rectangle,
  columns: readonly number[],
): number | undefined {
  const { height } = area;
  const line = after.layout.stride >> 2;
  const votes = new Int32Array(2 * height);
  const old = new Int32Array(height);
  const fresh = new Int32Array(height);
  const table = new RowTable(height);
  for (const column of columns) {
    hashRows(before.words, column + area.y * line, line, old);
    hashRows(after.words, column + area.y * line, line, fresh);
    table.fill(old);
    for (let row = 0; row < height; row += 1) {
      const hash = fresh[row] ?? 0;
      if (hash === old[row]) continue;
      const from = table.rowOf(hash, old);
      if (from < 0 || (row - from) % 2 !== 0) continue;
      const at = row - from + height;
      votes[at] = (votes[at] ?? 0) + 1;
    }
  }
  let best = 0;
  for (let at = 1; at < votes.length; at += 1) if ((votes[at] ?? 0) > (votes[best] ?? 0)) best = at;
  return (votes[best] ?? 0) < MIN_VOTES ? undefined : best - height;
}

function hashRows(words: Int32Array, start: number, line: number, hashes: Int32Array): void {
  for (let row = 0, at = start; row < hashes.length; row += 1, at += line) {
    let hash = 0;
    for (let word = at; word < at + STRIP_WORDS; word += 1) {
      hash = Math.imul(hash ^ (words[word] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hashes[row] = hash;
  }
}

/** Hash → the one row that has it. Open addressing; a row that occurs twice says nothing. */
class RowTable {
  readonly #slots: Int32Array<ArrayBuffer>;
  readonly #mask: number;
  readonly #again: Uint8Array<ArrayBuffer>;

  constructor(rows: number) {
    const size = 2 ** Math.ceil(Math.log2(rows * 2));
    this.#mask = size - 1;
    this.#slots = new Int32Array(size);
    this.#again = new Uint8Array(rows);
  }

  fill(hashes: Int32Array): void {
    this.#slots.fill(-1);
    this.#again.fill(0);
    for (let row = 0; row < hashes.length; row += 1) {
      const slot = this.#slot(hashes[row] ?? 0, hashes);
      const there = this.#slots[slot] ?? -1;
      if (there < 0) this.#slots[slot] = row;
      else this.#again[there] = 1;
    }
  }

  rowOf(hash: number, hashes: Int32Array): number {
    const row = this.#slots[this.#slot(hash, hashes)] ?? -1;
    return row < 0 || this.#again[row] === 1 ? -1 : row;
  }

  /** The slot of the hash, or the free one where it belongs; half of the slots stay free. */
  #slot(hash: number, hashes: Int32Array): number {
    let slot = (hash >>> 7) & this.#mask;
    for (;;) {
      const row = this.#slots[slot] ?? -1;
      if (row < 0 || hashes[row] === hash) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}

function isConfirmed(
  before: I420Picture,
  after: I420Picture,
  area: Rectangle,
  columns: readonly number[],
  dy: number,
): boolean {
  const line = after.layout.stride >> 2;
  const [a, b] = [before.words, after.words];
  let compared = 0;
  let equal = 0;
  let changed = 0;
  let explained = 0;
  for (let row = 0; row < area.height; row += 1) {
    const from = row - dy;
    const inside = from >= 0 && from < area.height;
    for (const column of columns) {
      const start = (area.y + row) * line + column;
      for (let at = start; at < start + STRIP_WORDS; at += 1) {
        const differs = a[at] !== b[at];
        if (differs) changed += 1;
        if (!inside) continue;
        compared += 1;
        if (a[at - dy * line] !== b[at]) continue;
        equal += 1;
        if (differs) explained += 1;
      }
    }
  }
  return equal > compared * MIN_AGREEMENT && explained > changed * MIN_EXPLAINED;
}
