import type { Clock } from '../../src/index.ts';

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  #lastId = 0;

  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, run: () => void): () => void {
    const id = ++this.#lastId;
    this.#timers.set(id, { at: this.#now + ms, run });
    return () => this.#timers.delete(id);
  }

  /** Lets `ms` pass and runs what falls due, in order, letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      let due: [number, { readonly at: number; readonly run: () => void }] | undefined;
      for (const entry of this.#timers) {
        if (entry[1].at <= end && (due === undefined || entry[1].at < due[1].at)) due = entry;
      }
      if (due === undefined) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].run();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets every promise that can settle do so: what is in memory needs nothing but microtasks. */
export async function settle(): Promise<void> {
  await new Promise<void>(resolve => setImmediate(resolve));
}

/** Waits until `condition` holds, for what crosses a real port; fails loudly after `ms`. */
export async function until(condition: () => boolean, what: string, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await settle();
  }
}
