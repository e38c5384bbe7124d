/** A clock that only moves when told to, and a way to wait for conditions without sleeping. */
export class FakeClock {
  #nowMs = 1_700_000_000_000;
  readonly #timers = new Set<{ atMs: number; run: () => void }>();

  readonly now = (): number => this.#nowMs;

  readonly setTimer = (ms: number, run: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  get pending(): number {
    return this.#timers.size;
  }

  /** Moves the clock; timers run in their order, each at its time, and what follows from one is done before the next. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = [...this.#timers]
        .filter(timer => timer.atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      await settled();
    }
    this.#nowMs = untilMs;
    await settled();
  }
}

/** Lets everything that is under way in this process run on for a few turns of its loop. */
export async function settled(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>(resolve => {
      setImmediate(resolve);
    });
  }
}

/** Waits until `condition` holds; fails after ten seconds with what it waited for. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (deadline < Date.now()) throw new Error(`never happened: ${what}`);
    await settled(1);
  }
}
