/** One I420 picture in memory: cutting out, pasting in, moving a part. */
import { type Layout, layoutOf } from './layout.ts';
import { type Rectangle, rectangleBytes } from './rectangle.ts';

interface Plane {
  readonly offset: number;
  readonly stride: number;
  /** 1 for luma, 2 for chroma. */
  readonly scale: 1 | 2;
}

export class I420Picture {
  readonly layout: Layout;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same memory in 32-bit words. */
  readonly words: Int32Array<ArrayBuffer>;
  readonly #planes: readonly Plane[];

  constructor(width: number, height: number) {
    this.layout = layoutOf(width, height);
    this.bytes = new Uint8Array(this.layout.byteLength);
    this.words = new Int32Array(this.bytes.buffer);
    const { stride, chromaStride, uOffset, vOffset } = this.layout;
    this.#planes = [
      { offset: 0, stride, scale: 1 },
      { offset: uOffset, stride: chromaStride, scale: 2 },
      { offset: vOffset, stride: chromaStride, scale: 2 },
    ];
  }

  /** Copies one rectangle, without padding, to `target` at `offset`; gives the offset after it. */
  cut(rectangle: Rectangle, target: Uint8Array, offset: number): number {
    let to = offset;
    for (const plane of this.#planes) {
      const { from, width, height } = place(plane, rectangle);
      for (let row = 0, at = from; row < height; row += 1, at += plane.stride, to += width)
        target.set(this.bytes.subarray(at, at + width), to);
    }
    return to;
  }

  /** All rectangles one after the other. */
  cutAll(rectangles: readonly Rectangle[]): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(rectangles.reduce((sum, each) => sum + rectangleBytes(each), 0));
    let offset = 0;
    for (const rectangle of rectangles) offset = this.cut(rectangle, bytes, offset);
    return bytes;
  }

  /** The opposite of `cut`. */
  paste(rectangle: Rectangle, source: Uint8Array, offset: number): number {
    let from = offset;
    for (const plane of this.#planes) {
      const { from: to, width, height } = place(plane, rectangle);
      for (let row = 0, at = to; row < height; row += 1, at += plane.stride, from += width)
        this.bytes.set(source.subarray(from, from + width), at);
    }
    return from;
  }

  /** Takes over a rectangle of another picture of the same size. */
  take(rectangle: Rectangle, source: I420Picture): void {
    for (const plane of this.#planes) {
      const { from, width, height } = place(plane, rectangle);
      for (let row = 0, at = from; row < height; row += 1, at += plane.stride)
        this.bytes.set(source.bytes.subarray(at, at + width), at);
    }
  }

  /** What was at `rectangle` less (dx, dy) comes to `rectangle`, as if through a copy; dx and dy are even. */
  move(rectangle: Rectangle, dx: number, dy: number): void {
    for (const plane of this.#planes) {
      const { from: to, width, height } = place(plane, rectangle);
      const back = (dy / plane.scale) * plane.stride + dx / plane.scale;
      // Downwards the last row goes first, so that no row is read after it was written.
      for (let step = 0; step < height; step += 1) {
        const at = to + (dy > 0 ? height - 1 - step : step) * plane.stride;
        this.bytes.copyWithin(at, at - back, at - back + width);
      }
    }
  }
}

function place(plane: Plane, rectangle: Rectangle): { from: number; width: number; height: number } {
  const { scale, stride, offset } = plane;
  return {
    from: offset + (rectangle.y / scale) * stride + rectangle.x / scale,
    width: Math.ceil(rectangle.width / scale),
    height: Math.ceil(rectangle.height / scale),
  };
}
