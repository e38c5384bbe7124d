/** The question for the mouse and keyboard, and how often it may be asked. */
import type { Questions, Subject } from '../questions.ts';
import { Refusals } from '../refusals.ts';
import type { ScreenView } from '../screen.ts';
import type { CompanionView, Question } from '../view.ts';

type ControlSubject = Extract<Subject, { kind: 'control' }>;
export type Possible = Extract<Question, { kind: 'control' }>['possible'];

export interface ControlQuestionOptions {
  readonly questions: Questions;
  /** Whether a yes could be carried out now. */
  readonly possible: () => Possible;
  readonly answered: (yes: boolean) => void;
  readonly now: () => number;
}

export class ControlQuestion {
  readonly #options: ControlQuestionOptions;
  readonly #refusals = new Refusals();
  #asked: { readonly id: number; readonly possible: Possible } | undefined;

  constructor(options: ControlQuestionOptions) {
    this.#options = options;
  }

  /** Asks; `false` when the person has said no so often that one more question would be pressing. */
  ask(): boolean {
    const { questions, possible, answered, now } = this.#options;
    if (this.#refusals.pressing(now())) return false;
    const subject: ControlSubject = { kind: 'control', possible: possible() };
    const id = questions.ask({
      subject,
      accepts: yes => !yes || possible() === 'yes',
      answered: yes => {
        this.#asked = undefined;
        this.count(yes);
        answered(yes);
      },
    });
    if (id === undefined) return false;
    this.#asked = { id, possible: subject.possible };
    return true;
  }

  /** Something that a yes depends on may have changed. */
  refresh(): void {
    const possible = this.#options.possible();
    if (!this.#asked || this.#asked.possible === possible) return;
    const { id } = this.#asked;
    this.#asked = { id, possible };
    this.#options.questions.change(id, { kind: 'control', possible });
  }

  close(): void {
    const asked = this.#asked;
    this.#asked = undefined;
    if (!asked) return;
    this.count(false);
    this.#options.questions.withdraw(asked.id);
  }

  /** Counts an answer of the person's, here or at the companion. */
  count(yes: boolean): void {
    this.#refusals.count(yes, this.#options.now());
  }
}

/** What stands between a yes and the expert's hand on this machine. */
export function possibleNow(screen: ScreenView, companion: CompanionView): Possible {
  if (companion.name === 'paired' && companion.unable !== undefined) return 'unable';
  if (screen.name === 'none' || screen.surface !== 'monitor') return 'needs-whole-screen';
  return companion.name === 'paired' && companion.screens.length > 0 ? 'yes' : 'needs-companion';
}
