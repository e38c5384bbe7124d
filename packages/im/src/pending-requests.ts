import { ImError } from './errors.ts';
import { type ErrorCode, OPERATIONS, type OperationName, type OperationResult } from './frames.ts';

/** Requests that may wait for their answers at once; far beyond what a person causes. */
const CAPACITY = 1000;

interface Waiting {
  readonly op: OperationName;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly answered: (result: unknown) => void;
  readonly failed: (error: ImError) => void;
}

/** The requests of one connection that have no answer yet. Every one of them settles: by answer, deadline or end. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Opens a request.
   * @param apply runs with the validated result the moment it arrives, before any later frame is looked at:
   * a promise alone could let a push overtake the answer that was sent before it
   * @returns the id for the frame, and the promise of the result
   */
  open<O extends OperationName>(
    op: O,
    deadlineMs: number,
    apply?: (result: OperationResult<O>) => void,
  ): { readonly id: number; readonly result: Promise<OperationResult<O>> } {
    this.#lastId += 1;
    const id = this.#lastId;
    if (this.#waiting.size >= CAPACITY) {
      return { id, result: Promise.reject(new ImError('rate-limited', 'client')) };
    }
    const result = new Promise<OperationResult<O>>((resolve, reject) => {
      this.#waiting.set(id, {
        op,
        timer: setTimeout(() => this.fail(id, new ImError('deadline', 'client')), deadlineMs),
        answered: raw => {
          const parsed = OPERATIONS[op].result.safeParse(raw);
          if (!parsed.success) {
            reject(new ImError('bad-answer', 'client', { cause: parsed.error }));
            return;
          }
          // The schema was looked up by `op`, so the result has the type that belongs to it.
          const value = parsed.data as OperationResult<O>;
          apply?.(value);
          resolve(value);
        },
        failed: reject,
      });
    });
    return { id, result };
  }

  /** The server's result; `false` when nobody waits for this id (any more). */
  answer(id: number, result: unknown): boolean {
    const waiting = this.#take(id);
    waiting?.answered(result);
    return waiting !== undefined;
  }

  /** The server's refusal, or a failure of our own. */
  fail(id: number, error: ImError): boolean {
    const waiting = this.#take(id);
    waiting?.failed(error);
    return waiting !== undefined;
  }

  refuse(id: number, code: ErrorCode): boolean {
    return this.fail(id, new ImError(code, 'server'));
  }

  /** The connection has ended: nothing will be answered any more. */
  failAll(error: ImError): void {
    for (const id of this.#waiting.keys()) this.fail(id, error);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    return waiting;
  }
}
