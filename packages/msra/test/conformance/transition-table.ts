import { expect, it } from 'vitest';

type Step<S, I, O> = (state: S, input: I) => readonly [S, readonly O[]];

/** What a state does at an input, by the labels of both. What is missing is ignored: the same object, and nothing to do. */
export type Table<S, O> = Readonly<Record<string, Readonly<Record<string, readonly [S, readonly O[]]>>>>;

/** One test for every state and every input. */
export function checkTable<S, I, O>(
  step: Step<S, I, O>,
  states: Readonly<Record<string, S>>,
  inputs: Readonly<Record<string, I>>,
  table: Table<S, O>,
): void {
  it('has an entry only for states and inputs that there are', () => {
    for (const [state, row] of Object.entries(table)) {
      expect(Object.keys(states)).toContain(state);
      for (const input of Object.keys(row)) expect(Object.keys(inputs)).toContain(input);
    }
  });
  for (const [stateLabel, state] of Object.entries(states)) {
    it.each(Object.entries(inputs))(`${stateLabel}, at %s`, (inputLabel, input) => {
      const [next, outputs] = step(state, input);
      const expected = table[stateLabel]?.[inputLabel];
      if (expected === undefined) {
        expect(outputs).toEqual([]);
        expect(next).toBe(state);
        return;
      }
      expect(outputs).toEqual(expected[1]);
      expect(next).toStrictEqual(expected[0]);
    });
  }
}
