import { LIMITS } from './limits.ts';

/**
 * Recognises the panic key in presses of Esc by the person's own hand: held, or pressed twice.
 * It has no timer: `holdDeadline` says when a press that lasts becomes a panic.
 */
export class PanicKey {
  #down = false;
  #pressedAtMs: number | undefined;

  /** @returns whether this press is a panic; the system's own repetitions of a held key are not presses */
  press(nowMs: number): boolean {
    if (this.#down) return this.held(nowMs);
    const again = this.#pressedAtMs !== undefined && nowMs - this.#pressedAtMs <= LIMITS.panicPairMs;
    this.#down = true;
    this.#pressedAtMs = nowMs;
    return again;
  }

  release(): void {
    this.#down = false;
  }

  /** Whether Esc has been down long enough at `nowMs`. */
  held(nowMs: number): boolean {
    return this.#down && this.#pressedAtMs !== undefined && nowMs - this.#pressedAtMs >= LIMITS.panicHoldMs;
  }

  /** When the press that is under way becomes a panic. */
  get holdDeadline(): number | undefined {
    return this.#down && this.#pressedAtMs !== undefined ? this.#pressedAtMs + LIMITS.panicHoldMs : undefined;
  }

  reset(): void {
    this.#down = false;
    this.#pressedAtMs = undefined;
  }
}
