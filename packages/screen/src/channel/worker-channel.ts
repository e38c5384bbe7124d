/**
 * A channel as a worker has it: a data channel that was handed over, or messages that the page passes on.
 * Both give pieces to one listener, and buffer nothing before it is there, because the worker begins with it.
 */
import type { PictureChannel } from './picture-channel.ts';

/** From the page to the worker, when the page keeps the channel. */
export type ForwardedIn =
  | { readonly type: 'receive'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** So many bytes were given to the channel since the beginning, and so many of them wait in it. */
  | { readonly type: 'taken'; readonly bytes: number; readonly buffered: number };

/** From the worker to the page. */
export interface ForwardedOut {
  readonly type: 'send';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A channel that lives on the page. */
export class ForwardedChannel implements PictureChannel {
  readonly maxMessage: number;
  readonly #post: (message: ForwardedOut, transfer: Transferable[]) => void;
  #posted = 0;
  #taken = 0;
  #buffered = 0;

  constructor(maxMessage: number, post: (message: ForwardedOut, transfer: Transferable[]) => void) {
    this.maxMessage = maxMessage;
    this.#post = post;
  }

  get bufferedAmount(): number {
    return this.#posted - this.#taken + this.#buffered;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#posted += bytes.length;
    this.#post({ type: 'send', bytes }, [bytes.buffer]);
  }

  taken({ bytes, buffered }: Extract<ForwardedIn, { type: 'taken' }>): void {
    this.#taken = bytes;
    this.#buffered = buffered;
  }
}

/** A data channel that was transferred to the worker. */
export class TransferredChannel implements PictureChannel {
  readonly maxMessage: number;
  readonly #channel: RTCDataChannel;

  constructor(
    channel: RTCDataChannel,
    maxMessage: number,
    receive: (bytes: Uint8Array<ArrayBuffer>) => void,
  ) {
    this.maxMessage = maxMessage;
    this.#channel = channel;
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // A text is no piece: an empty one is refused where all pieces are.
      receive(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array());
    });
  }

  /** Resolves when messages can be sent; never when the channel closes before. */
  get opened(): Promise<void> {
    return new Promise(resolve => {
      if (this.#channel.readyState === 'open') resolve();
      this.#channel.addEventListener('open', () => resolve(), { once: true });
    });
  }

  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#channel.send(bytes);
  }
}

/** How often the page looks whether the channel has got rid of what waits in it. */
const LOOK_MS = 10;

/** The page's half of a `ForwardedChannel`. */
export class ChannelForwarder {
  readonly #channel: PictureChannel;
  readonly #post: (message: ForwardedIn) => void;
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(channel: PictureChannel, post: (message: ForwardedIn) => void) {
    this.#channel = channel;
    this.#post = post;
  }

  /** @throws what the channel throws */
  send({ bytes }: ForwardedOut): void {
    this.#bytes += bytes.length;
    this.#channel.send(bytes);
    this.#report();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #report(): void {
    const buffered = this.#channel.bufferedAmount;
    this.#post({ type: 'taken', bytes: this.#bytes, buffered });
    clearTimeout(this.#timer);
    if (buffered > 0) this.#timer = setTimeout(() => this.#report(), LOOK_MS);
  }
}
