/**
 * The numbers of `rendezvoussession.h`: session states, session flags, event DISPIDs, GUIDs and result codes.
 * The names are ours in lower case; the numbers are the contract and stay on the wire.
 */

/** RENDEZVOUS_SESSION_STATE. The reference page's texts for 4–7 are wrong; these readings follow the overview's steps. */
export const SESSION_STATE = {
  /** RSS_UNKNOWN: not initialised. */
  unknown: 0,
  /** RSS_READY: the session object exists, nobody has been invited. */
  ready: 1,
  /** RSS_INVITATION: an invitation is pending. */
  invitation: 2,
  /** RSS_ACCEPTED: accepted; the two applications are being created. */
  accepted: 3,
  /** RSS_CONNECTED: both applications hold their session; context data may flow. */
  connected: 4,
  /** RSS_CANCELLED: the normal end of a session on both sides (seed steps 29 and 33), or an invitation taken back. */
  cancelled: 5,
  /** RSS_DECLINED: the invitee declined. */
  declined: 6,
  /** RSS_TERMINATED: an abnormal end. */
  terminated: 7,
} as const;
export type SessionState = keyof typeof SESSION_STATE;

/** RENDEZVOUS_SESSION_FLAGS, a bit field. INVITER and INVITEE exclude each other. */
export const SESSION_FLAGS = {
  none: 0x00,
  inviter: 0x01,
  invitee: 0x02,
  originalInviter: 0x04,
  remoteLegacySession: 0x08,
  remoteWin7Session: 0x10,
} as const;

/** DISPIDs of `DRendezvousSessionEvents`. */
export const DISPID = { onStateChanged: 5, onTermination: 6, onContextData: 7, onSendError: 8 } as const;

/** Result codes as signed 32-bit numbers, the way a LONG carries them. */
export const HRESULT = {
  S_OK: 0,
  E_INVALIDARG: -2147024809,
  E_OUTOFMEMORY: -2147024882,
  E_FAIL: -2147467259,
  E_POINTER: -2147467261,
  E_UNEXPECTED: -2147418113,
  E_ABORT: -2147467260,
  /** SR_CONTEXT_DATA_OVER_LIMIT 0x81000611 */
  CONTEXT_DATA_OVER_LIMIT: -2130704879,
  /** SR_STATE_INVALID 0x81000614 */
  STATE_INVALID: -2130704876,
  /** SR_LAUNCH_FAILED 0x81000601 */
  LAUNCH_FAILED: -2130704895,
  /** SR_TIMEOUT 0x81000609 */
  TIMEOUT: -2130704887,
} as const;

/** Nothing leaves these states. */
export function isTerminal(state: SessionState): boolean {
  return SESSION_STATE[state] >= SESSION_STATE.cancelled;
}

/** Why a session or an invitation ended: the closed list that five state names cannot carry. */
export const END_REASONS = [
  'success',
  'declined',
  'cancelled',
  'timeout',
  'busy',
  'offline',
  'not-installed',
  'unsupported-version',
  'launch-failed',
  'app-crashed',
  'connectivity',
  'protocol-error',
  'policy',
  'answered-elsewhere',
  'glare',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Why a messenger answers an invitation without its person's no. */
export const UNAVAILABLE_REASONS = [
  'busy',
  'not-installed',
  'unsupported-version',
  'policy',
  'timeout',
] as const satisfies readonly EndReason[];

/** The immutable terminal record of a session, delivered exactly once. */
export interface SessionOutcome {
  readonly state: 'cancelled' | 'declined' | 'terminated';
  readonly reason: EndReason;
  /** The code given to `terminate`, or ours for an abnormal end; signed 32 bits. */
  readonly hr: number;
  /** The text given to `terminate`. */
  readonly appData: string;
  /** Who ended it: the application of this side, the other side, or a messenger. */
  readonly by: 'local' | 'remote' | 'host';
}

/** The name of a RENDEZVOUS_SESSION_STATE number; `undefined` for a number that is none. */
export function stateNamed(value: number): SessionState | undefined {
  return (Object.keys(SESSION_STATE) as SessionState[]).find(name => SESSION_STATE[name] === value);
}
