/** The edge of one data channel: bounds size and rate, holds messages back until the link is verified, counts what is refused. */
import { TokenBucket } from '@rendezvous/base';
import type { ChannelMessage } from '@rendezvous/peer';
import { LIMITS } from './limits.ts';
import type { AssistChannel } from './link.ts';

export interface IntakeOptions {
  readonly channel: AssistChannel;
  readonly kind: 'text' | 'bytes' | 'either';
  /** Bytes, or UTF-16 units of a text. */
  readonly maxSize: number;
  readonly perSecond: number;
  readonly burst: number;
  readonly now: () => number;
  /** Takes one message; `false` when it was none. */
  readonly take: (message: ChannelMessage) => boolean;
  /** Called for each message that was dropped. */
  readonly dropped: (why: 'malformed' | 'rate' | 'held') => void;
  /** The channel has closed. */
  readonly closed: () => void;
  /** Let messages through at once instead of holding them back. */
  readonly released?: boolean;
}

export class Intake {
  readonly #options: IntakeOptions;
  readonly #bucket: TokenBucket;
  readonly #held: ChannelMessage[] = [];
  #released: boolean;
  #stopped = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#released = options.released ?? false;
    this.#bucket = new TokenBucket(options.burst, options.perSecond);
  }

  /** Reads until the channel closes. */
  async run(): Promise<void> {
    for await (const message of this.#options.channel.messages) {
      if (this.#stopped) return;
      this.#admit(message);
    }
    if (!this.#stopped) this.#options.closed();
  }

  /** The link is verified: what was held back is taken now, in its order. */
  release(): void {
    this.#released = true;
    for (const message of this.#held.splice(0)) this.#take(message);
  }

  /** From now on everything is ignored. Idempotent. */
  stop(): void {
    this.#stopped = true;
    this.#held.length = 0;
  }

  #admit(message: ChannelMessage): void {
    const { kind, maxSize, dropped, now } = this.#options;
    if (!this.#bucket.take(now())) return dropped('rate');
    const fits = kind === 'either' || (typeof message === 'string') === (kind === 'text');
    if (!fits || maxSize < message.length) return dropped('malformed');
    if (this.#released) return this.#take(message);
    if (LIMITS.heldMessages <= this.#held.length) return dropped('held');
    this.#held.push(message);
  }

  #take(message: ChannelMessage): void {
    if (this.#stopped) return;
    if (!this.#options.take(message)) this.#options.dropped('malformed');
  }
}
