/** A canvas as the surface. The same code paints on a page's canvas and on one that was handed to a worker. */
import { I420Picture } from '../i420/picture.ts';
import { type Rectangle, rectangleBytes } from '../i420/rectangle.ts';
import { colourInit } from '../webcodecs/colour.ts';
import type { Config } from '../wire/message.ts';
import type { PictureSurface } from './surface.ts';
import type { DecodedVideo } from './video-decoder.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A painted canvas must not be seen through. */
const CONTEXT = { alpha: false } as const;

export class CanvasSurface implements PictureSurface<DecodedVideo> {
  readonly #canvas: HTMLCanvasElement | OffscreenCanvas;
  readonly #context: Context;
  #colour: VideoColorSpaceInit = {};

  /** @throws TypeError when the canvas is in use for something else */
  constructor(canvas: HTMLCanvasElement | OffscreenCanvas) {
    const context = canvas.getContext('2d', CONTEXT) as Context | null;
    if (!context) throw new TypeError('the canvas has no two-dimensional context');
    this.#canvas = canvas;
    this.#context = context;
  }

  begin({ width, height, colour }: Config): void {
    // Setting a size clears the canvas, even when it is the same.
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#colour = colourInit(colour);
  }

  tiles(rectangles: readonly Rectangle[], bytes: Uint8Array<ArrayBuffer>): void {
    let offset = 0;
    for (const rectangle of rectangles) {
      const length = rectangleBytes(rectangle);
      this.#paintTile(rectangle, bytes.subarray(offset, offset + length));
      offset += length;
    }
  }

  scroll({ x, y, width, height }: Rectangle, dx: number, dy: number): void {
    this.#context.drawImage(this.#canvas, x - dx, y - dy, width, height, x, y, width, height);
  }

  video({ frame }: DecodedVideo, boxes: readonly Rectangle[]): void {
    const origin = frame.visibleRect ?? { x: 0, y: 0 };
    for (const { x, y, width, height } of boxes) {
      // Only the box is converted to RGB: a cut of the frame that shares its memory.
      const visibleRect = { x: origin.x + x, y: origin.y + y, width: even(width), height: even(height) };
      const cut = new VideoFrame(frame, {
        visibleRect,
        displayWidth: visibleRect.width,
        displayHeight: visibleRect.height,
      });
      this.#context.drawImage(cut, 0, 0, width, height, x, y, width, height);
      cut.close();
    }
  }

  blank(): void {
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #paintTile(rectangle: Rectangle, bytes: Uint8Array<ArrayBuffer>): void {
    const { x, y, width, height } = rectangle;
    const isEven = width % 2 === 0 && height % 2 === 0;
    const frame = new VideoFrame(isEven ? bytes : padded(rectangle, bytes), {
      format: 'I420',
      codedWidth: even(width),
      codedHeight: even(height),
      timestamp: 0,
      colorSpace: this.#colour,
    });
    this.#context.drawImage(frame, 0, 0, width, height, x, y, width, height);
    frame.close();
  }
}

const even = (side: number): number => (side + 1) & ~1;

/** An odd last row or column once more, because frames have even sizes. */
function padded({ width, height }: Rectangle, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const size = { x: 0, y: 0, width: even(width), height: even(height) };
  const picture = new I420Picture(size.width, size.height);
  picture.paste({ x: 0, y: 0, width, height }, bytes, 0);
  return picture.cutAll([size]);
}
