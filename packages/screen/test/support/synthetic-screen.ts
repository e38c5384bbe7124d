/** A screen that is edited, scrolled, and on which windows and films move, drawn straight into I420. No randomness but its own. */
import { I420Picture, type Rectangle } from '../../src/index.ts';

/** mulberry32: the same numbers in Node and in a browser. */
export function randomSource(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

export type ScreenAct = 'type' | 'scroll' | 'page' | 'window' | 'film' | 'line' | 'nothing';
export const SCREEN_ACTS: readonly ScreenAct[] = [
  'type',
  'scroll',
  'page',
  'window',
  'film',
  'line',
  'nothing',
];

export class SyntheticScreen {
  readonly picture: I420Picture;
  readonly #random: (below: number) => number;
  #window: Rectangle;

  constructor(width: number, height: number, seed: number) {
    this.picture = new I420Picture(width, height);
    this.#random = randomSource(seed);
    this.#window = this.#part(0.4);
    this.fill({ x: 0, y: 0, width, height }, 235, 128);
    this.page();
  }

  act(act: ScreenAct): void {
    switch (act) {
      case 'type':
        this.glyph(this.#random(this.#width / 8) * 8, this.#random(this.#height / 16) * 16);
        return;
      case 'scroll':
        this.scroll(this.#part(0.8), (this.#random(100) - 50) * (this.#random(4) === 0 ? 1 : 2));
        return;
      case 'page':
        this.page();
        return;
      case 'window':
        this.moveWindow();
        return;
      case 'film':
        this.film(this.#part(0.5));
        return;
      case 'line':
        this.fill({ ...this.#part(0.3), height: 2 }, 16 + this.#random(200), 60 + this.#random(120));
        return;
      case 'nothing':
    }
  }

  page(): void {
    const { width, height } = this.picture.layout;
    this.fill({ x: 0, y: 0, width, height }, 235, 128);
    for (let y = 0; y + 16 <= height; y += 16)
      for (let x = 0, end = this.#random(width); x + 8 <= end; x += 8) if (this.#random(6)) this.glyph(x, y);
  }

  /** Eight by sixteen dots of one of 64 letters. */
  glyph(x: number, y: number, letter = this.#random(64)): void {
    const { stride, width, height } = this.picture.layout;
    const dots = randomSource(letter);
    for (let row = y; row < Math.min(y + 16, height); row += 1)
      for (let column = x; column < Math.min(x + 8, width); column += 1)
        this.picture.bytes[row * stride + column] = dots(3) === 0 ? 30 : 235;
  }

  /** Any distance, odd ones as well; what comes in is new text. */
  scroll(area: Rectangle, dy: number): void {
    if (dy === 0 || Math.abs(dy) >= area.height) return;
    if (dy % 2 === 0) {
      const moved = { ...area, y: area.y + Math.max(dy, 0), height: area.height - Math.abs(dy) };
      this.picture.move(moved, 0, dy);
    } else {
      const { bytes, layout } = this.picture;
      const copy = bytes.slice();
      for (let row = 0; row < area.height; row += 1) {
        const from = Math.min(area.height - 1, Math.max(0, row - dy));
        const source = (area.y + from) * layout.stride + area.x;
        bytes.set(copy.subarray(source, source + area.width), (area.y + row) * layout.stride + area.x);
      }
    }
    const y = dy > 0 ? area.y : area.y + area.height + dy;
    for (let at = y; at < y + Math.abs(dy); at += 16) this.glyph(area.x, at);
  }

  moveWindow(): void {
    this.fill(this.#window, 200, 128);
    this.#window = this.#part(0.4);
    this.fill(this.#window, 90, 150);
    this.glyph(this.#window.x, this.#window.y);
  }

  /** Every pixel is another one. */
  film(area: Rectangle): void {
    const { stride, chromaStride, uOffset, vOffset } = this.picture.layout;
    const { bytes } = this.picture;
    const shift = this.#random(256);
    for (let row = area.y; row < area.y + area.height; row += 1)
      for (let column = area.x; column < area.x + area.width; column += 1)
        bytes[row * stride + column] = 16 + (((row * 3 + column * 2 + shift) ^ (row * column)) & 0xbf);
    for (let row = area.y >> 1; row < (area.y + area.height) >> 1; row += 1)
      for (let column = area.x >> 1; column < (area.x + area.width) >> 1; column += 1) {
        bytes[uOffset + row * chromaStride + column] = 64 + ((row + shift) & 0x7f);
        bytes[vOffset + row * chromaStride + column] = 64 + ((column + shift) & 0x7f);
      }
  }

  fill({ x, y, width, height }: Rectangle, luma: number, chroma: number): void {
    const { stride, chromaStride, uOffset, vOffset } = this.picture.layout;
    const { bytes } = this.picture;
    for (let row = y; row < y + height; row += 1)
      bytes.fill(luma, row * stride + x, row * stride + x + width);
    for (let row = y >> 1; row < (y + height + 1) >> 1; row += 1)
      for (const plane of [uOffset, vOffset]) {
        const at = plane + row * chromaStride + (x >> 1);
        bytes.fill(chroma, at, at + ((width + 1) >> 1));
      }
  }

  get #width(): number {
    return this.picture.layout.width;
  }

  get #height(): number {
    return this.picture.layout.height;
  }

  /** An even rectangle of at most this share of each side. */
  #part(share: number): Rectangle {
    const side = (of: number) => Math.max(16, 2 * this.#random(Math.max(1, Math.floor((of * share) / 2))));
    const width = Math.min(side(this.#width), this.#width & ~1);
    const height = Math.min(side(this.#height), this.#height & ~1);
    const x = 2 * this.#random(Math.floor((this.#width - width) / 2) + 1);
    const y = 2 * this.#random(Math.floor((this.#height - height) / 2) + 1);
    return { x, y, width, height };
  }
}
