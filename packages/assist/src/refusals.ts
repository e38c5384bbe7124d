/**
 * How often the person has said no to questions of one kind, or was not let answer: nobody is to be worn down into a yes,
 * nor surprised by a question that slips under a hand that answers another.
 */
import { DEADLINES, LIMITS } from './limits.ts';

export class Refusals {
  #count = 0;
  #lastMs = 0;

  /** Whether one more question would be pressing. */
  pressing(nowMs: number): boolean {
    return LIMITS.refusals <= this.#count && nowMs - this.#lastMs < DEADLINES.refusalMs;
  }

  /** Counts an answer of the person's; a question that is taken back counts as one that was refused. */
  count(yes: boolean, nowMs: number): void {
    this.#count = yes ? 0 : this.#count + 1;
    if (!yes) this.#lastMs = nowMs;
  }
}
