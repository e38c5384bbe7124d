/** What the machine of one rendezvous session knows, takes in and gives out. */
import type { InvitationMessage, InvitationMessageOf } from '../invitation.ts';
import type { DEADLINES } from '../limits.ts';
import type { SessionOutcome, SessionState } from '../session-state.ts';

export type InvitationState =
  /** Inviter: the invitation is on its way (`ringing`: it is on the other side's screen). */
  | { readonly name: 'inviting'; readonly ringing: boolean }
  /** Invitee: the invitation is on the screen (`doubtful`: nobody knows whether it has outlived a lost connection). */
  | { readonly name: 'invited'; readonly doubtful: boolean }
  /** Accepted; our application has been started and has not said hello. */
  | { readonly name: 'launching'; readonly remoteReady: boolean }
  /** Our application has said hello and is taking the session. */
  | { readonly name: 'handing-over'; readonly remoteReady: boolean }
  /** Our application holds the session; the other side's does not yet. */
  | { readonly name: 'waiting' }
  /** Both applications hold their session. */
  | { readonly name: 'connected'; readonly sent: number; readonly received: number }
  | { readonly name: 'ended'; readonly outcome: SessionOutcome };

export type TimerName = 'invitation' | 'confirm' | 'launch' | 'set-session' | 'ready';

export type InvitationInput =
  | { readonly type: 'received'; readonly message: InvitationMessage }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | { readonly type: 'user-accepts'; readonly protocol: number }
  | { readonly type: 'user-declines'; readonly reason: DeclineReason }
  | { readonly type: 'user-ends' }
  /** Both invited each other for the same application, and the other invitation goes first. */
  | { readonly type: 'glare' }
  | { readonly type: 'application-greets' }
  | { readonly type: 'application-takes' }
  | { readonly type: 'launch-fails'; readonly reason: 'launch-failed' | 'unsupported-version' }
  /** `id` is the application's number for this send. */
  | { readonly type: 'application-sends'; readonly id: number; readonly data: string }
  | { readonly type: 'application-terminates'; readonly hr: number; readonly appData: string }
  | { readonly type: 'application-gone' }
  /** A message could not be handed to the other side. */
  | { readonly type: 'send-failed'; readonly message: InvitationMessage; readonly code: string }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'connection-restored' };

export type DeclineReason = InvitationMessageOf<'decline'>['reason'];

export type InvitationOutput =
  | { readonly type: 'send'; readonly message: InvitationMessage; readonly sendId?: number }
  | { readonly type: 'launch' }
  | { readonly type: 'hand-over' }
  | { readonly type: 'deliver'; readonly seq: number; readonly data: string }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName };

export type Deadlines = { readonly [K in keyof typeof DEADLINES]: number };

/** What does not change while a session lives. */
export interface InvitationContext {
  readonly sessionId: string;
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
