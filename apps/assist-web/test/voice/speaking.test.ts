import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dueMs, noticed, SILENT, type SpeakingState, told } from '../../src/parts/voice/speaking.ts';

/** What is said when, if each change is noticed and everything is told when it is due; the end is silent for long. */
function saidOf(
  changes: readonly (readonly [atMs: number, speaks: boolean])[],
): (readonly [number, boolean])[] {
  let state: SpeakingState = SILENT;
  const said: (readonly [number, boolean])[] = [];
  const tellUntil = (untilMs: number): void => {
    for (let due = dueMs(state); due !== undefined && due <= untilMs; due = dueMs(state)) {
      state = told(state, due);
      said.push([due, state.said]);
    }
  };
  for (const [atMs, speaks] of changes) {
    tellUntil(atMs);
    state = noticed(state, speaks, atMs);
  }
  tellUntil(Number.POSITIVE_INFINITY);
  return said;
}

it('says that somebody speaks when it has lasted a second', () => {
  expect(saidOf([[5000, true]])).toEqual([[6000, true]]);
});

it('says nothing of a cough', () => {
  expect(
    saidOf([
      [5000, true],
      [5900, false],
    ]),
  ).toEqual([]);
});

it('says nothing of a pause for thought', () => {
  expect(
    saidOf([
      [5000, true],
      [9000, false],
      [9800, true],
    ]),
  ).toEqual([[6000, true]]);
});

it('waits three seconds from one word to the next', () => {
  expect(
    saidOf([
      [5000, true],
      [6500, false],
    ]),
  ).toEqual([
    [6000, true],
    [9000, false],
  ]);
});

it('whatever is heard: no two words within three seconds, none of what has not lasted one, and the last is true', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4000), fc.boolean()), { maxLength: 60 }), steps => {
      let atMs = 0;
      const changes = steps.map(([passedMs, speaks]) => [(atMs += passedMs), speaks] as const);
      const said = saidOf(changes);
      for (const [index, [whenMs, speaks]] of said.entries()) {
        const before = said[index - 1];
        if (before) {
          expect(whenMs - before[0]).toBeGreaterThanOrEqual(3000);
          expect(speaks).toBe(!before[1]);
        }
        const within = changes.filter(([at]) => whenMs - 1000 < at && at <= whenMs);
        for (const [at, now] of within) if (at < whenMs) expect(now).toBe(speaks);
      }
      expect(said.at(-1)?.[1] ?? false).toBe(changes.at(-1)?.[1] ?? false);
    }),
  );
});

it('gives the same object when nothing has changed', () => {
  expect(noticed(SILENT, false, 5)).toBe(SILENT);
  expect(told(SILENT, 5)).toBe(SILENT);
});
