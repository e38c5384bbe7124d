/** How many bytes may go as tiles: a bucket that fills with time, so that lasting motion becomes video and single changes do not. */

/** What may be spent at once: a few whole windows of text. */
const CAPACITY = 400_000;
/** Bytes a millisecond in the long run: 4 Mbit/s, and never more than a third of the link. */
const FILL_PER_MS = 500;
const LINK_SHARE = 1 / 3;

export class TileBudget {
  #left = CAPACITY;
  #at: number | undefined;

  /** What is left now, on a link of so many bytes a millisecond. */
  left(now: number, bytesPerMs: number): number {
    const passed = now - (this.#at ?? now);
    this.#at = now;
    this.#left = Math.min(CAPACITY, this.#left + passed * Math.min(FILL_PER_MS, bytesPerMs * LINK_SHARE));
    return this.#left;
  }

  spend(bytes: number): void {
    this.#left = Math.max(0, this.#left - bytes);
  }
}
