/** The deadlines of one assistance, by name, on the clock it was given; all go with it. */
import type { AssistPorts } from './ports.ts';

export class Timers<Name extends string = string> {
  readonly #setTimer: AssistPorts['setTimer'];
  readonly #running = new Map<Name, () => void>();
  #closed = false;

  constructor(setTimer: AssistPorts['setTimer']) {
    this.#setTimer = setTimer;
  }

  /** Runs once after `ms`, unless cleared; a second call with the same name begins anew. */
  set(name: Name, ms: number, run: () => void): void {
    this.clear(name);
    if (this.#closed) return;
    const cancel = this.#setTimer(ms, () => {
      this.#running.delete(name);
      run();
    });
    this.#running.set(name, cancel);
  }

  clear(name: Name): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  running(name: Name): boolean {
    return this.#running.has(name);
  }

  /** Waits for `work`, at most `ms`. Resolves `false` when it took too long or failed. */
  async atMost(name: Name, ms: number, work: Promise<unknown>): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    this.set(name, ms, () => late.resolve(false));
    const done = work.then(
      () => true,
      () => false,
    );
    const outcome = await Promise.race([done, late.promise]);
    this.clear(name);
    return outcome;
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }
}
