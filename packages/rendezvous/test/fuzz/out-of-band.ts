/** What must not happen beside the calls of a test: errors that nobody caught, and a changed `Object.prototype`. */
import { expect } from 'vitest';
import { settle } from '../support/manual-clock.ts';

export class OutOfBand implements Disposable {
  readonly #errors: unknown[] = [];
  readonly #note = (error: unknown): void => {
    this.#errors.push(error);
  };

  constructor() {
    process.on('unhandledRejection', this.#note);
    process.on('uncaughtException', this.#note);
  }

  /** Nothing has happened since the last call. */
  async check(): Promise<void> {
    // Node tells of a rejection that nobody handles when all that was queued has run.
    await settle();
    expect(this.#errors.splice(0)).toEqual([]);
    expect(Reflect.ownKeys(Object.prototype).toSorted(byText)).toEqual(KEYS);
  }

  [Symbol.dispose](): void {
    process.off('unhandledRejection', this.#note);
    process.off('uncaughtException', this.#note);
  }
}

const byText = (one: string | symbol, another: string | symbol): number =>
  String(one) < String(another) ? -1 : 1;
const KEYS = Reflect.ownKeys(Object.prototype).toSorted(byText);
