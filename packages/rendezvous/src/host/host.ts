/** `RendezvousHost`: the messenger's side of every rendezvous session, over whatever protocol the messenger speaks. */
import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { type Clock, systemClock } from '../clock.ts';
import { StateError } from '../errors.ts';
import { type InvitationMessage, type InvitationMessageOf, PROTOCOL_VERSIONS } from '../invitation.ts';
import { DEADLINES } from '../limits.ts';
import { newToken, newUuid, type RandomBytes, systemRandom } from '../random.ts';
import { normalizeGuid, type Registration } from '../registration.ts';
import type { HostContext } from './context.ts';
import { SessionDirectory } from './directory.ts';
import type { HostDriver, Launcher } from './driver.ts';
import { IncomingEvent, RefusedEvent } from './events.ts';
import { Farewells } from './farewells.ts';
import type { HostSession } from './host-session.ts';
import type { Deadlines, DeclineReason } from './invitation-state.ts';
import type { LaunchedRecord } from './launched-record.ts';
import type { RemoteUser } from './remote-user.ts';
import { ReturningApplications } from './returning-applications.ts';
import { SessionDriver } from './session-driver.ts';

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
}

/** How many spent launch tokens are told from unknown ones. */
const SPENT = 256;

export class RendezvousHost extends TypedEventTarget<HostEvents> {
  readonly #options: HostOptions;
  readonly #random: RandomBytes;
  readonly #context: HostContext;
  readonly #sessions = new SessionDirectory();
  readonly #farewells: Farewells;
  readonly #returning: ReturningApplications;
  readonly #spent = new Set<string>();
  #ignored = 0;

  constructor(options: HostOptions) {
    super();
    const { driver, clock = systemClock, log = silentLogger } = options;
    this.#options = options;
    this.#random = options.random ?? systemRandom;
    this.#farewells = new Farewells(driver);
    const isSpent = (token: string): boolean => this.#spent.has(token);
    this.#context = {
      driver,
      launch: launch => options.launch(launch),
      clock,
      log,
      deadlines: { ...DEADLINES, ...options.deadlines },
      newToken: () => newToken(this.#random),
      spend: token => this.#spend(token),
      isSpent,
      changed: session => this.#handleChange(session.id),
      keep: (to, message, code) => this.#farewells.keep(to, message, code),
    };
    this.#returning = new ReturningApplications({
      driver,
      clock,
      log,
      isSpent,
      find: (token, origin) => this.#findRunning(token, origin),
      say: (to, message) => this.#farewells.say(to, message),
      changed: () => this.dispatchEvent(new Event('change')),
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
   * @throws StateError `unknown-application`; `already-invited` while a session of the two for it has not ended
   */
  invite(to: RemoteUser, applicationId: string): HostSession {
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
    const session = this.#open({ id: sessionId, inviter: true, remoteUser: to, registration, protocol });
    session.start({ type: 'invite', sessionId, application: { id, component, name, url }, protocol });
    return session.face;
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
      return;
    }
    session.input({ type: 'received', message });
  }

  /**
   * The messenger has lost its connection: accepted sessions end as TERMINATED with `connectivity`, and own
   * invitations are taken back. Applications that no longer need their session are not touched.
   */
  connectionLost(): void {
    for (const session of this.#sessions.all()) session.input({ type: 'connection-lost' });
  }

  /**
   * The messenger is connected again: the other sides hear of what ended meanwhile. An invitation that nobody has answered
   * stands when the messenger delivers it once more; otherwise it has been forgotten, and ends.
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
    this.#returning.restore(records);
  }

  /** Whether an application of this origin may knock: it was launched from here, or from this page before its reload. */
  expectsApplicationFrom(origin: string): boolean {
    return this.exportLaunched().some(record => record.origin === origin);
  }

  /** A page of `origin` knocks with a resume token: `listenForApplications` calls this. The channel is the host's. */
  reconnect(channel: Channel, origin: string): void {
    this.#returning.knock(channel, origin);
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
    if (!driver.isContact(from)) return this.#refuse(from, invite, 'policy');
    const registration = this.#registration(invite.application.id);
    if (registration === undefined) return this.#refuse(from, invite, 'not-installed');
    const protocol = versionsOf(registration).filter(version => invite.protocol.includes(version));
    // T4: both sides create the same component, so another one under the same id cannot be a partner.
    if (protocol.length === 0 || registration.component !== invite.application.component) {
      return this.#refuse(from, invite, 'unsupported-version');
    }
    const crossing = this.#sessions.liveWith(from, registration.id);
    if (crossing !== undefined) {
      if (!crossing.inviter || crossing.state !== 'invitation') return this.#refuse(from, invite, 'busy');
      // Glare: the lower id wins. The other side decides likewise and takes its invitation back.
      if (crossing.id < invite.sessionId) return;
      crossing.input({ type: 'glare' });
    }
    if (!this.#sessions.hasRoomFor(from)) return this.#refuse(from, invite, 'busy');
    const session = this.#open({
      id: invite.sessionId,
      inviter: false,
      remoteUser: driver.displayUser(from),
      registration,
      protocol,
    });
    session.start(invite);
    this.dispatchEvent(new IncomingEvent(session.face));
  }

  #open(details: ConstructorParameters<typeof SessionDriver>[0]): SessionDriver {
    const session = new SessionDriver(details, this.#context);
    this.#sessions.add(session);
    return session;
  }

  #refuse(
    from: string,
    { sessionId, application }: InvitationMessageOf<'invite'>,
    reason: DeclineReason,
  ): void {
    this.#farewells.say(from, { type: 'decline', sessionId, reason });
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

  #spend(token: string): void {
    this.#spent.add(token);
    if (this.#spent.size > SPENT) for (const oldest of this.#spent) return void this.#spent.delete(oldest);
  }

  #findRunning(resumeToken: string, origin: string) {
    for (const session of this.#sessions.all()) {
      const record = session.launchedRecord;
      if (record?.resumeToken !== resumeToken || record.origin !== origin) continue;
      return session.outcome === undefined ? undefined : session.application;
    }
    return undefined;
  }
}

function versionsOf({ protocol }: Registration): number[] {
  return PROTOCOL_VERSIONS.filter(version => version >= protocol.min && version <= protocol.max);
}
