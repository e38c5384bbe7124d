import fc from 'fast-check';

/** Inputs that are a type and no more. */
export const event = <T extends string>(...types: T[]) => fc.constantFrom(...types.map(type => ({ type })));

/** Runs a machine and hands every step to a check. */
export function walk<S, I, O>(
  initial: S,
  step: (state: S, input: I) => readonly [S, readonly O[]],
  inputs: readonly I[],
  check: (before: S, input: I, after: S, outputs: readonly O[]) => void,
): S {
  let state = initial;
  for (const input of inputs) {
    const [after, outputs] = step(state, input);
    check(state, input, after, outputs);
    state = after;
  }
  return state;
}

export const RUNS = { numRuns: 2_000 };
