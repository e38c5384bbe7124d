/** Data channels that are made while the link is up: this side's when it asks for one, the other side's by an allow-list. */
import { BoundedQueue } from '@rendezvous/base';
import { LinkChannel } from './data-channel.ts';
import { ChannelError } from './errors.ts';

export interface OnDemandOptions {
  /** Labels that either side may open; a channel of any other label is closed at once. */
  readonly names: readonly string[];
  /** How many channels that the other side has opened may exist at once; one more is closed at once. */
  readonly max: number;
  /** How many received messages may wait on each of them; beyond it the channel closes. Default 1024. */
  readonly queue?: number;
  /** Bytes (or UTF-16 units) of the largest message that each of them takes; a larger one closes the channel. Default: no bound. */
  readonly maxMessage?: number;
}

export class OnDemandChannels {
  readonly #connection: RTCPeerConnection;
  readonly #options: OnDemandOptions;
  readonly #incoming: BoundedQueue<LinkChannel>;
  readonly #open = new Set<LinkChannel>();
  #fromOther = 0;
  #refused = 0;
  #closed = false;

  constructor(connection: RTCPeerConnection, options: OnDemandOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#incoming = new BoundedQueue(options.max);
    connection.addEventListener('datachannel', ({ channel }) => this.#take(channel));
  }

  /** Channels that the other side has opened, buffered from birth; ends with the link. One reader, who closes them. */
  get incoming(): AsyncIterable<LinkChannel> {
    return this.#incoming;
  }

  /** How many channels of the other side were closed because they were not on the list, or too many. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Opens an ordered, reliable channel that is announced in band (RFC 8832).
   * @throws RangeError for a label that is not on the list; ChannelError `closed` when the link is closed
   */
  open(name: string): LinkChannel {
    if (!this.#options.names.includes(name)) throw new RangeError('the label is not on the list');
    if (this.#closed || this.#connection.signalingState === 'closed') {
      throw new ChannelError('closed', 'the link is closed');
    }
    return this.#keep(this.#connection.createDataChannel(name));
  }

  /** Closes all of them. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#incoming.close();
    for (const channel of this.#open) channel.close();
  }

  #take(channel: RTCDataChannel): void {
    const { names, max } = this.#options;
    const reliable = channel.ordered && channel.maxRetransmits === null && channel.maxPacketLifeTime === null;
    if (this.#closed || !names.includes(channel.label) || !reliable || max <= this.#fromOther) {
      this.#refused += 1;
      channel.close();
      return;
    }
    this.#fromOther += 1;
    const kept = this.#keep(channel);
    void kept.closed.then(() => {
      this.#fromOther -= 1;
    });
    if (this.#incoming.push(kept)) return;
    // Opened, closed and never read: those still wait to be taken.
    this.#refused += 1;
    kept.close();
  }

  #keep(channel: RTCDataChannel): LinkChannel {
    const { queue, maxMessage } = this.#options;
    const kept = new LinkChannel(channel, {
      name: channel.label,
      ...(queue === undefined ? {} : { queue }),
      ...(maxMessage === undefined ? {} : { maxMessage }),
    });
    this.#open.add(kept);
    void kept.closed.then(() => this.#open.delete(kept));
    return kept;
  }
}
