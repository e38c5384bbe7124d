/** The expert's side of docs/spec/picture.md: pieces in, a picture on a surface, receipts and wishes out. */
import type { PictureChannel } from '../channel/picture-channel.ts';
import { DecodeError, PictureError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { decodeNoviceMessage } from '../wire/decode.ts';
import { inflate } from '../wire/deflate.ts';
import { encodeMessage } from '../wire/encode.ts';
import {
  type Config,
  type CursorShape,
  type ExpertMessage,
  type NoviceMessage,
  PICTURE_VERSION,
  type RefreshReason,
} from '../wire/message.ts';
import { PieceAssembler, splitIntoPieces } from '../wire/pieces.ts';
import { type Frame, FrameIntake } from './frame-intake.ts';
import { Painter } from './painter.ts';
import type { PictureSurface, VideoDecoding } from './surface.ts';

export interface DrawnCursor {
  readonly width: number;
  readonly height: number;
  readonly hotX: number;
  readonly hotY: number;
  /** Four bytes a pixel. */
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/** What a picture tells its owner. All are called from a task of their own, never inside of `receive`'s caller's transaction. */
export interface ExpertPictureEvents {
  /** A frame is on the surface; `first` of a picture: its size may be new. */
  painted?(shown: { readonly config: Config; readonly frame: number; readonly spentMs: number }): void;
  /** The novice shows nothing: paused, or between two screens. */
  blanked?(): void;
  cursorMoved?(cursor: { readonly visible: boolean; readonly x: number; readonly y: number }): void;
  cursorChanged?(shape: DrawnCursor): void;
  /** Something could not be used; a fresh picture has been asked for. */
  problem?(error: PictureError): void;
  /** Nothing will be shown any more on this path; take the other. */
  failed?(error: PictureError): void;
}

export interface ExpertPictureOptions<D> {
  readonly channel: PictureChannel;
  readonly surface: PictureSurface<D>;
  readonly video: VideoDecoding<D>;
  /** What can be decoded here, most wanted first; empty: the novice sends tiles alone. */
  readonly codecs: readonly string[];
  /** Default: the limit of the format. */
  readonly maxPixels?: number;
  readonly events?: ExpertPictureEvents;
  readonly now?: () => number;
}

export class ExpertPicture<D> {
  readonly #options: ExpertPictureOptions<D>;
  readonly #pieces = new PieceAssembler();
  readonly #intake: FrameIntake;
  readonly #painter: Painter<D>;
  readonly #maxPixels: number;
  /** Fresh pictures that failed since the last painted frame. */
  #failures = 0;
  /** A fresh picture was asked for because of an error and has not begun; how many messages were unusable since. */
  #strays: number | undefined;
  #closed = false;
  #shapeBusy = false;
  #shapesRefused = false;

  constructor(options: ExpertPictureOptions<D>) {
    this.#options = options;
    const maxPixels = options.maxPixels ?? LIMITS.pixels;
    this.#intake = new FrameIntake(maxPixels);
    const events = {
      painted: (frame: Frame, spentMs: number) => this.#painted(frame, spentMs),
      failed: (error: PictureError) => this.#lose(error),
    };
    this.#painter = new Painter(
      options.surface,
      options.video,
      events,
      options.now ?? (() => performance.now()),
    );
    this.#maxPixels = Math.min(maxPixels, LIMITS.pixels);
    this.#greet(false);
  }

  /** One piece from the channel; never throws. */
  receive(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#closed) return;
    try {
      const whole = this.#pieces.accept(bytes);
      if (whole) this.#handle(decodeNoviceMessage(whole));
    } catch (error) {
      this.#lose(asPictureError(error));
    }
  }

  /** Asks for a fresh picture, on the person's wish. What is shown stays until it comes. */
  refresh(): void {
    this.#ask('wish');
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#painter.close();
  }

  #handle(message: NoviceMessage): void {
    switch (message.type) {
      case 'hello':
        // A novice of a later version speaks ours as well. One that began after us has not heard our HELLO.
        if (!message.answer) this.#greet(true);
        return;
      case 'cursor':
        this.#options.events?.cursorMoved?.(message);
        return;
      case 'cursor-shape':
        void this.#drawCursor(message);
        return;
      case 'blank':
        this.#intake.accept(message);
        this.#painter.blank();
        this.#options.events?.blanked?.();
        return;
      default: {
        const frame = this.#intake.accept(message);
        if (message.type === 'config') {
          this.#painter.clear();
          this.#strays = undefined;
        }
        if (frame) this.#painter.add(frame);
      }
    }
  }

  /** Never rejects. One shape at a time: a novice that draws faster is a joke on our memory. */
  async #drawCursor({ width, height, hotX, hotY, data }: CursorShape): Promise<void> {
    if (this.#shapeBusy || this.#shapesRefused) return;
    this.#shapeBusy = true;
    try {
      const rgba = await inflate(data, width * height * 4);
      if (!this.#closed) this.#options.events?.cursorChanged?.({ width, height, hotX, hotY, rgba });
    } catch (error) {
      // The picture is not touched by it and needs no fresh one; who sent one bad shape is not asked for another.
      this.#shapesRefused = true;
      this.#options.events?.problem?.(asPictureError(error));
    } finally {
      this.#shapeBusy = false;
    }
  }

  #painted({ config, number: frame }: Frame, spentMs: number): void {
    this.#failures = 0;
    const { generation } = config;
    this.#send({
      type: 'receipt',
      generation,
      frame,
      spentMs: Math.min(65_535, Math.max(0, Math.round(spentMs))),
    });
    this.#options.events?.painted?.({ config, frame, spentMs });
  }

  #lose(error: PictureError): void {
    if (this.#closed) return;
    // The rest of what could not be used is under way already: it is not another failure, unless it never ends.
    if (this.#strays !== undefined) {
      this.#strays += 1;
      if (this.#strays < LIMITS.strays) return;
    }
    this.#strays = 0;
    this.#intake.lose();
    this.#painter.clear();
    this.#failures += 1;
    if (LIMITS.failures <= this.#failures) {
      this.#fail(new PictureError('gave-up', 'fresh pictures failed again and again', { cause: error }));
      return;
    }
    this.#options.events?.problem?.(error);
    this.#ask(error.code === 'video' ? 'video' : 'error');
  }

  #greet(answer: boolean): void {
    const { codecs } = this.#options;
    this.#send({ type: 'hello', version: PICTURE_VERSION, answer, codecs, maxPixels: this.#maxPixels });
  }

  #ask(reason: RefreshReason): void {
    this.#send({ type: 'refresh', reason });
  }

  #fail(error: PictureError): void {
    this.close();
    this.#options.events?.failed?.(error);
  }

  #send(message: ExpertMessage): void {
    if (this.#closed) return;
    const { channel } = this.#options;
    try {
      for (const piece of splitIntoPieces(encodeMessage(message), channel.maxMessage)) channel.send(piece);
    } catch (cause) {
      this.#fail(new PictureError('channel', 'the channel takes no messages', { cause }));
    }
  }
}

function asPictureError(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  const message =
    error instanceof DecodeError ? 'a message cannot be read' : 'a message cannot be worked with';
  return new PictureError('damaged', message, { cause: error });
}
