import type { Registration } from '../registration.ts';
import type { SessionOutcome, SessionState } from '../session-state.ts';
import type { InvitationInput } from './invitation-state.ts';
import type { RemoteUser } from './remote-user.ts';

/** How far a session is, for words on the screen. */
export type HostSessionStage =
  /** Inviter: on its way to the other person. */
  | 'asking'
  /** Inviter: on the other person's screen. Invitee: on this screen. */
  | 'ringing'
  /** Accepted; this side's application is opening. */
  | 'launching'
  /** This side's application is there; the other side's is still opening. */
  | 'waiting'
  | 'connected'
  | 'ended';

/** What a session was made of. */
export interface SessionDetails {
  readonly id: string;
  readonly inviter: boolean;
  readonly remoteUser: RemoteUser;
  readonly registration: Registration;
  /** The protocol versions that both may agree on. */
  readonly protocol: readonly number[];
  /** What the inviter's application has sent along; mostly empty. */
  readonly invitationData: string;
}

/** A session's one owner, as its face and its application see it. */
export interface SessionControl extends SessionDetails {
  readonly state: SessionState;
  readonly stage: HostSessionStage;
  readonly outcome: SessionOutcome | undefined;
  /** RENDEZVOUS_SESSION_FLAGS */
  readonly flags: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly applicationRunning: boolean;
  /** Leases of the session that this side's application holds. */
  readonly holds: number;
  accept(): void;
  /** Context data of this side's application; `false` when too much is still on its way. Only while CONNECTED. */
  sendData(id: number, data: string): boolean;
  input(input: InvitationInput): void;
  /** Something that a face shows has changed. */
  changed(): void;
}
