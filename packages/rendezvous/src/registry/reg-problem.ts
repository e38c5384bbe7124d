/** What is wrong with registrations in the form of Windows: a value to show to a person, never an exception. */
export interface RegProblem {
  /** An `error` keeps a registration, or the whole file, out; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** From 1, in the file; 0 when it is about no line. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
}

/** Registrations in the form of Windows, and what was wrong with the others. */
export interface RegReading<T> {
  readonly registrations: readonly T[];
  /** By line. */
  readonly problems: readonly RegProblem[];
}

/** Nothing could be read. */
export function failedReading(message: string, line = 0): RegReading<never> {
  return { registrations: [], problems: [{ severity: 'error', line, message }] };
}

/** The problem in one line. */
export function formatRegProblem({ line, message }: RegProblem): string {
  return line === 0 ? message : `line ${String(line)}: ${message}`;
}
