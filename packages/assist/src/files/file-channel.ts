/** One data channel for one file: blocks in their order, room before each of them, and an end that loses no last word. */
import { DEADLINES } from '../limits.ts';
import type { AssistOnDemandChannel } from '../link.ts';
import type { AssistPorts } from '../ports.ts';

export class FileChannel {
  readonly #channel: AssistOnDemandChannel;
  readonly #setTimer: AssistPorts['setTimer'];
  /** The last word on it is ours. */
  #spoke = false;
  #finishing = false;

  constructor(channel: AssistOnDemandChannel, setTimer: AssistPorts['setTimer']) {
    this.#channel = channel;
    this.#setTimer = setTimer;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  get closed(): Promise<void> {
    return this.#channel.closed;
  }

  /** Resolves `true` when it is open, `false` when it closes before. Never rejects. */
  opened(): Promise<boolean> {
    return Promise.race([
      this.#channel.opened.then(
        () => true,
        () => false,
      ),
      this.#channel.closed.then(() => false),
    ]);
  }

  /** Resolves `true` when there is room for a block, `false` when the channel has closed. Never rejects. */
  room(): Promise<boolean> {
    return this.#channel.drained().then(
      () => this.#channel.open,
      () => false,
    );
  }

  /** Nothing happens when the channel has closed: its reader hears of that. */
  send(block: Uint8Array): void {
    if (!this.#channel.open) return;
    try {
      this.#channel.send(new Uint8Array(block));
      this.#spoke = true;
    } catch {
      // It closed this very moment, or its queue is full beyond what `room` allows: in both cases it cannot go on.
      this.#channel.close();
    }
  }

  /** Hands over each block, the next when `take` has resolved, until the channel closes. */
  async read(take: (block: Uint8Array) => Promise<void> | void): Promise<void> {
    for await (const message of this.#channel.messages) {
      this.#spoke = false;
      // A text has no place here; as bytes it is neither a word nor a block that fits.
      await take(typeof message === 'string' ? new TextEncoder().encode(message) : message);
    }
  }

  /**
   * Closes it when the last word has arrived. Whoever hears the last word closes at once; whoever said it waits for that,
   * because not every browser sends what still waits when a channel is closed. Idempotent.
   */
  finish(): void {
    if (!this.#spoke || !this.#channel.open) return this.#channel.close();
    if (this.#finishing) return;
    this.#finishing = true;
    const cancel = this.#setTimer(DEADLINES.fileCloseMs, () => this.#channel.close());
    void this.#channel.closed.then(cancel);
  }

  /** Idempotent. */
  close(): void {
    this.#channel.close();
  }
}
