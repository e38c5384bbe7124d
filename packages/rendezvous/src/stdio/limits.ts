/** The bounds of a program on standard input and output; what lies beyond has an end of its own. */
import { LIMITS } from '../limits.ts';

/**
 * Bytes of one line without its newline; beyond: the channel is closed. Context data of the greatest length may grow
 * sixfold, as `\u0001`; the rest is the envelope, and what else one message may carry.
 */
export const LINE_BYTES = LIMITS.contextDataBytes * 6 + 128 * 1024;

/**
 * Bytes of lines that may wait for their reader, in either direction; beyond: the channel is closed. As much as the
 * contract lets be on its way, in the longest spelling, and room for the envelopes.
 */
export const WAITING_BYTES = LIMITS.contextDataUnitsInFlight * 6 + 8 * 1024 * 1024;

/** Bytes of one line of diagnostics; the rest of the line is dropped. */
export const DIAGNOSTIC_BYTES = 8 * 1024;

/** Deadlines in milliseconds of the end of a program. */
export const PROCESS_DEADLINES = {
  /** From the end of its standard input to SIGTERM: a well-behaved program has ended by itself. */
  stdinMs: 2_000,
  /** From SIGTERM to SIGKILL. */
  terminateMs: 2_000,
  /** From SIGKILL until the host stops waiting: only a program that hangs inside the system is still there. */
  killMs: 2_000,
  /** How long what a program wrote before its end may take to be read, when something else keeps its output open. */
  drainMs: 1_000,
} as const;
export type ProcessDeadlines = Readonly<Record<keyof typeof PROCESS_DEADLINES, number>>;
