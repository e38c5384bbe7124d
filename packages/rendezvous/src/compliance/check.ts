/** One requirement as something that can be run against a host or an application, in any test framework or in none. */
/** Why a check failed. */
export type ComplianceErrorCode =
  /** What happened is not what must happen. */
  | 'broken'
  /** What must happen did not, in time. */
  | 'deadline'
  /** The channel closed before what must happen. */
  | 'closed'
  /** The fixture failed: nothing is known of what it stands for. */
  | 'fixture';

/** What is checked does not keep to the contract; the message says what was expected and what happened. */
export class ComplianceError extends Error {
  override readonly name = 'ComplianceError';
  readonly code: ComplianceErrorCode;
  constructor(code: ComplianceErrorCode, expected: string, happened: string, options?: ErrorOptions) {
    super(`expected ${expected}, but ${happened}`, options);
    this.code = code;
  }
}

export interface Check {
  /** Stays the same: for lists of what is known to fail. */
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** Ids of docs/conformance-rendezvous.md. */
  readonly requirements: readonly string[];
  /** Rejects with a {@link ComplianceError}. Every wait in it has a deadline. */
  run(): Promise<void>;
}

export interface CheckResult {
  readonly check: Check;
  /** Absent when the check passed. */
  readonly failure: ComplianceError | undefined;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** Runs the checks one after the other, and tells each result as it comes. For those who have no test framework. */
export async function* runChecks(
  checks: readonly Check[],
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void> {
  for (const check of checks) {
    if (signal?.aborted === true) return;
    const started = performance.now();
    let failure: ComplianceError | undefined;
    try {
      await check.run();
    } catch (error) {
      failure = failureOf(error);
    }
    yield { check, failure, ms: performance.now() - started };
  }
}

/** What else is thrown comes from the fixture. */
export function failureOf(error: unknown): ComplianceError {
  if (error instanceof ComplianceError) return error;
  const text = error instanceof Error ? error.message : 'something was thrown that is no error';
  return new ComplianceError('fixture', 'the fixture to do its part', `it failed: ${text}`, { cause: error });
}

/** @throws ComplianceError `broken` unless `condition` */
export function expectThat(condition: boolean, expected: string, happened: string): asserts condition {
  if (!condition) throw new ComplianceError('broken', expected, happened);
}
