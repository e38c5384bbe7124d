/** What the relay of invitations needs from outside. */
import type { InvitationStage } from '@rendezvous/im';
import { DEADLINES, type InvitationMessage } from '@rendezvous/rendezvous';
import type { PersonRow } from '../domain/people.ts';
import type { RelaySession } from './relay-session.ts';

/** A device that takes part: a person's id and the tab. */
export interface RelayDevice {
  readonly person: PersonRow;
  readonly device: string;
}

/** What the relay needs of the rest of the server. */
export interface RelayPorts {
  /** Delivers to a device, or to all of a person's but `except`; how many connections took it. */
  deliver(to: string, from: PersonRow, message: InvitationMessage, device?: string, except?: string): number;
  /** The devices of a person that are connected now. */
  devices(personId: string): ReadonlySet<string>;
  /** The card reached a stage. */
  onStage(session: RelaySession, stage: InvitationStage): void;
}

export interface RelayDeadlines {
  /** How long an invitation may stand unanswered. The inviter's messenger gives up earlier. */
  readonly askingMs: number;
  /** From the acceptance until both sides are ready. */
  readonly readyMs: number;
  /** How long a device may be away before its accepted session ends: as long as a messenger tries to take it up again. */
  readonly awayMs: number;
  /** How long the inviter's device may be away before an invitation that nobody has answered ends. */
  readonly unansweredAwayMs: number;
}
export const RELAY_DEADLINES: RelayDeadlines = {
  askingMs: 150_000,
  readyMs: 60_000,
  awayMs: DEADLINES.resumeMs,
  unansweredAwayMs: 5_000,
};
