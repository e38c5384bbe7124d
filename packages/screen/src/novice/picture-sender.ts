/** Frames to the channel: numbered, in pieces, and metered. */
import type { PictureChannel } from '../channel/picture-channel.ts';
import { PictureError } from '../errors.ts';
import { LinkMeter } from '../pace/link-meter.ts';
import type { Load } from '../pace/room.ts';
import { encodeMessage } from '../wire/encode.ts';
import type { Config, NoviceMessage, Scrolled, Tiles, Video } from '../wire/message.ts';
import { splitIntoPieces } from '../wire/pieces.ts';

/** A part of a frame, before it has its number. */
export type UnnumberedPart =
  | Omit<Tiles, 'frame' | 'last'>
  | Omit<Scrolled, 'frame' | 'last'>
  | Omit<Video, 'frame' | 'last'>;

export class PictureSender {
  readonly #channel: PictureChannel;
  readonly #now: () => number;
  readonly meter = new LinkMeter();
  #generation = 0;
  #frame = 0;
  /** Bytes of the frame that is being sent. */
  #bytes = 0;
  /** A part of the frame has gone out, so that its end must follow. */
  #open = false;
  /** All bytes sent, for the statistics. */
  total = 0;

  constructor(channel: PictureChannel, now: () => number) {
    this.#channel = channel;
    this.#now = now;
  }

  /** Of the picture that is shown; 0 before the first. */
  get generation(): number {
    return this.#generation;
  }

  load(): Load {
    const { bytesUnderWay, framesUnderWay, bytesPerMs, shortestRoundTripMs } = this.meter;
    const { bufferedAmount } = this.#channel;
    return { bufferedBytes: bufferedAmount, bytesUnderWay, framesUnderWay, bytesPerMs, shortestRoundTripMs };
  }

  /** A picture begins. @throws PictureError `channel` */
  begin(config: Omit<Config, 'type' | 'generation'>): void {
    this.#generation += 1;
    this.#frame = 0;
    this.#bytes = 0;
    this.#open = false;
    this.meter.reset();
    this.send({ type: 'config', generation: this.#generation, ...config });
  }

  /** The next part of the frame; it stays open. */
  part(part: UnnumberedPart): void {
    this.#bytes += this.send({ ...part, frame: this.#frame + 1, last: false });
    this.#open = true;
  }

  /** The last part of the frame, or its end when the last part did not come about. */
  finish(part?: UnnumberedPart): void {
    if (!part && !this.#open) return;
    const frame = this.#frame + 1;
    this.#bytes += this.send(part ? { ...part, frame, last: true } : { type: 'end', frame });
    this.#frame = frame;
    this.meter.sent(frame, this.#bytes, this.#now());
    this.#bytes = 0;
    this.#open = false;
  }

  /** What is no part of a frame. @throws PictureError `channel` */
  send(message: NoviceMessage): number {
    const bytes = encodeMessage(message);
    try {
      for (const piece of splitIntoPieces(bytes, this.#channel.maxMessage)) this.#channel.send(piece);
    } catch (cause) {
      throw new PictureError('channel', 'the channel takes no messages', { cause });
    }
    this.total += bytes.length;
    return bytes.length;
  }
}
