import type { Question } from '../words.ts';

/**
 * Asks the person at the machine; resolves with true only for an explicit yes.
 * Everything else is no: a closed window, a deadline, an aborted signal, a program that fails.
 */
export type Ask = (question: Question, signal: AbortSignal) => Promise<boolean>;
