/**
 * Joins the two halves of an offer: FILEXFER on channel `71` and the channel that its sender has opened. They travel separate
 * ways, and either may be here first.
 */
import { DEADLINES, LIMITS } from '../limits.ts';
import type { AssistOnDemandChannel } from '../link.ts';
import type { AssistPorts } from '../ports.ts';
import { FileChannel } from './file-channel.ts';

export class ArrivingChannels {
  readonly #setTimer: AssistPorts['setTimer'];
  /** Without their FILEXFER yet. */
  readonly #waiting = new Map<FileChannel, () => void>();
  #joining: ((channel: FileChannel | undefined) => void) | undefined;
  #closed = false;

  constructor(setTimer: AssistPorts['setTimer']) {
    this.#setTimer = setTimer;
  }

  /** Takes the channels that the other side opens, until the link closes. */
  async run(incoming: AsyncIterable<AssistOnDemandChannel>): Promise<void> {
    for await (const channel of incoming) this.#take(new FileChannel(channel, this.#setTimer));
  }

  /** The channel of a FILEXFER that has just come; `undefined` when it does not come in time, or too late. One at a time. */
  join(): Promise<FileChannel | undefined> {
    // The newest: an older one is of a transfer that its sender gave up before it announced it.
    const newest = [...this.#waiting.keys()].at(-1);
    if (newest) {
      this.#drop(newest);
      return Promise.resolve(newest);
    }
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise(resolve => {
      const cancel = this.#setTimer(DEADLINES.fileChannelMs, () => this.#joining?.(undefined));
      this.#joining = channel => {
        this.#joining = undefined;
        cancel();
        resolve(channel);
      };
    });
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#joining?.(undefined);
    for (const channel of this.#waiting.keys()) {
      this.#drop(channel);
      channel.close();
    }
  }

  #take(channel: FileChannel): void {
    if (this.#joining) return this.#joining(channel);
    if (this.#closed || LIMITS.fileChannels <= this.#waiting.size) return channel.close();
    this.#waiting.set(
      channel,
      this.#setTimer(DEADLINES.fileChannelMs, () => channel.close()),
    );
    void channel.closed.then(() => this.#drop(channel));
  }

  #drop(channel: FileChannel): void {
    this.#waiting.get(channel)?.();
    this.#waiting.delete(channel);
  }
}
