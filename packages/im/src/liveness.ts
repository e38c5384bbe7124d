/** Times of {@link Liveness} in milliseconds. */
export interface LivenessTiming {
  /** Silence from the server after which it is asked. */
  readonly idleMs: number;
  /** Silence after that question after which the connection counts as dead. */
  readonly deadMs: number;
}

/** Proxies cut idle connections after 30 to 60 seconds; a dead one should be noticed within half a minute. */
export const LIVENESS_TIMING: LivenessTiming = { idleMs: 20_000, deadMs: 10_000 };

/**
 * Watches one connection. A WebSocket in a browser may stay "open" for minutes after the network is gone,
 * so silence is answered with a question, and silence after the question with the end.
 */
export class Liveness {
  readonly #timing: LivenessTiming;
  readonly #ping: () => void;
  readonly #dead: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  /** @param ping asks the server for a sign of life; @param dead is called at most once */
  constructor(timing: LivenessTiming, ping: () => void, dead: () => void) {
    this.#timing = timing;
    this.#ping = ping;
    this.#dead = dead;
  }

  /** Something arrived from the server; the first call starts the watch. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
    this.#timer = setTimeout(() => this.probe(), this.#timing.idleMs);
  }

  /** Asks now: the machine may have slept, or changed its network. */
  probe(): void {
    if (this.#asked) return;
    this.#asked = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#dead, this.#timing.deadMs);
    this.#ping();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = true;
  }
}
