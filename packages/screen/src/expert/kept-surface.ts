/** A surface that keeps the expert's picture as I420, before another surface; for tests and whoever must compare. */
import { I420Picture } from '../i420/picture.ts';
import type { Rectangle } from '../i420/rectangle.ts';
import type { Config } from '../wire/message.ts';
import type { PictureSurface } from './surface.ts';

export class KeptSurface<D> implements PictureSurface<D> {
  readonly #next: PictureSurface<D> | undefined;
  readonly #planesOf: (decoded: D) => I420Picture | undefined;
  /** What is shown; `undefined` before the first picture and while nothing is. */
  picture: I420Picture | undefined;

  constructor(planesOf: (decoded: D) => I420Picture | undefined, next?: PictureSurface<D>) {
    this.#planesOf = planesOf;
    this.#next = next;
  }

  begin(config: Config): void {
    this.picture = new I420Picture(config.width, config.height);
    this.#next?.begin(config);
  }

  tiles(rectangles: readonly Rectangle[], bytes: Uint8Array<ArrayBuffer>): void {
    let offset = 0;
    for (const rectangle of rectangles) offset = this.picture?.paste(rectangle, bytes, offset) ?? 0;
    this.#next?.tiles(rectangles, bytes);
  }

  scroll(rectangle: Rectangle, dx: number, dy: number): void {
    this.picture?.move(rectangle, dx, dy);
    this.#next?.scroll(rectangle, dx, dy);
  }

  video(decoded: D, boxes: readonly Rectangle[]): void {
    const planes = this.#planesOf(decoded);
    if (planes) for (const box of boxes) this.picture?.paste(box, planes.cutAll([box]), 0);
    this.#next?.video(decoded, boxes);
  }

  blank(): void {
    this.picture = undefined;
    this.#next?.blank();
  }
}
