/** A token bucket for each of many keys, in bounded memory. */
import { TokenBucket } from '@rendezvous/base';

const MAX_KEYS = 10_000;

export class RateBook {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #perMinute: number;

  /** @param perMinute both the largest burst and what comes back in a minute */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** `false` when `key` has done this too often. */
  take(key: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#perMinute, this.#perMinute / 60);
    // The most recently used stand last: the first is the one to forget.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MAX_KEYS && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket.take(nowMs);
  }
}
