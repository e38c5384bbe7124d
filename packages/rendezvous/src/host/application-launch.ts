/** The launch of one application: its one-time token, the wait for its channel, and the hello that the token admits. */
import { refusedHello } from './application-link.ts';
import type { HostContext } from './context.ts';
import type { LaunchedApplication } from './driver.ts';

/** Opens an application that says hello with `token`; `signal` aborts when nobody wants it any more. */
export type Start = (token: string, signal: AbortSignal) => Promise<LaunchedApplication>;

export class ApplicationLaunch {
  readonly #host: HostContext;
  readonly #start: Start;
  readonly #abandoned = new AbortController();
  #token: string | undefined;

  constructor(host: HostContext, start: Start) {
    this.#host = host;
    this.#start = start;
  }

  get begun(): boolean {
    return this.#token !== undefined;
  }

  get abandoned(): boolean {
    return this.#abandoned.signal.aborted;
  }

  /** Whether it was begun with this token. */
  isOf(token: string): boolean {
    return this.#token === token;
  }

  /** Calls the launcher before it returns, so that a user gesture counts. A launcher that throws is one that rejects. */
  begin(): Promise<LaunchedApplication> {
    const token = this.#host.newToken();
    this.#token = token;
    try {
      return this.#start(token, this.#abandoned.signal);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('the launcher threw'));
    }
  }

  /** The token is good once. @throws RpcError for whoever has said hello with another one, or again */
  admit(token: string): void {
    if (!this.isOf(token) || this.#host.isSpent(token)) {
      throw refusedHello(this.#host.isSpent(token) ? 'token-used' : 'token-unknown');
    }
    this.#host.spend(token);
  }

  /** Nobody wants it any more: what was opened for it should be closed. Idempotent. */
  abandon(): void {
    this.#abandoned.abort();
  }
}
