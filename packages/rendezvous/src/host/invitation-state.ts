/** What the machine of one rendezvous session knows, takes in and gives out. */
import type { InvitationMessage, InvitationMessageOf } from '../invitation.ts';
import type { DEADLINES } from '../limits.ts';
import type { SessionOutcome, SessionState, UNAVAILABLE_REASONS } from '../session-state.ts';

/** The way between the two messengers, as far as this one knows. */
export interface Line {
  /** Something was not delivered, or the connection was lost: until this is mended, this side asks again and again. */
  readonly broken: boolean;
  /** This side has asked within the last `retryMs`: whatever the way does to messages, there are never many questions. */
  readonly asked: boolean;
}

export type InvitationState =
  /** Inviter: the invitation is on its way (`ringing`: it is on the other side's screen). */
  | { readonly name: 'inviting'; readonly ringing: boolean }
  /** Invitee: the invitation is on the screen (`doubtful`: nobody knows whether it has outlived a lost connection). */
  | { readonly name: 'invited'; readonly doubtful: boolean }
  /** Accepted; our application has been started and has not said hello. */
  | { readonly name: 'launching'; readonly line: Line; readonly remoteReady: boolean }
  /** Our application has said hello and is taking the session. */
  | { readonly name: 'handing-over'; readonly line: Line; readonly remoteReady: boolean }
  /** Our application holds the session; the other side's does not yet. */
  | { readonly name: 'waiting'; readonly line: Line }
  /** Both applications hold their session. */
  | { readonly name: 'connected'; readonly line: Line }
  | { readonly name: 'ended'; readonly outcome: SessionOutcome };

/** `resume`: how long the line may be broken. `retry`: when to ask the other side again. */
export type TimerName = 'invitation' | 'confirm' | 'launch' | 'set-session' | 'ready' | 'resume' | 'retry';

export type InvitationInput =
  | { readonly type: 'received'; readonly message: InvitationMessage }
  /** `missing`: context data has arrived of which something before it is still missing. */
  | { readonly type: 'timer'; readonly timer: TimerName; readonly missing?: boolean }
  | { readonly type: 'user-accepts'; readonly protocol: number }
  | { readonly type: 'user-declines'; readonly reason: DeclineReason }
  | { readonly type: 'user-ends' }
  /** Both invited each other for the same application, and the other invitation goes first. */
  | { readonly type: 'glare' }
  | { readonly type: 'application-greets' }
  | { readonly type: 'application-takes' }
  | { readonly type: 'launch-fails'; readonly reason: 'launch-failed' | 'unsupported-version' | 'policy' }
  | { readonly type: 'application-terminates'; readonly hr: number; readonly appData: string }
  /** `protocol-error`: it was sent away, because it broke the contract again and again. */
  | { readonly type: 'application-gone'; readonly reason: 'app-crashed' | 'protocol-error' }
  /** The application does not read what it is given. */
  | { readonly type: 'overrun' }
  /** The two sides do not remember the same: one of them has lost what it knew. */
  | { readonly type: 'disagreement' }
  /** Context data has arrived of which something before it is missing. */
  | { readonly type: 'gap' }
  /** A message could not be handed to the other side. */
  | { readonly type: 'send-failed'; readonly message: InvitationMessage; readonly code: string }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'connection-restored' };

/** What the invitee's side may answer instead of accepting. */
export type DeclineReason = 'declined' | (typeof UNAVAILABLE_REASONS)[number];

export type InvitationOutput =
  | { readonly type: 'send'; readonly message: InvitationMessage }
  | { readonly type: 'launch' }
  | { readonly type: 'hand-over' }
  /** Context data for the application, if it is next in order. */
  | { readonly type: 'take-data'; readonly seq: number; readonly data: string }
  /** The other side has context data up to here. */
  | { readonly type: 'forget-data'; readonly received: number }
  /** Ask the other side where it stands, and say where we do. */
  | { readonly type: 'ask'; readonly ready: boolean }
  /** Say where we stand, and send again what the other side has not. */
  | { readonly type: 'answer'; readonly received: number; readonly ready: boolean }
  /** The other side has said where it stands: send again what it has not. */
  | { readonly type: 'go-on'; readonly message: InvitationMessageOf<'resumed'> }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName };

export type Deadlines = { readonly [K in keyof typeof DEADLINES]: number };

/** What does not change while a session lives. */
export interface InvitationContext {
  readonly sessionId: string;
  readonly inviter: boolean;
  /** The protocol versions that may be accepted. */
  readonly protocol: readonly number[];
  readonly deadlines: Deadlines;
}

export type InvitationStep = readonly [InvitationState, readonly InvitationOutput[]];

/** The seed's state of a session for a state of this machine. */
export function sessionStateOf(state: InvitationState): SessionState {
  switch (state.name) {
    case 'inviting':
    case 'invited':
      return 'invitation';
    case 'launching':
    case 'handing-over':
    case 'waiting':
      return 'accepted';
    case 'connected':
      return 'connected';
    case 'ended':
      return state.outcome.state;
  }
}
