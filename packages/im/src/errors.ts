import type { ErrorCode } from './frames.ts';

/** Why a request failed without an answer from the server. */
export type LocalErrorCode =
  /** There is no connection, or it broke before the answer: whether the server did it is unknown. */
  | 'offline'
  /** The server did not answer in time: whether it did it is unknown. */
  | 'deadline'
  /** The frame would be larger than the server takes; nothing was sent. */
  | 'too-large'
  /** The server answered with something that this client does not understand. */
  | 'bad-answer'
  /** The client was stopped. */
  | 'stopped';

/**
 * A request to the messenger's server failed. Match on `code`, never on the text.
 * `offline` exists on both sides: from the server it means that the other person is not there,
 * from the client that our own connection is not; `by` tells them apart.
 */
export class ImError extends Error {
  override readonly name = 'ImError';
  readonly code: ErrorCode | LocalErrorCode;
  /** Who says so. */
  readonly by: 'server' | 'client';
  constructor(code: ErrorCode | LocalErrorCode, by: 'server' | 'client', options?: ErrorOptions) {
    super(
      by === 'server' ? `the server refused the request: ${code}` : `the request failed: ${code}`,
      options,
    );
    this.code = code;
    this.by = by;
  }
}
