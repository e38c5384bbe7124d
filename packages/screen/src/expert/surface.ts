/** Where a picture is painted, and what decodes its video. `D` is a decoded picture, passed from one to the other. */
import type { Rectangle } from '../i420/rectangle.ts';
import type { ColourSpace, Config } from '../wire/message.ts';

export interface PictureSurface<D> {
  /** The picture has this size and colour from now on. The first frame is painted in the same task. */
  begin(config: Config): void;
  /** Exact pixels: the rectangles' I420 bytes one after the other. */
  tiles(rectangles: readonly Rectangle[], bytes: Uint8Array<ArrayBuffer>): void;
  /** Pixels come to `rectangle` from there less (dx, dy). */
  scroll(rectangle: Rectangle, dx: number, dy: number): void;
  /** Paints these boxes of a decoded picture. */
  video(decoded: D, boxes: readonly Rectangle[]): void;
  /** Nothing is shown any more. */
  blank(): void;
}

export interface VideoChunk {
  /** Named by a key chunk, with which the decoder begins anew. */
  readonly codec: string | undefined;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colour: ColourSpace;
}

export interface VideoDecoding<D> {
  /** The picture of this chunk, at least as large as was said. One at a time. @throws PictureError `video` */
  decode(chunk: VideoChunk): Promise<D>;
  /** Frees a decoded picture. */
  release(decoded: D): void;
  /** Forgets all chunks; the next one is a key. A decode under way settles, one way or the other. */
  reset(): void;
  close(): void;
}
