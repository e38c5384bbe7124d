/** Says how often the screen should be captured, whenever that changes. */
import type { Clock } from '../clock.ts';
import { BUSY_MS, captureRate } from '../pace/capture-rate.ts';

export class RateKeeper {
  readonly #clock: Clock;
  readonly #changed: (framesPerSecond: number) => void;
  #lastActivity: number | undefined;
  #rate = 0;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, changed: (framesPerSecond: number) => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#set();
  }

  /** Something happens, or is about to. */
  activity(): void {
    this.#lastActivity = this.#clock.now();
    this.#set();
  }

  close(): void {
    this.#cancel();
  }

  #set(): void {
    const now = this.#clock.now();
    const rate = captureRate(now, this.#lastActivity);
    if (rate !== this.#rate) this.#changed(rate);
    this.#rate = rate;
    this.#cancel();
    const calmIn = this.#lastActivity === undefined ? 0 : this.#lastActivity + BUSY_MS - now;
    if (calmIn > 0) this.#cancel = this.#clock.after(calmIn + 1, () => this.#set());
  }
}
