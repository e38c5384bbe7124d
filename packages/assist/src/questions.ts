/** The questions to this side's person: one is shown at a time, the others wait. */
import { LIMITS } from './limits.ts';
import type { Question } from './view.ts';

type WithoutId<Q> = Q extends Question ? Omit<Q, 'id'> : never;

/** What a question is about. */
export type Subject = WithoutId<Question>;

/** A question and what becomes of the answer. */
export interface Asking {
  readonly subject: Subject;
  /** Whether this answer can be carried out now; if not, it changes nothing. Default: always. */
  readonly accepts?: (yes: boolean) => boolean;
  /** Called once, unless the question is withdrawn. */
  readonly answered: (yes: boolean) => void;
}

interface Entry extends Asking {
  readonly id: number;
}

export class Questions {
  readonly #changed: (question: Question | undefined) => void;
  /** The first is the one that is shown. */
  #entries: readonly Entry[] = [];
  #shown: Question | undefined;
  #subject: Subject | undefined;
  #id = 0;
  #holds = 0;

  /** @param changed another question is shown, or none, or it reads differently, or {@link open} may be another */
  constructor(changed: (question: Question | undefined) => void) {
    this.#changed = changed;
  }

  /** Whether a question is shown, or something is held. */
  get open(): boolean {
    return this.#shown !== undefined || 0 < this.#holds;
  }

  /**
   * For what is asked outside of this program, e.g. by a picker of the platform: until it is let go it counts as a
   * question that is open, so that no other hand answers it.
   * @returns lets it go; to be called once
   */
  hold(): () => void {
    this.#holds += 1;
    this.#changed(this.#shown);
    return () => {
      this.#holds -= 1;
      this.#changed(this.#shown);
    };
  }

  /**
   * Asks, at once or when it is its turn. What is shown stays: nothing changes under a hand that is about to answer. Of those
   * that wait, control comes first.
   * @returns its id; `undefined` when too many wait, and then it is not asked
   */
  ask(asking: Asking): number | undefined {
    if (LIMITS.questions < this.#entries.length) return undefined;
    this.#id += 1;
    const entry = { ...asking, id: this.#id };
    const waiting = this.#entries.findIndex(({ subject }, index) => 0 < index && subject.kind !== 'control');
    const at = asking.subject.kind === 'control' && 0 < waiting ? waiting : this.#entries.length;
    this.#entries = this.#entries.toSpliced(at, 0, entry);
    this.#show();
    return entry.id;
  }

  /** The question reads differently now. */
  change(id: number, subject: Subject): void {
    this.#entries = this.#entries.map(entry => (entry.id === id ? { ...entry, subject } : entry));
    this.#show();
  }

  /** It need not be answered any more. Idempotent. */
  withdraw(id: number): void {
    this.#entries = this.#entries.filter(entry => entry.id !== id);
    this.#show();
  }

  /** The person's answer. An answer to a question that is not shown, or a yes that cannot be carried out, changes nothing. */
  answer(id: number, yes: boolean): void {
    const [entry] = this.#entries;
    if (entry?.id !== id || entry.accepts?.(yes) === false) return;
    this.withdraw(id);
    entry.answered(yes);
  }

  /** Takes all of them away. Idempotent. */
  close(): void {
    this.#entries = [];
    this.#show();
  }

  #show(): void {
    const [entry] = this.#entries;
    if (entry?.id === this.#shown?.id && entry?.subject === this.#subject) return;
    this.#subject = entry?.subject;
    this.#shown = entry && { ...entry.subject, id: entry.id };
    this.#changed(this.#shown);
  }
}
