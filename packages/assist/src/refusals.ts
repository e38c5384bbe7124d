/** How often the person has said no to questions of one kind: nobody is to be worn down into a yes. */
import { DEADLINES, LIMITS } from './limits.ts';

export class Refusals {
  #count = 0;
  #lastMs = 0;

  /** Whether one more question would be pressing. */
  pressing(nowMs: number): boolean {
    return LIMITS.refusals <= this.#count && nowMs - this.#lastMs < DEADLINES.refusalMs;
  }

  /** Counts an answer of the person's. */
  count(yes: boolean, nowMs: number): void {
    this.#count = yes ? 0 : this.#count + 1;
    if (!yes) this.#lastMs = nowMs;
  }
}
