/** The novice's side of docs/spec/picture.md: frames in, pieces out, one turn after the other. */
import { type Clock, systemClock } from '../clock.ts';
import { PictureError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { hasRoom, hasRoomToSharpen } from '../pace/room.ts';
import { TileBudget } from '../pace/tile-budget.ts';
import { decodeExpertMessage } from '../wire/decode.ts';
import { type ExpertMessage, type Hello, type NoviceMessage, PICTURE_VERSION } from '../wire/message.ts';
import { PieceAssembler } from '../wire/pieces.ts';
import type { NovicePictureOptions, NoviceStats } from './novice-options.ts';
import { PictureSender } from './picture-sender.ts';
import { RateKeeper } from './rate-keeper.ts';
import type { ScreenFrame } from './screen-frame.ts';
import { ShownPicture, type TurnKind } from './shown-picture.ts';

/** How often room is looked for while there is none; receipts look as well. */
const POLL_MS = 5;
/** Fresh pictures are the dearest thing that an expert can ask for. */
const FRESH_MS = 200;
/** Frames in a row that cannot be read, and the capture is over. */
const UNREADABLE = 5;

type Act = { readonly name: 'update' | 'sharpen' } | { readonly name: 'wait'; readonly ms?: number };

export class NovicePicture {
  readonly #options: NovicePictureOptions;
  readonly #clock: Clock;
  readonly #sender: PictureSender;
  readonly #rate: RateKeeper;
  readonly #budget = new TileBudget();
  readonly #pieces = new PieceAssembler();
  readonly #turns: Record<TurnKind, number> = { nothing: 0, tiles: 0, video: 0, fresh: 0 };
  #expert: Hello | undefined;
  /** The newest frame that has not been taken. */
  #pending: ScreenFrame | undefined;
  #shown: ShownPicture | undefined;
  #size = { width: 0, height: 0 };
  #scale = 1_000;
  /** A fresh picture is wanted; grows, so that a turn under way notices. */
  #wanted = 0;
  #begun = 0;
  #begunAt = Number.NEGATIVE_INFINITY;
  #paused = false;
  #closed = false;
  #replaced = 0;
  #unreadable = 0;
  #triesVideo = true;
  #wake: () => void = () => undefined;

  constructor(options: NovicePictureOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#sender = new PictureSender(options.channel, () => this.#clock.now());
    this.#trySend({
      type: 'hello',
      version: PICTURE_VERSION,
      answer: false,
      codecs: [],
      maxPixels: LIMITS.pixels,
    });
    this.#rate = new RateKeeper(this.#clock, rate => options.events?.rate?.(rate));
    void this.#run();
  }

  get stats(): NoviceStats {
    const { meter, total } = this.#sender;
    return {
      ...this.#size,
      turns: { ...this.#turns },
      replaced: this.#replaced,
      sentBytes: total,
      roundTripMs: meter.roundTripMs,
      waitingMs: meter.waitingSince === undefined ? 0 : this.#clock.now() - meter.waitingSince,
      bytesPerMs: meter.bytesPerMs,
      owedTiles: this.#shown?.debt.count ?? 0,
    };
  }

  /** The newest frame; it takes the place of one that waits. The picture closes it. */
  show(frame: ScreenFrame): void {
    if (this.#closed) {
      frame.close();
      return;
    }
    if (this.#pending) this.#replaced += 1;
    this.#pending?.close();
    this.#pending = frame;
    this.#wake();
  }

  /** Device pixels to a pixel of the page; goes out with the next picture. */
  setScale(scale: number): void {
    this.#scale = Math.min(16_000, Math.max(1, Math.round(scale * 1_000)));
  }

  /** Input came from the expert: the screen is about to change. */
  activity(): void {
    this.#rate.activity();
  }

  /** One piece from the channel; never throws. */
  receive(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#closed) return;
    try {
      const whole = this.#pieces.accept(bytes);
      if (whole) this.#handle(decodeExpertMessage(whole));
    } catch (cause) {
      // What an expert says is advice: without it pictures stop for want of receipts, and the person is told why.
      this.#options.events?.problem?.(new PictureError('damaged', 'a message cannot be read', { cause }));
    }
  }

  /** The expert sees nothing, at once; frames of the time in between are not sent. */
  pause(): void {
    if (this.#paused || this.#closed) return;
    this.#paused = true;
    this.#wanted += 1;
    this.#trySend({ type: 'blank' });
  }

  /** A fresh picture: the newest frame, or the last one when the screen has not changed. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#refresh();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wanted += 1;
    this.#rate.close();
    this.#pending?.close();
    this.#pending = undefined;
    this.#options.video?.close();
    this.#wake();
  }

  #handle(message: ExpertMessage): void {
    switch (message.type) {
      case 'hello':
        if (message.answer && this.#expert) return;
        this.#expert = message;
        this.#triesVideo = true;
        this.#refresh();
        return;
      case 'refresh':
        if (message.reason === 'video') {
          this.#options.video?.refuse();
          this.#triesVideo = true;
        }
        this.#refresh();
        return;
      case 'receipt':
        if (message.generation === this.#sender.generation)
          this.#sender.meter.receipted(message.frame, message.spentMs, this.#clock.now());
        this.#wake();
    }
  }

  #refresh(): void {
    this.#wanted += 1;
    this.#wake();
  }

  /** Never rejects; ends with `close`. */
  async #run(): Promise<void> {
    while (!this.#closed) {
      const act = this.#next();
      if (act.name === 'wait') {
        await this.#sleep(act.ms);
        continue;
      }
      try {
        if (act.name === 'update') await this.#update();
        else await this.#shown?.sharpen();
      } catch (error) {
        this.#caught(error);
      }
    }
  }

  #next(): Act {
    const now = this.#clock.now();
    if (this.#paused || !this.#expert) return { name: 'wait' };
    const isFresh = this.#wanted !== this.#begun;
    if (isFresh && !this.#pending) this.#pending = this.#shown?.again();
    const load = this.#sender.load();
    if (this.#pending) {
      const wait = isFresh ? this.#begunAt + FRESH_MS - now : 0;
      if (wait > 0) return { name: 'wait', ms: wait };
      // What is under way belongs to a picture that is over.
      const room = hasRoom(isFresh ? { ...load, bytesUnderWay: 0, framesUnderWay: 0 } : load);
      return room ? { name: 'update' } : { name: 'wait', ms: POLL_MS };
    }
    const dueAt = isFresh ? undefined : this.#shown?.debt.nextDueAt();
    if (dueAt === undefined) return { name: 'wait' };
    if (dueAt > now) return { name: 'wait', ms: dueAt - now };
    return hasRoomToSharpen(load) ? { name: 'sharpen' } : { name: 'wait', ms: POLL_MS };
  }

  async #sleep(ms: number | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const cancel = ms === undefined ? undefined : this.#clock.after(ms, resolve);
    await promise;
    cancel?.();
  }

  async #update(): Promise<void> {
    const frame = this.#pending;
    this.#pending = undefined;
    if (!frame) return;
    let over = false;
    try {
      const wanted = this.#wanted;
      const shown = await this.#picture(frame);
      const kind = await shown?.update(frame);
      this.#unreadable = 0;
      if (kind) this.#turns[kind] += 1;
      if (kind && kind !== 'nothing') this.activity();
      over = wanted !== this.#wanted;
    } finally {
      // A picture that ended in the middle may have taken nothing of the frame, and there may be no newer one for long.
      if (over && !this.#pending && !this.#closed) this.#pending = frame;
      else frame.close();
    }
  }

  /** The picture that this frame belongs to; begins a new one when it must. */
  async #picture(frame: ScreenFrame): Promise<ShownPicture | undefined> {
    const wanted = this.#wanted;
    const { video } = this.#options;
    if (this.#shown?.fits(frame) && wanted === this.#begun) {
      // The coder failed in mid-picture: the next codec, if there is one, begins with a key.
      if (video && !video.ready && this.#triesVideo) await this.#prepare(frame);
      return wanted === this.#wanted ? this.#shown : undefined;
    }
    const { width, height, colour } = frame;
    if (
      width * height > Math.min(this.#expert?.maxPixels ?? 0, LIMITS.pixels) ||
      Math.max(width, height) > LIMITS.side
    )
      throw new PictureError('size', 'the screen is larger than the other side takes');
    if (video && (this.#size.width !== width || this.#size.height !== height || !video.ready))
      await this.#prepare(frame);
    if (wanted !== this.#wanted) return undefined;
    video?.restart();
    this.#begun = wanted;
    this.#begunAt = this.#clock.now();
    this.#size = { width, height };
    this.#sender.begin({ width, height, scale: this.#scale, colour });
    this.#shown = new ShownPicture({
      width,
      height,
      colour,
      sender: this.#sender,
      video,
      budget: this.#budget,
      now: () => this.#clock.now(),
      over: () => this.#wanted !== wanted,
    });
    return this.#shown;
  }

  async #prepare(size: { readonly width: number; readonly height: number }): Promise<void> {
    this.#triesVideo = (await this.#options.video?.prepare(this.#expert?.codecs ?? [], size)) ?? false;
  }

  #caught(error: unknown): void {
    const failure =
      error instanceof PictureError
        ? error
        : new PictureError('capture', 'a frame could not be worked on', { cause: error });
    if (failure.code === 'capture') {
      this.#unreadable += 1;
      // What was sent of this frame may be half of it.
      this.#wanted += 1;
      if (this.#unreadable < UNREADABLE) {
        this.#options.events?.problem?.(failure);
        return;
      }
    }
    this.close();
    this.#options.events?.failed?.(failure);
  }

  #trySend(message: NoviceMessage): void {
    try {
      this.#sender.send(message);
    } catch (error) {
      this.#caught(error);
    }
  }
}
