/** What the generated tables say about names that have no comment of their own in the source. */
import type { RPC_CODE } from '../../packages/rendezvous/src/errors.ts';
import type { InvitationMessage } from '../../packages/rendezvous/src/invitation.ts';
import type {
  DISPID,
  EndReason,
  HRESULT,
  SESSION_FLAGS,
} from '../../packages/rendezvous/src/session-state.ts';

export const FLAG_MEANINGS: Readonly<Record<keyof typeof SESSION_FLAGS, readonly [string, string]>> = {
  none: ['RSF_NONE', 'no flag'],
  inviter: ['RSF_INVITER', 'the holder of this session sent the invitation'],
  invitee: ['RSF_INVITEE', 'the holder of this session received the invitation'],
  originalInviter: [
    'RSF_ORIGINAL_INVITER',
    'reserved: undocumented; a host MUST NOT set it and an application MUST ignore it',
  ],
  remoteLegacySession: ['RSF_REMOTE_LEGACYSESSION', 'reserved, likewise'],
  remoteWin7Session: ['RSF_REMOTE_WIN7SESSION', 'reserved, likewise'],
};

export const EVENTS: Readonly<Record<keyof typeof DISPID, readonly [string, string, string]>> = {
  onStateChanged: ['OnStateChanged', 'session/stateChanged', 'the state that was left, and the new one'],
  onTermination: ['OnTermination', 'session/terminated', 'result code and text, reason, and who ended it'],
  onContextData: ['OnContextData', 'session/contextData', 'one string of the other application'],
  onSendError: ['OnSendError', 'session/sendError', 'result code, and which send has failed'],
};

export const HRESULT_MEANINGS: Readonly<Record<keyof typeof HRESULT, string>> = {
  S_OK: 'success',
  E_INVALIDARG: 'parameters break the contract, or the session handed over is not usable',
  E_OUTOFMEMORY: 'more is waiting than a limit allows',
  E_FAIL: 'a failure with no better code',
  E_POINTER: 'never sent: there are no pointers on this wire',
  E_UNEXPECTED: 'the other side broke the protocol',
  E_ABORT: 'given up: by a person, or because the connection is gone',
  CONTEXT_DATA_OVER_LIMIT: 'context data is too long (`SR_CONTEXT_DATA_OVER_LIMIT`)',
  STATE_INVALID: 'not in this state (`SR_STATE_INVALID`)',
  LAUNCH_FAILED: 'the application could not be launched (`SR_LAUNCH_FAILED`)',
  TIMEOUT: 'a deadline has passed (`SR_TIMEOUT`)',
};

export const ERROR_MEANINGS: Readonly<Record<keyof typeof RPC_CODE, string>> = {
  invalidRequest: 'not a message of this profile (sections 8.1 and 8.2)',
  methodNotFound: 'no such request in this direction',
  invalidParams: 'the parameters break the contract; `hresult` is `E_INVALIDARG`',
  internal: 'the other end failed; `hresult` is `E_FAIL`',
  state: 'the request is known but not served now; `hresult` is `STATE_INVALID`',
  refused: 'the hello was refused; `reason` says why, and the channel closes',
  limit: 'beyond a limit; `hresult` says which kind',
};

export const INVITATION_MEANINGS: Readonly<
  Record<InvitationMessage['type'], readonly [from: string, meaning: string]>
> = {
  invite: ['inviter', 'the person picked an application'],
  ringing: ['invitee', 'the invitation is on the screen of a device'],
  accept: ['invitee', 'the person accepted on this device; names the version that both will speak'],
  decline: ['invitee', 'the person said no'],
  unavailable: ['invitee', 'nobody said no, but the messenger cannot do it; says why'],
  cancel: ['inviter', 'taken back before it was accepted; says why'],
  ready: ['both', 'this side’s application holds its session'],
  data: ['both', 'one string of context data, numbered'],
  ack: ['both', 'context data up to this number has arrived'],
  resume: ['both', 'after a loss: where this side stands, and where are you?'],
  resumed: ['both', 'the answer, before the data that is missing'],
  terminate: ['both', 'the session ends; carries reason, code and text'],
};

export interface ReasonMeaning {
  readonly meaning: string;
  /** The terminal state of an invitation that was not accepted, if it can end so: DECLINED when the other side said it. */
  readonly unanswered?: 'DECLINED' | 'CANCELLED' | 'DECLINED or CANCELLED';
  /** Whether an accepted session can end so. */
  readonly accepted: boolean;
  /** Whose act it is, as the record says. */
  readonly by: string;
}

export const REASONS: Readonly<Record<EndReason, ReasonMeaning>> = {
  success: { meaning: 'an application called terminate', accepted: true, by: 'local, remote' },
  declined: {
    meaning: 'the invited person said no',
    unanswered: 'DECLINED',
    accepted: false,
    by: 'local at the invitee, remote at the inviter',
  },
  cancelled: {
    meaning: 'the inviter took the invitation back, or a person ended the session in the messenger',
    unanswered: 'CANCELLED',
    accepted: true,
    by: 'local, remote',
  },
  timeout: {
    meaning: 'nobody answered the invitation, or the other side did not become ready',
    unanswered: 'CANCELLED',
    accepted: true,
    by: 'host, remote',
  },
  busy: {
    meaning: 'too many invitations lie open there, or the two already have a session for this application',
    unanswered: 'DECLINED or CANCELLED',
    accepted: false,
    by: 'host, remote',
  },
  offline: {
    meaning: 'none of the other person’s devices can be reached',
    unanswered: 'CANCELLED',
    accepted: false,
    by: 'host',
  },
  'not-installed': {
    meaning: 'the invitee’s messenger has no such application',
    unanswered: 'DECLINED',
    accepted: false,
    by: 'remote',
  },
  'unsupported-version': {
    meaning: 'no common version between the messengers, or between a messenger and its application',
    unanswered: 'DECLINED',
    accepted: true,
    by: 'host, remote',
  },
  'launch-failed': {
    meaning: 'an application could not be opened, did not say hello, or did not take its session',
    accepted: true,
    by: 'host, remote',
  },
  'app-crashed': {
    meaning: 'an application that held its session has gone without a word',
    accepted: true,
    by: 'host, remote',
  },
  connectivity: {
    meaning: 'the messengers have lost each other for too long',
    unanswered: 'CANCELLED',
    accepted: true,
    by: 'host, remote',
  },
  'protocol-error': { meaning: 'a side broke this specification', accepted: true, by: 'host, remote' },
  policy: {
    meaning: 'not allowed: no contact, too often, or a veto before the launch',
    unanswered: 'DECLINED or CANCELLED',
    accepted: true,
    by: 'host, remote',
  },
  'answered-elsewhere': {
    meaning: 'another device of the same person answered',
    unanswered: 'CANCELLED',
    accepted: true,
    by: 'host',
  },
  glare: {
    meaning: 'both invited each other, and the other invitation stands',
    unanswered: 'CANCELLED',
    accepted: true,
    by: 'host, remote',
  },
};
