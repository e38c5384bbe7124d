/**
 * When it is worth a word that somebody speaks: talk goes to and fro, and a screen reader that follows every breath
 * cannot be heard over. Pure; time is given from outside.
 */

/** A change that is shorter is none: a cough, a pause for thought. In milliseconds. */
const LASTING_MS = 1000;
/** Between two announcements, in milliseconds. */
const APART_MS = 3000;

export interface SpeakingState {
  /** What the ear says now, and since when. */
  readonly speaks: boolean;
  readonly sinceMs: number;
  /** What was said last, and when. */
  readonly said: boolean;
  readonly saidMs: number;
}

export const SILENT: SpeakingState = {
  speaks: false,
  sinceMs: Number.NEGATIVE_INFINITY,
  said: false,
  saidMs: Number.NEGATIVE_INFINITY,
};

/** The same object when nothing has changed. */
export function noticed(state: SpeakingState, speaks: boolean, nowMs: number): SpeakingState {
  return state.speaks === speaks ? state : { ...state, speaks, sinceMs: nowMs };
}

/** When something is to be said if nothing changes until then; `undefined` when all is said. */
export function dueMs(state: SpeakingState): number | undefined {
  if (state.speaks === state.said) return undefined;
  return Math.max(state.sinceMs + LASTING_MS, state.saidMs + APART_MS);
}

/** Says what is due. The same object when nothing is. */
export function told(state: SpeakingState, nowMs: number): SpeakingState {
  const due = dueMs(state);
  return due === undefined || nowMs < due ? state : { ...state, said: state.speaks, saidMs: nowMs };
}
