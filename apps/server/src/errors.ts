/** What can go wrong at start, and what can be refused to a person. */
import type { ErrorCode } from '@rendezvous/im';

/** The server cannot start. `message` is the sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code:
    | 'bad-config'
    | 'bad-applications'
    | 'bad-certificate'
    | 'port-in-use'
    | 'port-not-allowed'
    | 'data-folder';
  constructor(code: StartError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A request is refused; `code` is what the person's client is told, nothing else leaves the server. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(`the request was refused: ${code}`, options);
    this.code = code;
  }
}
