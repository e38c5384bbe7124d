/** Complete frames to the surface, one after the other: what video and deflate take their time for never changes the order. */
import { PictureError } from '../errors.ts';
import { rectangleBytes } from '../i420/rectangle.ts';
import { LIMITS } from '../limits.ts';
import { inflate } from '../wire/deflate.ts';
import type { Config } from '../wire/message.ts';
import type { Frame, FramePart } from './frame-intake.ts';
import type { PictureSurface, VideoDecoding } from './surface.ts';

export interface PainterEvents {
  /** A frame is on the surface. `spentMs`: since it was complete. */
  painted(frame: Frame, spentMs: number): void;
  /** A frame cannot be painted; nothing is painted until the next `clear`. */
  failed(error: PictureError): void;
}

/** A part, ready to be painted without waiting. */
type Ready<D> =
  | { readonly part: Extract<FramePart, { type: 'scroll' }> }
  | { readonly part: Extract<FramePart, { type: 'tiles' }>; readonly bytes: Uint8Array<ArrayBuffer> }
  | ReadyVideo<D>;

interface ReadyVideo<D> {
  readonly part: Extract<FramePart, { type: 'video' }>;
  readonly decoded: D;
}

interface Waiting {
  readonly frame: Frame;
  readonly at: number;
}

export class Painter<D> {
  readonly #surface: PictureSurface<D>;
  readonly #video: VideoDecoding<D>;
  readonly #events: PainterEvents;
  readonly #now: () => number;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #working = false;
  /** Grows when all that is under way has become worthless. */
  #epoch = 0;
  #shown: Config | undefined;

  constructor(surface: PictureSurface<D>, video: VideoDecoding<D>, events: PainterEvents, now: () => number) {
    this.#surface = surface;
    this.#video = video;
    this.#events = events;
    this.#now = now;
  }

  /** Frames that wait, the one in work included. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** @throws PictureError `overrun` when more waits than the limits allow */
  add(frame: Frame): void {
    if (LIMITS.framesUnderWay <= this.#queue.length || this.#queuedBytes + frame.bytes > LIMITS.queuedBytes)
      throw new PictureError('overrun', 'more frames wait than may be under way');
    this.#queue.push({ frame, at: this.#now() });
    this.#queuedBytes += frame.bytes;
    if (!this.#working) void this.#work();
  }

  /** Drops all that waits; what is shown stays. */
  clear(): void {
    this.#epoch += 1;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#video.reset();
  }

  /** Drops all that waits and shows nothing. */
  blank(): void {
    this.clear();
    this.#shown = undefined;
    this.#surface.blank();
  }

  close(): void {
    this.clear();
    this.#video.close();
  }

  /** Never rejects. */
  async #work(): Promise<void> {
    this.#working = true;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const epoch = this.#epoch;
      try {
        await this.#paint(next, epoch);
      } catch (error) {
        if (epoch !== this.#epoch) continue;
        this.clear();
        this.#events.failed(
          error instanceof PictureError
            ? error
            : new PictureError('damaged', 'a part of a frame cannot be used', { cause: error }),
        );
      }
    }
    this.#working = false;
  }

  async #paint({ frame, at }: Waiting, epoch: number): Promise<void> {
    // Video and deflated tiles are worked on at the same time, each of a kind one after the other: memory stays bounded.
    const decoding = this.#decode(frame);
    decoding.catch(() => undefined);
    try {
      const ready: Ready<D>[] = [];
      for (const part of frame.parts) {
        if (part.type === 'scroll') ready.push({ part });
        if (part.type !== 'tiles') continue;
        const length = part.rectangles.reduce((sum, each) => sum + rectangleBytes(each), 0);
        ready.push({ part, bytes: await inflate(part.data, length) });
        if (epoch !== this.#epoch) return;
      }
      ready.push(...(await decoding));
      if (epoch !== this.#epoch) return;
      this.#apply(frame, ready);
    } finally {
      for (const { decoded } of await decoding.catch(() => [])) this.#video.release(decoded);
    }
    this.#queue.shift();
    this.#queuedBytes -= frame.bytes;
    this.#events.painted(frame, this.#now() - at);
  }

  async #decode({ parts, config }: Frame): Promise<ReadyVideo<D>[]> {
    const part = parts.find(each => each.type === 'video');
    if (!part) return [];
    const { width, height, colour } = config;
    return [
      {
        part,
        decoded: await this.#video.decode({ codec: part.codec, data: part.data, width, height, colour }),
      },
    ];
  }

  /** Without a wait in it, so that nobody sees half a frame. */
  #apply({ config, parts }: Frame, ready: readonly Ready<D>[]): void {
    if (this.#shown !== config) this.#surface.begin(config);
    this.#shown = config;
    const order = new Map<FramePart, Ready<D>>(ready.map(each => [each.part, each]));
    for (const part of parts) {
      const each = order.get(part);
      if (!each) continue;
      if ('bytes' in each) this.#surface.tiles(each.part.rectangles, each.bytes);
      else if ('decoded' in each) this.#surface.video(each.decoded, each.part.boxes);
      else this.#surface.scroll(each.part.rectangle, each.part.dx, each.part.dy);
    }
  }
}
