import type { HeldCodes } from './platform.ts';

/** What is down through us, told to the watchdog before the operating system hears of a press. */
export class Held {
  readonly #codes = new Set<string>();
  readonly #report: (codes: HeldCodes) => void;
  readonly #more: () => Iterable<string>;

  /** @param more what else is to be put right after a sudden death */
  constructor(report: (codes: HeldCodes) => void, more: () => Iterable<string> = () => []) {
    this.#report = report;
    this.#more = more;
  }

  has(code: string): boolean {
    return this.#codes.has(code);
  }

  /** @returns whether it was up */
  press(code: string): boolean {
    if (this.#codes.has(code)) return false;
    this.#codes.add(code);
    this.report();
    return true;
  }

  /** Forgets it; `report` follows once the operating system was told. @returns whether it was down */
  release(code: string): boolean {
    return this.#codes.delete(code);
  }

  /** Forgets everything, and says what it was. */
  takeAll(): readonly string[] {
    const codes = [...this.#codes];
    this.#codes.clear();
    return codes;
  }

  report(): void {
    this.#report([...this.#codes, ...this.#more()]);
  }
}
