/** A wait that took too long. `code` names the wait. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly code: string;
  constructor(code: string, ms: number) {
    super(`no answer within ${String(ms)} ms`);
    this.code = code;
  }
}

/**
 * Waits for `work`, but not longer than `ms` and not after `signal` has aborted.
 * @param code names the wait in the {@link DeadlineError}
 */
export async function withDeadline<T>(
  work: Promise<T>,
  ms: number,
  code: string,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new DeadlineError(code, ms)), ms);
        onAbort = () => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
