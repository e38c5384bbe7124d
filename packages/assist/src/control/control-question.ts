/** The one question that may be open on the novice's screen, and how often it may be asked. */
import { DEADLINES, LIMITS } from '../limits.ts';
import type { ScreenView } from '../screen.ts';
import type { CompanionView, Question } from '../view.ts';

export class ControlQuestion {
  readonly #changed: (question: Question | undefined) => void;
  readonly #possible: () => Question['possible'];
  #id = 0;
  #shown: Question | undefined;
  #refusals = 0;
  #refusedAtMs = 0;

  constructor(options: {
    readonly changed: (question: Question | undefined) => void;
    /** Whether a yes could be carried out now. */
    readonly possible: () => Question['possible'];
  }) {
    this.#changed = options.changed;
    this.#possible = options.possible;
  }

  get open(): boolean {
    return this.#shown !== undefined;
  }

  /** Whether this is the open question, and this answer to it can be carried out. */
  accepts(id: number, yes: boolean): boolean {
    return this.#shown?.id === id && (!yes || this.#possible() === 'yes');
  }

  /** Opens it; `false` when the person has said no so often that one more question would be pressing. */
  ask(nowMs: number): boolean {
    if (LIMITS.refusals <= this.#refusals && nowMs - this.#refusedAtMs < DEADLINES.refusalMs) return false;
    this.#id += 1;
    this.#show({ id: this.#id, kind: 'control', possible: this.#possible() });
    return true;
  }

  /** Something that a yes depends on may have changed. */
  refresh(): void {
    const possible = this.#possible();
    if (this.#shown && this.#shown.possible !== possible) this.#show({ ...this.#shown, possible });
  }

  close(): void {
    if (this.#shown) this.#show(undefined);
  }

  /** Counts an answer of the person's: nobody is to be worn down into a yes. */
  count(yes: boolean, nowMs: number): void {
    this.#refusals = yes ? 0 : this.#refusals + 1;
    if (!yes) this.#refusedAtMs = nowMs;
  }

  #show(question: Question | undefined): void {
    this.#shown = question;
    this.#changed(question);
  }
}

/** What stands between a yes and the expert's hand on this machine. */
export function possibleNow(screen: ScreenView, companion: CompanionView): Question['possible'] {
  if (companion.name === 'paired' && companion.unable !== undefined) return 'unable';
  if (screen.name === 'none' || screen.surface !== 'monitor') return 'needs-whole-screen';
  return companion.name === 'paired' && companion.screens.length > 0 ? 'yes' : 'needs-companion';
}
