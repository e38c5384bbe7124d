import type { Logger } from '@rendezvous/base';
import type { Clock } from '../clock.ts';
import type { InvitationMessage } from '../invitation.ts';
import type { HostDriver, Launcher } from './driver.ts';
import type { Deadlines } from './invitation-state.ts';
import type { SessionControl } from './session-control.ts';

/** What all sessions of one host share. */
export interface HostContext {
  readonly driver: HostDriver;
  readonly launch: Launcher;
  readonly clock: Clock;
  readonly log: Logger;
  readonly deadlines: Deadlines;
  readonly newToken: () => string;
  /** A launch token was given in; it is never good again. */
  readonly spend: (token: string) => void;
  readonly isSpent: (token: string) => boolean;
  /** Something that a face shows has changed. */
  readonly changed: (session: SessionControl) => void;
  /** A last word that could not be said now. */
  readonly keep: (to: string, message: InvitationMessage, code: string) => void;
}
