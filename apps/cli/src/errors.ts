/** What the process ends with. */
export const EXIT = {
  /** All went well. */
  ok: 0,
  /** What was asked for was done, and did not go well. */
  failed: 1,
  /** What was asked for makes no sense: wrong options, a file that cannot be read. */
  usage: 2,
} as const;

/** The command was used wrongly. The message is one sentence for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}
