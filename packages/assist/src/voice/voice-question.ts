/** The question whether to talk, and how often it may be asked. */
import type { Questions } from '../questions.ts';
import { Refusals } from '../refusals.ts';

export interface VoiceQuestionOptions {
  readonly questions: Questions;
  readonly now: () => number;
  readonly answered: (yes: boolean) => void;
}

export class VoiceQuestion {
  readonly #options: VoiceQuestionOptions;
  readonly #refusals = new Refusals();
  #id: number | undefined;

  constructor(options: VoiceQuestionOptions) {
    this.#options = options;
  }

  /** Asks; `false` when one more question would be pressing, or too many wait. */
  ask(): boolean {
    const { questions, now, answered } = this.#options;
    if (this.#refusals.pressing(now())) return false;
    this.#id = questions.ask({
      subject: { kind: 'voice', possible: 'yes' },
      answered: yes => {
        this.#id = undefined;
        this.#refusals.count(yes, now());
        answered(yes);
      },
    });
    return this.#id !== undefined;
  }

  /** Takes it away, which counts as a no: nobody is worn down. */
  withdraw(): void {
    const { questions, now } = this.#options;
    const id = this.#id;
    this.#id = undefined;
    if (id === undefined) return;
    this.#refusals.count(false, now());
    questions.withdraw(id);
  }
}
