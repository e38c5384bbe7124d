/** The messenger as a host of applications: invites, answers, launches, and keeps what runs over a reload of the page. */
import { type Contact, connectHost, createHostDriver, type ImClient } from '@rendezvous/im';
import {
  type HostSession,
  type LaunchedRecord,
  listenForApplications,
  type RefusedEvent,
  RendezvousHost,
} from '@rendezvous/rendezvous';
import type { Language } from '@rendezvous/ui';
import { Value } from '../shell/values.ts';
import { ApplicationWindows } from './application-windows.ts';
import { Frames } from './frames.ts';
import { readLaunched, writeLaunched } from './launched-storage.ts';
import { createLauncher } from './launcher.ts';
import { LobbyLink } from './lobby-link.ts';
import { OpenInvitations } from './open-invitations.ts';
import { type PageRegistration, type Registrations, sameKind } from './registrations.ts';

export interface ApplicationHostOptions {
  readonly window: Window;
  readonly client: ImClient;
  readonly registrations: Registrations;
  readonly language: () => Language;
  /** For what must survive a reload of this tab. */
  readonly storage: Storage;
  /** The address of the account. */
  readonly account: string;
}

/** How many addresses of unknown applications are remembered. */
const REFUSALS = 50;

export class ApplicationHost {
  readonly host: RendezvousHost;
  readonly frames = new Frames();
  /** Of this tab, by id; a new map at each change. */
  readonly sessions: Value<ReadonlyMap<string, HostSession>>;
  /** Application id → where to read about it, for invitations that this messenger could not even show. */
  readonly refusals = new Value<ReadonlyMap<string, string>>(new Map());
  readonly #options: ApplicationHostOptions;
  readonly #windows: ApplicationWindows;
  readonly #lobbies: LobbyLink;
  readonly #open: OpenInvitations;
  readonly #cleanups: (() => void)[] = [];
  #leaving = false;

  constructor(options: ApplicationHostOptions) {
    this.#options = options;
    const { window, client, registrations, language } = options;
    this.#windows = new ApplicationWindows(window, id => this.host.sessions.get(id)?.cancel());
    this.host = new RendezvousHost({
      driver: createHostDriver(client, { language, name: 'Rendezvous' }),
      registrations: () => registrations.get(),
      launch: createLauncher({
        window,
        windows: this.#windows,
        frames: this.frames,
        language,
      }),
    });
    this.sessions = new Value(this.host.sessions);
    this.#lobbies = new LobbyLink(this.host, language);
    this.#open = new OpenInvitations(options);
    this.host.addEventListener('change', () => this.#changed());
    this.host.addEventListener('incoming', event => this.#incoming(event.session));
    this.host.addEventListener('refused', event => this.#refused(event));
  }

  /** Takes back what ran before this page was loaded, and begins to listen. */
  start(): void {
    const { window, client, storage, account } = this.#options;
    this.host.restoreLaunched(readLaunched(storage, account));
    const wiring = connectHost(client, this.host);
    const listening = new AbortController();
    this.#open.start(listening.signal);
    const warn = (event: BeforeUnloadEvent): void => {
      // A window of its own outlives this page; a frame does not.
      if (this.frames.get().some(frame => this.#runs(frame.sessionId))) event.preventDefault();
    };
    const leave = (event: PageTransitionEvent): void => {
      if (!event.persisted) this.#leave();
    };
    window.addEventListener('beforeunload', warn);
    window.addEventListener('pagehide', leave);
    this.#cleanups.push(
      listenForApplications(window, this.host),
      () => wiring[Symbol.dispose](),
      () => listening.abort(),
      () => window.removeEventListener('beforeunload', warn),
      () => window.removeEventListener('pagehide', leave),
    );
  }

  /**
   * Asks `contact` to use an application together. Call it while handling a press: the window that waits for the
   * answer is opened here, unless the application belongs into a frame.
   * @throws StateError `already-invited`, `unknown-application`; then no window was opened
   */
  invite({ address, name }: Contact, { id, launch }: PageRegistration): void {
    const session = this.host.invite({ address, name }, id);
    if (launch.placement === 'window') this.#windows.openLobby(session.id, launch);
  }

  /** The person accepts. Call it while handling a press. Whatever else waits for an answer of the same kind gives way. */
  accept(session: HostSession): void {
    session.accept();
    for (const other of this.host.sessions.values()) {
      if (
        other === session ||
        other.state !== 'invitation' ||
        !sameKind(other.registration, session.registration)
      )
        continue;
      if (other.inviter) other.cancel();
      else other.decline('busy');
    }
  }

  /** Lets go of everything; windows of applications run on. Idempotent. */
  close(): void {
    for (const session of this.host.sessions.values()) if (session.outcome === undefined) session.end();
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
    this.#windows.close();
    this.#lobbies.close();
  }

  #runs(sessionId: string): boolean {
    return this.host.sessions.get(sessionId)?.applicationRunning ?? false;
  }

  /** The page goes, perhaps to come back at once: nobody is left ringing. What runs on hears that its line is cut. */
  #leave(): void {
    this.#keep();
    this.#leaving = true;
    for (const session of this.host.sessions.values()) session.cancel();
  }

  #changed(): void {
    const { storage, account } = this.#options;
    this.sessions.set(this.host.sessions);
    // What is written when the page goes is what the next page needs.
    if (!this.#leaving) {
      writeLaunched(storage, account, this.#comingBack());
      this.#open.update(this.host.sessions.values());
    }
    for (const session of this.host.sessions.values()) {
      if (session.outcome !== undefined && !session.applicationRunning) this.#windows.release(session.id);
    }
  }

  /**
   * A frame goes with this page. When its session lives, the next page has to tell the other side, so that it is kept;
   * when it was over, nobody is left to come back.
   */
  #comingBack(): LaunchedRecord[] {
    const framed = new Set(this.frames.get().map(({ sessionId }) => sessionId));
    return this.host
      .exportLaunched()
      .filter(({ sessionId, live }) => live !== undefined || !framed.has(sessionId));
  }

  /** Sessions go on after a reload from here, to the last number of context data; so it is written when the page goes, too. */
  #keep(): void {
    const { storage, account } = this.#options;
    writeLaunched(storage, account, this.host.exportLaunched());
  }

  /** One application of a kind at a time: whoever shows or sees a screen already is busy. */
  #incoming(session: HostSession): void {
    const busy = [...this.host.sessions.values()].some(
      other =>
        other !== session &&
        sameKind(other.registration, session.registration) &&
        (other.applicationRunning || (other.state !== 'invitation' && other.outcome === undefined)),
    );
    if (busy) session.decline('busy');
  }

  /** The address comes from the other side: only what a browser may open without harm becomes a link. */
  #refused({ application }: RefusedEvent): void {
    if (!URL.canParse(application.url) || new URL(application.url).protocol !== 'https:') return;
    const refusals = new Map(this.refusals.get()).set(application.id, application.url);
    this.refusals.set(new Map([...refusals].slice(-REFUSALS)));
  }
}
