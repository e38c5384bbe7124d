/**
 * Where the other side's description waits for its call: `status`, on which it travels, and `71`, which says when it is
 * needed, are not ordered with each other. It holds one at most.
 */
import type { VoiceDescription } from './description-proof.ts';

export class DescriptionBox {
  readonly #taken = Promise.withResolvers<VoiceDescription>();
  #state: 'shut' | 'open' | 'emptied' = 'shut';
  #kept: VoiceDescription | undefined;
  #reader = false;

  constructor() {
    // It may be shut before anybody has asked.
    this.#taken.promise.catch(() => undefined);
  }

  /** From now on a description is kept. */
  open(): void {
    if (this.#state === 'shut') this.#state = 'open';
  }

  /** `false` when one is lost by it: this one, which nobody waits for, or an older one, in whose place it stands now. */
  put(description: VoiceDescription): boolean {
    if (this.#state !== 'open') return false;
    const first = this.#kept === undefined;
    // Descriptions come in the order in which they were sent: an older one can only be of an earlier call.
    this.#kept = description;
    this.#hand();
    return first;
  }

  /** The description, as soon as it is there; what comes after it is lost. Rejects when the box is closed before. One reader. */
  take(): Promise<VoiceDescription> {
    this.open();
    this.#reader = true;
    this.#hand();
    return this.#taken.promise;
  }

  /** Idempotent. */
  close(): void {
    this.#state = 'emptied';
    this.#kept = undefined;
    this.#taken.reject(new Error('the call is over'));
  }

  #hand(): void {
    if (!this.#reader || !this.#kept || this.#state !== 'open') return;
    this.#state = 'emptied';
    this.#taken.resolve(this.#kept);
    this.#kept = undefined;
  }
}
