/** Work that waits for the step under way to be carried out; one a peer, so that its machines take turns. */
export class Agenda {
  readonly #tasks: (() => void)[] = [];
  #working = false;

  run(task: () => void): void {
    this.#tasks.push(task);
    if (this.#working) return;
    this.#working = true;
    for (let next = this.#tasks.shift(); next; next = this.#tasks.shift()) next();
    this.#working = false;
  }
}

/** A machine with its state, driven by a peer's loop. */
export interface Driven<S, I> {
  readonly state: S;
  readonly feed: (input: I) => void;
}

/** Keeps a machine's state, and carries out what it says. */
export function drive<S, I, O>(
  agenda: Agenda,
  initial: S,
  step: (state: S, input: I) => readonly [S, readonly O[]],
  carryOut: (output: O) => void,
): Driven<S, I> {
  let state = initial;
  return {
    get state() {
      return state;
    },
    feed: input =>
      agenda.run(() => {
        const [next, outputs] = step(state, input);
        state = next;
        for (const output of outputs) carryOut(output);
      }),
  };
}
