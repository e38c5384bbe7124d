/** Messages to complete frames, in order and within bounds. Pure: it paints nothing and waits for nothing. */
import { PictureError } from '../errors.ts';
import { fitsPicture, type Rectangle, rectangleBytes } from '../i420/rectangle.ts';
import { LIMITS } from '../limits.ts';
import type { Config, NoviceMessage, Scrolled, Tiles, Video } from '../wire/message.ts';

export type FramePart = Tiles | Scrolled | Video;

export interface Frame {
  readonly config: Config;
  readonly number: number;
  /** In the order in which they are painted. */
  readonly parts: readonly FramePart[];
  /** Bytes that it holds in memory before it is painted. */
  readonly bytes: number;
}

type Held =
  /** Until a picture begins, and after an error: what comes is dropped. */
  { readonly name: 'waiting' } | { readonly name: 'live'; readonly config: Config; readonly open: Open };

/** The frame that is being collected. */
interface Open {
  readonly number: number;
  readonly parts: FramePart[];
  readonly bytes: number;
  /** I420 bytes of its tiles. */
  readonly raw: number;
  /** The picture has had a key chunk. */
  readonly keyed: boolean;
}

type PictureMessage = Exclude<NoviceMessage, { type: 'hello' | 'cursor' | 'cursor-shape' }>;

const EMPTY = { bytes: 0, raw: 0 } as const;

export class FrameIntake {
  readonly #maxPixels: number;
  #held: Held = { name: 'waiting' };
  #generation = -1;

  constructor(maxPixels: number) {
    this.#maxPixels = Math.min(maxPixels, LIMITS.pixels);
  }

  /** Drops what was collected; all but a CONFIG of a new picture is ignored from now on. */
  lose(): void {
    this.#held = { name: 'waiting' };
  }

  /**
   * Gives a frame when it is complete.
   * @throws PictureError `out-of-order` when a message contradicts what came before it; call `lose` then
   */
  accept(message: PictureMessage): Frame | undefined {
    if (message.type === 'blank') this.lose();
    else if (message.type === 'config') this.#begin(message);
    else if (this.#held.name === 'live') return this.#add(this.#held.config, this.#held.open, message);
    return undefined;
  }

  #begin(config: Config): void {
    if (config.generation <= this.#generation) throw contradiction('a picture began twice');
    if (config.width * config.height > this.#maxPixels) throw contradiction('a picture is too large');
    this.#generation = config.generation;
    this.#held = { name: 'live', config, open: { number: 1, parts: [], keyed: false, ...EMPTY } };
  }

  #add(
    config: Config,
    open: Open,
    message: Exclude<PictureMessage, { type: 'blank' | 'config' }>,
  ): Frame | undefined {
    if (message.frame !== open.number) throw contradiction('a frame is missing');
    const next = message.type === 'end' ? open : extend(config, open, message);
    const { number, parts, bytes, keyed } = next;
    if (message.type !== 'end' && !message.last) {
      this.#held = { name: 'live', config, open: next };
      return undefined;
    }
    this.#held = { name: 'live', config, open: { number: number + 1, parts: [], keyed, ...EMPTY } };
    return { config, number, parts, bytes };
  }
}

function extend(config: Config, open: Open, part: FramePart): Open {
  if (LIMITS.messagesInFrame <= open.parts.length) throw contradiction('a frame has too many parts');
  if (!fits(config, part)) throw contradiction('a rectangle lies outside of the picture');
  const keyed = open.keyed || (part.type === 'video' && part.codec !== undefined);
  if (part.type === 'video' && !keyed) throw contradiction('video began without a key');
  if (part.type === 'video' && open.parts.some(each => each.type === 'video'))
    throw contradiction('a frame has two chunks of video');
  const raw = open.raw + (part.type === 'tiles' ? sumBytes(part.rectangles) : 0);
  // Nobody needs a pixel twice in one frame; the bound is on what is inflated at a time.
  if (raw > rectangleBytes(config)) throw contradiction('a frame has more tiles than the picture');
  const bytes = open.bytes + ('data' in part ? part.data.length : 0);
  if (bytes > LIMITS.queuedBytes) throw contradiction('a frame is too large');
  open.parts.push(part);
  return { ...open, bytes, raw, keyed };
}

function fits(config: Config, part: FramePart): boolean {
  switch (part.type) {
    case 'tiles':
      return part.rectangles.every(each => fitsPicture(each, config));
    case 'video':
      return part.boxes.every(each => fitsPicture(each, config));
    case 'scroll': {
      const { rectangle, dx, dy } = part;
      const x = rectangle.x - dx;
      const y = rectangle.y - dy;
      // The source may end on half a chroma sample, where the rectangle holds a picture's odd last row.
      const isInside =
        x >= 0 && y >= 0 && x + rectangle.width <= config.width && y + rectangle.height <= config.height;
      return isInside && fitsPicture(rectangle, config);
    }
  }
}

function sumBytes(rectangles: readonly Rectangle[]): number {
  return rectangles.reduce((sum, each) => sum + rectangleBytes(each), 0);
}

function contradiction(message: string): PictureError {
  return new PictureError('out-of-order', message);
}
