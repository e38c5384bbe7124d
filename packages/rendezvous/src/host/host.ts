/** `RendezvousHost`: the messenger's side of every rendezvous session, over whatever protocol the messenger speaks. */
import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { type Clock, systemClock } from '../clock.ts';
import { StateError } from '../errors.ts';
import type { InvitationMessage, InvitationMessageOf } from '../invitation.ts';
import { DEADLINES, LIMITS } from '../limits.ts';
import { newToken, newUuid, type RandomBytes, systemRandom } from '../random.ts';
import { normalizeGuid, type Registration } from '../registration.ts';
import { HRESULT } from '../session-state.ts';
import { exceedsBytes } from '../utf8.ts';
import type { HostContext } from './context.ts';
import { SessionDirectory } from './directory.ts';
import type { HostDriver, LaunchedApplication, Launcher } from './driver.ts';
import { type BeforeLaunchEvent, IncomingEvent, type ReadyToLaunchEvent, RefusedEvent } from './events.ts';
import { Farewells } from './farewells.ts';
import type { HostSession } from './host-session.ts';
import type { Deadlines, DeclineReason } from './invitation-state.ts';
import { refusalOf } from './invitation-steps.ts';
import { judgeInvitation, versionsOf } from './judge-invitation.ts';
import { launchThrough } from './launch-gate.ts';
import { type KeptSession, LaunchedRecord, type LiveRecord } from './launched-record.ts';
import type { RemoteUser } from './remote-user.ts';
import { ReturningApplications } from './returning-applications.ts';
import type { RunningApplication } from './running-application.ts';
import type { SessionApplication } from './session-application.ts';
import type { SessionDetails } from './session-control.ts';
import { SessionDriver } from './session-driver.ts';
import { SessionlessApplications } from './sessionless-applications.ts';
import { SpentTokens } from './spent-tokens.ts';

export interface HostOptions {
  readonly driver: HostDriver;
  /** The registered applications as they are now; asked at every invitation. */
  readonly registrations: () => readonly Registration[];
  readonly launch: Launcher;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Any of `DEADLINES`, in milliseconds. */
  readonly deadlines?: Partial<Deadlines>;
  /** For tests that repeat themselves; default the platform's generator. */
  readonly random?: RandomBytes;
}

export interface HostEvents {
  /** A session has changed, or an application that runs on: read `sessions` and `exportLaunched()` again. */
  change: Event;
  incoming: IncomingEvent;
  refused: RefusedEvent;
  beforelaunch: BeforeLaunchEvent;
  readytolaunch: ReadyToLaunchEvent;
}

export interface InviteOptions {
  /** For the other side's application: at most `LIMITS.invitationDataBytes` bytes of UTF-8; default empty. */
  readonly data?: string;
}

export class RendezvousHost extends TypedEventTarget<HostEvents> {
  readonly #options: HostOptions;
  readonly #random: RandomBytes;
  readonly #context: HostContext;
  readonly #sessions = new SessionDirectory();
  readonly #farewells: Farewells;
  readonly #returning: ReturningApplications;
  readonly #sessionless: SessionlessApplications;
  #ignored = 0;
  #closed = false;

  constructor(options: HostOptions) {
    super();
    const { driver, clock = systemClock, log = silentLogger } = options;
    this.#options = options;
    this.#random = options.random ?? systemRandom;
    this.#farewells = new Farewells(driver);
    const spent = new SpentTokens();
    const isSpent = (token: string): boolean => spent.has(token);
    this.#context = {
      driver,
      launch: launch => launchThrough(this, options.launch, launch),
      clock,
      log,
      deadlines: { ...DEADLINES, ...options.deadlines },
      newToken: () => newToken(this.#random),
      spend: token => spent.add(token),
      isSpent,
      changed: session => this.#handleChange(session.id),
      keep: (to, message, code) => this.#farewells.keep(to, message, code),
    };
    this.#returning = new ReturningApplications({
      driver,
      clock,
      log,
      isSpent,
      find: (token, origin) => this.#findReturning(token, origin),
      say: (to, message) => this.#farewells.say(to, message),
      changed: () => this.dispatchEvent(new Event('change')),
    });
    this.#sessionless = new SessionlessApplications({
      host: this.#context,
      invite: (running, to, data) => this.#inviteFrom(running, to, data),
      takeBack: sessionId => this.#sessions.get(sessionId)?.face.cancel(),
    });
  }

  /** Every session of this host by its id, the latest ended ones included. A new object after each change. */
  get sessions(): ReadonlyMap<string, HostSession> {
    return this.#sessions.faces;
  }

  /** Messages that belong to no session, or come from somebody else than the session's other side. */
  get ignored(): number {
    return this.#ignored;
  }

  /**
   * The person picked an application: invites `to`, who should be a contact. How it goes on is in the session.
   * @param applicationId the registration's id, in any spelling of a GUID
   * @throws StateError `unknown-application`; `already-invited` while a session of the two for it has not ended;
   *   `yourself`; `over-limit` when the data is too long; `closed` after {@link close}
   */
  invite(to: RemoteUser, applicationId: string, { data = '' }: InviteOptions = {}): HostSession {
    return this.#invite(to, applicationId, data).face;
  }

  #invite(to: RemoteUser, applicationId: string, data: string, running?: RunningApplication): SessionDriver {
    if (this.#closed) throw new StateError('closed', 'this host is closed');
    if (exceedsBytes(data, LIMITS.invitationDataBytes)) {
      throw new StateError('over-limit', 'the data of the invitation is too long');
    }
    if (to.address === this.#context.driver.address)
      throw new StateError('yourself', 'nobody invites themselves');
    const id = normalizeGuid(applicationId);
    const registration = this.#registration(id);
    const protocol = registration && versionsOf(registration);
    if (registration === undefined || protocol === undefined || protocol.length === 0) {
      throw new StateError('unknown-application', 'no usable registration has this application id');
    }
    if (this.#sessions.liveWith(to.address, id) !== undefined) {
      throw new StateError('already-invited', 'the two already have a session for this application');
    }
    const { component, name, url } = registration;
    const sessionId = newUuid(this.#random);
    const details = { id: sessionId, inviter: true, remoteUser: to, registration, protocol };
    const session = this.#open({ ...details, invitationData: data }, running);
    const application = { id, component, name, url };
    const riding = data === '' ? {} : { data };
    session.start({ type: 'invite', sessionId, application, protocol, ...riding });
    return session;
  }

  /**
   * The session that caused a process or a page to be launched, by the one-time token that it was launched with: how a
   * program that asks can be told from one that guesses. `undefined` for every other text.
   */
  getLaunchingSession(token: string): HostSession | undefined {
    for (const session of this.#sessions.all())
      if (session.application.launchedWith(token)) return session.face;
    return undefined;
  }

  /**
   * Starts an application without a session: it may invite a contact from inside, and gets the session when they have
   * accepted. Resolves when it has said hello.
   * @param launch opens it with the one-time token that it is given
   * @throws StateError `unknown-application`; LaunchError `timeout`, `closed`; what `launch` rejects with
   */
  async startApplication(
    applicationId: string,
    launch: (token: string) => Promise<LaunchedApplication>,
  ): Promise<void> {
    const registration = this.#registration(normalizeGuid(applicationId));
    if (registration === undefined) {
      throw new StateError('unknown-application', 'no registration has this application id');
    }
    await this.#sessionless.start(registration, launch);
  }

  /** The driver feeds every message of the invitation layer here; `from` is the address that the messenger vouches for. */
  receive(from: string, message: InvitationMessage): void {
    if (message.type === 'invite') {
      this.#handleInvite(from, message);
      return;
    }
    const session = this.#sessions.get(message.sessionId);
    if (session === undefined || session.remoteUser.address !== from) {
      this.#ignored += 1;
      if (session === undefined) this.#unknown(from, message);
      return;
    }
    session.input({ type: 'received', message });
  }

  /**
   * The messenger has lost its connection. Own invitations that nobody has answered are taken back; accepted sessions
   * have `DEADLINES.resumeMs` to be taken up again. Applications that no longer need their session are not touched.
   */
  connectionLost(): void {
    for (const session of this.#sessions.all()) session.input({ type: 'connection-lost' });
  }

  /**
   * The messenger is connected again: accepted sessions go on where they were, and the other sides hear of what ended
   * meanwhile. An invitation that nobody has answered stands when the messenger delivers it once more; otherwise it has
   * been forgotten, and ends.
   */
  connectionRestored(): void {
    for (const session of this.#sessions.all()) session.input({ type: 'connection-restored' });
    this.#farewells.flush();
  }

  /** The running applications that could come back after a reload of this page; see {@link LaunchedRecord}. Save at `change`. */
  exportLaunched(): LaunchedRecord[] {
    const running = [...this.#sessions.all()].flatMap(session => session.launchedRecord ?? []);
    return [...this.#returning.records, ...running];
  }

  /** What `exportLaunched` of an earlier page returned, as it was read back; what is no record is left out. */
  restoreLaunched(records: readonly unknown[]): void {
    const over: LaunchedRecord[] = [];
    for (const raw of records.slice(-LIMITS.launchedRecords)) {
      const checked = LaunchedRecord.safeParse(raw);
      if (!checked.success) continue;
      if (checked.data.live === undefined) over.push(checked.data);
      else this.#takeUp(checked.data, checked.data.live);
    }
    this.#returning.restore(over);
  }

  /** Whether an application of this origin may knock: it was launched from here, or from this page before its reload. */
  expectsApplicationFrom(origin: string): boolean {
    if (this.#returning.expects(origin)) return true;
    return [...this.#sessions.all()].some(({ application }) => application.returnsFrom(origin));
  }

  /**
   * A page of `origin` knocks with a resume token: `listenForApplications` calls this. The channel is the host's.
   * @param closed resolves when the window that knocks has been closed
   */
  reconnect(channel: Channel, origin: string, closed: Promise<void>): void {
    this.#returning.knock(channel, origin, closed);
  }

  /** Ends every session and lets every application go; windows stay, programs are ended. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#sessionless.close();
    for (const session of this.#sessions.all()) {
      session.input({ type: 'user-ends' });
      session.application.close();
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A session that goes on over a reload of this page. */
  #takeUp({ sessionId: id, remoteUser, origin, resumeToken }: LaunchedRecord, live: LiveRecord): void {
    if (this.#sessions.get(id) !== undefined) return;
    const { inviter, registration, protocol, invitationData } = live;
    const details = { id, inviter, remoteUser, registration, protocol, invitationData };
    this.#open(details, undefined, { ...live, origin, resumeToken }).comeBack();
  }

  #inviteFrom(running: RunningApplication, to: string, data: string): string {
    const { driver } = this.#context;
    if (!driver.isContact(to)) throw new StateError('not-contact', 'there is no such contact');
    return this.#invite(driver.displayUser(to), running.registration.id, data, running).id;
  }

  /** A messenger that believes in a session that nobody knows here, after a reload that kept nothing, is told so. */
  #unknown(from: string, message: InvitationMessage): void {
    if (message.type !== 'resume' || !this.#context.driver.isContact(from)) return;
    const { sessionId } = message;
    const end = { reason: 'connectivity', hr: HRESULT.E_ABORT, appData: '' } as const;
    this.#farewells.say(from, { type: 'terminate', sessionId, ...end });
  }

  #handleInvite(from: string, invite: InvitationMessageOf<'invite'>): void {
    const known = this.#sessions.get(invite.sessionId);
    if (known !== undefined) {
      if (!known.inviter && known.remoteUser.address === from)
        known.input({ type: 'received', message: invite });
      else this.#ignored += 1;
      return;
    }
    const { driver } = this.#context;
    const id = invite.application.id;
    const crossing = this.#sessions.liveWith(from, id);
    const hasRoom = this.#sessions.hasRoomFor(from);
    const verdict = judgeInvitation(from, invite, {
      driver,
      registration: this.#registration(id),
      crossing,
      hasRoom,
    });
    if (verdict.type === 'refuse') this.#refuse(from, invite, verdict.reason);
    if (verdict.type !== 'show') return;
    crossing?.input({ type: 'glare' });
    const { registration, protocol } = verdict;
    const { sessionId, data: invitationData = '' } = invite;
    const remoteUser = driver.displayUser(from);
    const details = { id: sessionId, inviter: false, remoteUser, registration, protocol, invitationData };
    const session = this.#open(details);
    session.start(invite);
    this.dispatchEvent(new IncomingEvent(session.face));
  }

  #open(details: SessionDetails, running?: RunningApplication, kept?: KeptSession): SessionDriver {
    const session = new SessionDriver(details, this.#context, running, kept);
    this.#sessions.add(session);
    return session;
  }

  #refuse(
    from: string,
    { sessionId, application }: InvitationMessageOf<'invite'>,
    reason: DeclineReason,
  ): void {
    this.#farewells.say(from, refusalOf(sessionId, reason));
    this.dispatchEvent(new RefusedEvent(this.#context.driver.displayUser(from), application, reason));
  }

  #registration(id: string): Registration | undefined {
    return this.#options.registrations().find(registration => registration.id === id);
  }

  #handleChange(id: string): void {
    const session = this.#sessions.get(id);
    if (session) this.#sessions.update(session);
    this.dispatchEvent(new Event('change'));
  }

  #findReturning(resumeToken: string, origin: string): SessionApplication | undefined {
    for (const { application } of this.#sessions.all()) {
      if (application.resumeToken === resumeToken && application.returnsFrom(origin)) return application;
    }
    return undefined;
  }
}
