import type { Clock } from './clock.ts';

/** Work that is done in steps; a yielded number is a pause in milliseconds before the next one. */
export type Steps = Generator<number, void>;

/**
 * Carries out work strictly in order: at once while nothing waits, later when earlier work pauses.
 * `clear` drops all of it synchronously, so that nothing is carried out after a gate has shut.
 */
export class Pump {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #waiting: (() => Steps | undefined)[] = [];
  #current: Steps | undefined;
  #cancelPause: (() => void) | undefined;
  #running = false;
  readonly #fail: (error: unknown) => void;

  /**
   * @param capacity how many pieces of work may wait
   * @param fail told when work throws after a pause, when no caller is left to tell
   */
  constructor(clock: Clock, capacity: number, fail: (error: unknown) => void) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#fail = fail;
  }

  /** @returns `false` when too much waits, and then the work was not taken; throws what work done at once throws */
  push(work: () => Steps | undefined): boolean {
    if (this.#waiting.length >= this.#capacity) return false;
    this.#waiting.push(work);
    if (!this.#running) this.#run();
    return true;
  }

  /** Drops everything that is under way or waits. */
  clear(): void {
    this.#waiting.length = 0;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    this.#current = undefined;
    this.#running = false;
  }

  #run(): void {
    this.#running = true;
    try {
      for (;;) {
        this.#current ??= this.#waiting.shift()?.();
        if (!this.#current) {
          if (this.#waiting.length > 0) continue;
          this.#running = false;
          return;
        }
        const steps = this.#current;
        const step = steps.next();
        // Releasing from inside a step clears the pump: what it held is no longer ours to go on with.
        if (this.#current !== steps) return;
        if (step.done) this.#current = undefined;
        else return this.#pause(step.value);
      }
    } catch (error) {
      this.clear();
      throw error;
    }
  }

  #pause(ms: number): void {
    this.#cancelPause = this.#clock.after(ms, () => {
      this.#cancelPause = undefined;
      try {
        this.#run();
      } catch (error) {
        this.#fail(error);
      }
    });
  }
}
