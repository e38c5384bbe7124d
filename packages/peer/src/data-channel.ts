/** One data channel of a link: messages in, messages out, with flow control in both directions. */
import { BoundedQueue } from '@rendezvous/base';
import { ChannelError } from './errors.ts';

export interface ChannelBounds {
  /** The label; for channels of [MS-RA] the virtual channel's name. */
  readonly name: string;
  /** How many received messages may wait for a reader; beyond it the channel closes. Default 1024. */
  readonly queue?: number;
  /** Bytes (or UTF-16 units) of the largest message that is taken; a larger one closes the channel. Default: no bound. */
  readonly maxMessage?: number;
}

export interface ChannelSpec extends ChannelBounds {
  /** Both sides give the same id, so that channels are open with the link and need no handshake of their own. */
  readonly id: number;
}

export type ChannelMessage = string | Uint8Array<ArrayBuffer>;

/** Bytes that may wait in the browser before `drained` makes a sender wait. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 256 * 1024;

export class LinkChannel {
  readonly name: string;
  readonly #channel: RTCDataChannel;
  readonly #messages: BoundedQueue<ChannelMessage>;
  readonly #closed: () => void;
  /** Resolves when the channel is open; rejects when it closes before. */
  readonly opened: Promise<void>;
  /** Resolves, never rejects, when the channel is closed by either side. */
  readonly closed: Promise<void>;

  constructor(channel: RTCDataChannel, spec: ChannelBounds) {
    this.name = spec.name;
    this.#channel = channel;
    this.#messages = new BoundedQueue(spec.queue ?? 1024);
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = LOW_WATER;
    channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const message = typeof data === 'string' ? data : new Uint8Array(data);
      const fits = message.length <= (spec.maxMessage ?? Number.POSITIVE_INFINITY);
      // A peer that sends faster than anyone reads, or more at once, is cut off rather than given all memory.
      if (!fits || !this.#messages.push(message)) this.close();
    });
    const { promise, resolve: closed } = Promise.withResolvers<void>();
    this.closed = promise;
    // After a local close of the whole connection no browser promises a `close` event: `close()` says it as well.
    this.#closed = () => {
      this.#messages.close();
      closed();
    };
    channel.addEventListener('close', this.#closed, { once: true });
    this.opened = new Promise((resolve, reject) => {
      if (channel.readyState === 'open') resolve();
      channel.addEventListener('open', () => resolve(), { once: true });
      channel.addEventListener('close', () =>
        reject(new ChannelError('closed', `channel ${spec.name} closed`)),
      );
    });
    // Whoever does not wait for `opened` must not cause an unhandled rejection.
    this.opened.catch(() => undefined);
  }

  /** Received messages, buffered from birth; ends when the channel closes. One reader. */
  get messages(): AsyncIterable<ChannelMessage> {
    return this.#messages;
  }

  get open(): boolean {
    return this.#channel.readyState === 'open';
  }

  /** Bytes handed to the browser and not yet sent. */
  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  /** @throws ChannelError `closed` when not open, `too-large` when the browser refuses the size */
  send(message: ChannelMessage): void {
    if (!this.open) throw new ChannelError('closed', `channel ${this.name} is not open`);
    try {
      if (typeof message === 'string') this.#channel.send(message);
      else this.#channel.send(message);
    } catch (error) {
      if (!this.open) throw new ChannelError('closed', `channel ${this.name} is not open`);
      throw error instanceof TypeError
        ? new ChannelError('too-large', 'message larger than the link allows')
        : error;
    }
  }

  /** Waits until there is room again; returns at once when there is. @throws ChannelError `closed` */
  async drained(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#channel.bufferedAmount < HIGH_WATER) return;
    const stop = new AbortController();
    try {
      await Promise.race([
        new Promise<void>(resolve => {
          this.#channel.addEventListener('bufferedamountlow', () => resolve(), { signal: stop.signal });
        }),
        this.closed.then(() => Promise.reject(new ChannelError('closed', `channel ${this.name} closed`))),
        new Promise<never>((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: stop.signal });
        }),
      ]);
    } finally {
      stop.abort();
    }
  }

  close(): void {
    this.#channel.close();
    this.#closed();
  }
}
