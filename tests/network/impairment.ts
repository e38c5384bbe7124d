/** Decides what becomes of each packet of one direction. Pure: the clock and the chance are the caller's. */
import type { Conditions } from './conditions.ts';

/** When the packet comes out, in ms of the caller's clock; or that it does not. */
export type Fate = number | 'lost' | 'overflowed';

/**
 * Loss comes first, then the limited link with its queue, then the delay: a packet that is lost takes no
 * room in the queue, as in Linux's netem.
 */
export class Impairment {
  #conditions: Conditions;
  readonly #random: () => number;
  /** Within a burst of loss. */
  #losing = false;
  /** When the limited link will have sent all it has taken. */
  #freeAt = 0;
  /** When the last packet comes out. */
  #lastOut = 0;

  /** @param random gives 0 ≤ n < 1 */
  constructor(conditions: Conditions, random: () => number) {
    this.#conditions = conditions;
    this.#random = random;
  }

  /** For packets from now on; those already taken come out when it was said, and the link stays busy with them. */
  change(conditions: Conditions): void {
    this.#conditions = conditions;
    this.#losing = false;
  }

  /** Forgets the packets that were taken but not yet delivered, as when a cable is pulled. */
  clear(): void {
    this.#freeAt = 0;
    this.#lastOut = 0;
    this.#losing = false;
  }

  /** @param now in ms, never less than before */
  fate(bytes: number, now: number): Fate {
    if (this.#loses()) return 'lost';
    const sentAt = this.#sentAt(bytes, now);
    if (sentAt === undefined) return 'overflowed';
    const { delayMs, jitterMs, keepOrder } = this.#conditions;
    const jitter = jitterMs === 0 ? 0 : (2 * this.#random() - 1) * jitterMs;
    const out = sentAt + delayMs + jitter;
    if (!keepOrder) return out;
    this.#lastOut = Math.max(out, this.#lastOut);
    return this.#lastOut;
  }

  /** Two states (Gilbert): all packets of a burst are lost, none between bursts. */
  #loses(): boolean {
    const { loss, lossBurst } = this.#conditions;
    if (loss === 0) return false;
    if (lossBurst === 1) return this.#random() < loss;
    const change = this.#losing ? 1 / lossBurst : loss / (lossBurst * (1 - loss));
    if (this.#random() < change) this.#losing = !this.#losing;
    return this.#losing;
  }

  /** When the last bit has left the limited link; undefined when its queue is full. A free link takes any packet. */
  #sentAt(bytes: number, now: number): number | undefined {
    const { rate, queueBytes, queueMs } = this.#conditions;
    if (rate === undefined) return now;
    const bitsPerMs = rate / 1_000;
    const waitMs = Math.max(0, this.#freeAt - now);
    if (waitMs > 0) {
      if (queueMs !== undefined && waitMs > queueMs) return undefined;
      if (queueBytes !== undefined && (waitMs * bitsPerMs) / 8 + bytes > queueBytes) return undefined;
    }
    this.#freeAt = now + waitMs + (bytes * 8) / bitsPerMs;
    return this.#freeAt;
  }
}
