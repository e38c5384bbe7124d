import type { InvitationMessageOf } from '../invitation.ts';
import type { HostSession } from './host-session.ts';
import type { DeclineReason } from './invitation-state.ts';
import type { RemoteUser } from './remote-user.ts';

/** Somebody invites this person; the session is on the screen from now on. */
export class IncomingEvent extends Event {
  readonly session: HostSession;
  constructor(session: HostSession) {
    super('incoming');
    this.session = session;
  }
}

/**
 * Somebody's invitation was refused without asking: `not-installed`, `unsupported-version`, `busy`, `policy`.
 * `application.url` says where to read about it: show it, never open it by itself.
 */
export class RefusedEvent extends Event {
  readonly from: RemoteUser;
  readonly application: InvitationMessageOf<'invite'>['application'];
  readonly reason: DeclineReason;
  constructor(
    from: RemoteUser,
    application: InvitationMessageOf<'invite'>['application'],
    reason: DeclineReason,
  ) {
    super('refused');
    this.from = from;
    this.application = application;
    this.reason = reason;
  }
}
