/** Feeds a machine one input after the other: carrying out what one brings may bring the next. */
export class Feed<Input extends object> {
  readonly #step: (input: Input) => void;
  readonly #inputs: Input[] = [];
  #feeding = false;

  /** @param step has the machine take one input, and carries out what it says */
  constructor(step: (input: Input) => void) {
    this.#step = step;
  }

  /** Feeds `input` and all that follows from it; from within a step it waits for its turn. `false` when it does. */
  take(input: Input): boolean {
    this.#inputs.push(input);
    if (this.#feeding) return false;
    this.#feeding = true;
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) this.#step(next);
    } finally {
      this.#feeding = false;
    }
    return true;
  }
}
