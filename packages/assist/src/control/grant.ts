/** The time for which the novice has given control away, and the rests within it. */
import { DEADLINES } from '../limits.ts';
import type { Timers } from '../timers.ts';

export class Grant {
  readonly #timers: Timers;
  readonly #now: () => number;
  readonly #expired: () => void;
  readonly #changed: () => void;
  #untilMs = 0;
  #resting = false;

  constructor(options: {
    readonly timers: Timers;
    readonly now: () => number;
    readonly expired: () => void;
    /** A rest began or is over. */
    readonly changed: () => void;
  }) {
    this.#timers = options.timers;
    this.#now = options.now;
    this.#expired = options.expired;
    this.#changed = options.changed;
  }

  /** The local clock; 0 while nothing is granted. */
  get untilMs(): number {
    return this.#untilMs;
  }

  get resting(): boolean {
    return this.#resting;
  }

  /** Begins or renews the grant. It never lasts longer than a grant may, whatever is asked. */
  give(untilMs: number): void {
    const now = this.#now();
    this.#untilMs = Math.min(untilMs, now + DEADLINES.grantMs);
    this.#timers.set('grant', Math.max(0, this.#untilMs - now), this.#expired);
  }

  /** The novice's own hand is at work for so long; 0: no more. */
  rest(ms: number): void {
    if (this.#untilMs === 0) return;
    this.#resting = 0 < ms;
    if (this.#resting) this.#timers.set('rest', ms, () => this.rest(0));
    else this.#timers.clear('rest');
    this.#changed();
  }

  /** Idempotent. */
  end(): void {
    this.#untilMs = 0;
    this.#resting = false;
    this.#timers.clear('grant');
    this.#timers.clear('rest');
  }
}
