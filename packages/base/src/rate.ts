/** A token bucket without a clock of its own: the caller says what time it is. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #tokens: number;
  #at: number | undefined;

  /** @param capacity the largest burst; @param perSecond how many tokens come back each second */
  constructor(capacity: number, perSecond: number) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
    this.#tokens = capacity;
  }

  /** Takes `count` tokens at `nowMs`; `false` when there are too few, and then none is taken. */
  take(nowMs: number, count = 1): boolean {
    const elapsed = this.#at === undefined ? 0 : Math.max(0, nowMs - this.#at);
    this.#at = nowMs;
    this.#tokens = Math.min(this.#capacity, this.#tokens + (elapsed / 1000) * this.#perSecond);
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}
