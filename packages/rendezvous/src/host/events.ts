import type { InvitationMessageOf } from '../invitation.ts';
import type { Launch, LaunchedApplication } from './driver.ts';
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

/** Accepted, and the application is about to be launched: `BeforeAppLaunch`. `preventDefault()` keeps the launcher out of it. */
export class BeforeLaunchEvent extends Event {
  readonly session: HostSession;
  #refused = false;
  constructor(session: HostSession) {
    super('beforelaunch', { cancelable: true });
    this.session = session;
  }

  get refused(): boolean {
    return this.#refused;
  }

  /** Nothing may be launched for it: the session ends on both sides with `policy`. */
  refuse(): void {
    this.#refused = true;
  }
}

/**
 * The default launch was prevented, and somebody else brings the application: `OnReadyToLaunch`. Who does not within the
 * launch's deadline has let it fail.
 */
export class ReadyToLaunchEvent extends Event {
  readonly launch: Launch;
  readonly #attach: (application: LaunchedApplication | Promise<LaunchedApplication>) => void;
  constructor(
    launch: Launch,
    attach: (application: LaunchedApplication | Promise<LaunchedApplication>) => void,
  ) {
    super('readytolaunch');
    this.launch = launch;
    this.#attach = attach;
  }

  /** Takes over. The first call counts. */
  attach(application: LaunchedApplication | Promise<LaunchedApplication>): void {
    this.#attach(application);
  }
}
