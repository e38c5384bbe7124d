/** What the relay of invitations needs from outside. */
import type { InvitationStage } from '@rendezvous/im';
import type { InvitationMessage } from '@rendezvous/rendezvous';
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
  /** The card reached a stage. */
  onStage(session: RelaySession, stage: InvitationStage): void;
}

export interface RelayDeadlines {
  /** How long an invitation may stand unanswered. The inviter's messenger gives up earlier. */
  readonly askingMs: number;
  /** From the acceptance until both sides are ready. */
  readonly readyMs: number;
  /** How long a device may be away before its session ends. */
  readonly awayMs: number;
}
export const RELAY_DEADLINES: RelayDeadlines = { askingMs: 150_000, readyMs: 60_000, awayMs: 5_000 };
