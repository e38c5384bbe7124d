/** The errors of this package. Callers match on `code`, never on the text. */
import type { EndReason } from './session-state.ts';

/** Why a caller's use of an object was refused. */
export type StateErrorCode =
  /** The session is not CONNECTED (yet, or any more). */
  | 'not-connected'
  /** The channel is closed. */
  | 'closed'
  /** No registration has this application id. */
  | 'unknown-application'
  /** The person has tried to invite themselves. */
  | 'yourself'
  /** Who was to be invited is no contact. */
  | 'not-contact'
  /** This invitation, or the other person's for the same application, is already pending or being used. */
  | 'already-invited'
  /** The session is in another stage than the call needs: accepting what was not asked, for example. */
  | 'wrong-stage'
  /** Beyond a limit of `limits.ts`. */
  | 'over-limit'
  /** Something may be done once only, and was done. */
  | 'repeated';

/** Our own caller used an object wrongly. Never crosses the wire. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly code: StateErrorCode;
  constructor(code: StateErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the two ends of a channel refuse one another, by JSON-RPC 2.0 number. */
export const RPC_CODE = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  /** The method is known, but not at this point of the conversation. */
  state: -32000,
  /** `rendezvous/hello` was refused; `reason` says why. */
  refused: -32001,
  /** Beyond a limit of `limits.ts`. */
  limit: -32002,
} as const;

/** Machine-readable detail in `error.data.reason`. */
export type RpcReason =
  | EndReason
  /** The launch token was used before: the page was reloaded, or its address copied. */
  | 'token-used'
  /** No launch knows this token. */
  | 'token-unknown'
  /** The session was over before the application took it. */
  | 'session-ended'
  | 'hello-first'
  | 'hello-repeated'
  | 'over-limit'
  | 'not-connected'
  | 'too-many'
  /** The application has, or waits for, a session of its own. */
  | 'already-invited'
  /** `host/invite`: as the messenger's own call would be refused. */
  | 'not-contact'
  | 'yourself'
  | 'unknown-application'
  | 'closed';

/** What travels beside code and text. A reason of another version's end may be any short text. */
export interface RpcErrorData {
  readonly hresult?: number;
  readonly reason?: RpcReason | (string & {});
}

/** The other end of a channel broke the contract, or said that we did. Crosses the wire. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  /** A number of {@link RPC_CODE}, or another that the other end chose. */
  readonly code: number;
  /** A value of `HRESULT` where there is one. */
  readonly hresult: number | undefined;
  readonly reason: string | undefined;
  constructor(code: number, message: string, data: RpcErrorData = {}) {
    super(message);
    this.code = code;
    this.hresult = data.hresult;
    this.reason = data.reason;
  }
}

/** Why context data was not sent. */
export type ContextDataErrorCode =
  /** More than `LIMITS.contextDataBytes`; nothing was sent. `hr` is `CONTEXT_DATA_OVER_LIMIT`. */
  | 'over-limit'
  /** Too much is still on its way. `hr` is `E_OUTOFMEMORY`. */
  | 'too-many'
  /** The messenger refused it for another reason. */
  | 'refused';

/** `sendContextData` was refused. Nothing was sent and the session goes on. */
export class ContextDataError extends Error {
  override readonly name = 'ContextDataError';
  readonly code: ContextDataErrorCode;
  /** Signed 32 bits, from `HRESULT`. */
  readonly hr: number;
  constructor(code: ContextDataErrorCode, hr: number, message: string) {
    super(message);
    this.code = code;
    this.hr = hr;
  }
}

/** Why an application did not get its session. Each has words of its own on the application's page. */
export type AcceptErrorCode =
  /** The launch token was used before: this page was reloaded. */
  | 'token-used'
  /** The messenger does not know the token. */
  | 'refused'
  /** The session was over before the application had opened. */
  | 'session-ended'
  /** Messenger and application speak no common version. */
  | 'unsupported-version'
  /** The messenger did not answer in time. */
  | 'no-answer'
  /** The messenger's page went away. */
  | 'closed'
  /** The messenger broke the contract. */
  | 'protocol-error';

/** `acceptSession` or `resumeSession` failed. */
export class AcceptError extends Error {
  override readonly name = 'AcceptError';
  readonly code: AcceptErrorCode;
  constructor(code: AcceptErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An invitation from inside a running application came to nothing. Nobody did wrong: `reason` says what happened. */
export class InvitationEnded extends Error {
  override readonly name = 'InvitationEnded';
  readonly code = 'invitation-ended';
  readonly reason: EndReason;
  constructor(reason: EndReason) {
    super('the invitation came to nothing');
    this.reason = reason;
  }
}

/** Why an application's page found no messenger. */
export type ConnectErrorCode =
  /** The page was opened by itself, not by a messenger. */
  | 'not-launched'
  /** The page was reloaded: its one-time token is gone with the first page. */
  | 'reloaded'
  /** The messenger's page did not answer. */
  | 'no-answer';

/** `connectToHost` failed. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly code: ConnectErrorCode;
  constructor(code: ConnectErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Why an application did not start. */
export type LaunchErrorCode =
  /** The window was closed before the page spoke. */
  | 'closed'
  /** The page did not speak, or the module did not load, in time. */
  | 'timeout'
  /** There is no such program or module. */
  | 'not-found'
  /** The operating system or the registration does not allow it. */
  | 'not-allowed'
  /** The program ended, or the module threw, before it could be reached. */
  | 'exited'
  /** This host does not launch applications of this kind. */
  | 'unsupported';

/** `launchPage`, `launchProcess` or `launchModule` failed. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  readonly code: LaunchErrorCode;
  constructor(code: LaunchErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
