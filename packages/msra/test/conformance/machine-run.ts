/** What a machine came to, and what it said at each of the inputs. */
export interface Run<S, O> {
  readonly state: S;
  readonly outputs: readonly (readonly O[])[];
  /** What it said at the last input. */
  readonly last: readonly O[];
}

/** Feeds a machine one input after the other. */
export function run<S, I, O>(
  initial: S,
  step: (state: S, input: I) => readonly [S, readonly O[]],
  inputs: readonly I[],
): Run<S, O> {
  let state = initial;
  const outputs = inputs.map(input => {
    const [next, said] = step(state, input);
    state = next;
    return said;
  });
  return { state, outputs, last: outputs.at(-1) ?? [] };
}
