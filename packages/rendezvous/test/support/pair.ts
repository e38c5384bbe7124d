/** Two people, two real hosts, two real applications, and a messenger's transport that a test can break. */
import {
  type Application,
  acceptSession,
  type Channel,
  type HostDriver,
  type HostSession,
  type InvitationMessage,
  InvitationMessage as InvitationMessageSchema,
  type Launch,
  type LaunchedApplication,
  memoryChannelPair,
  type Registration,
  RendezvousHost,
  type RendezvousSession,
  type Summary,
} from '../../src/index.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { ASK, OFFER } from './registrations.ts';

export type Who = 'A' | 'B';
export const other = (who: Who): Who => (who === 'A' ? 'B' : 'A');
export const NAMES = { A: 'Anna Novak', B: 'Ben Okafor' } as const;
export const addressOf = (who: Who): string => `${who.toLowerCase()}@example`;

/** One thing that happened, at one side. */
export interface Entry {
  readonly who: Who;
  readonly what: string;
  readonly detail?: unknown;
}

/** What a test decides about one launch; the default opens a real application. */
export type Opener = (launch: Launch, side: PersonSide) => Promise<LaunchedApplication>;

/** One application that runs in the test's process. */
export class TestApplication {
  channel: Channel;
  readonly opened: Promise<Application>;
  application: Application | undefined;
  session: RendezvousSession | undefined;
  readonly events: string[] = [];
  readonly received: string[] = [];
  error: unknown;
  #dead = false;
  #crash: () => void = () => undefined;
  readonly windowClosed: Promise<void> = new Promise<void>(resolve => {
    this.#crash = resolve;
  });

  /** What its page remembers over a reload of its own. */
  remembered: { readonly resumeToken: string; readonly received: number } | undefined;

  /** @param before an earlier life of the same page */
  constructor(channel: Channel, token: string, side: PersonSide, before?: TestApplication) {
    this.channel = channel;
    this.windowClosed = before?.windowClosed ?? this.windowClosed;
    const note = (what: string, detail?: unknown): void => {
      this.events.push(what);
      side.note(`application: ${what}`, detail);
    };
    this.opened = acceptSession({
      channel,
      token,
      application: { name: 'test', version: '1' },
      clock: side.pair.clock,
      ...(side.pair.returning
        ? {
            reconnect: () =>
              this.#dead ? new Promise<never>(() => undefined) : Promise.resolve(side.knock(this)),
            received: before?.remembered?.received,
            memory: {
              write: record => {
                this.remembered = record;
              },
              clear: () => {
                this.remembered = undefined;
              },
            },
          }
        : {}),
      setSession: session => {
        this.session = session;
        note('set-session', { flags: session.flags, state: session.state });
        session.addEventListener('statechange', event =>
          note(`statechange ${event.previous} ${event.state}`, { state: session.state }),
        );
        session.addEventListener('termination', event => note('termination', event.outcome));
        session.addEventListener('senderror', event => note(`senderror ${String(event.id)}`, event.hr));
        session.addEventListener('contextdata', event => {
          this.received.push(event.data);
          note('contextdata', event.seq);
        });
      },
    });
    this.opened.then(
      application => {
        this.application = application;
      },
      (error: unknown) => {
        this.error = error;
      },
    );
  }

  /** Its line to the messenger is cut; it runs on. */
  breakChannel(): void {
    this.channel.close();
  }

  /** Its page is left: nothing of it runs any more, and its window may show another one. */
  leave(): void {
    this.#dead = true;
    this.channel.close();
  }

  /** The process dies: no word is said. */
  crash(): void {
    this.leave();
    this.#crash();
  }
}

export class PersonSide {
  readonly who: Who;
  readonly pair: Pair;
  host: RendezvousHost;
  readonly launches: Launch[] = [];
  readonly applications: TestApplication[] = [];
  readonly incoming: HostSession[] = [];
  readonly refused: string[] = [];
  readonly finished: { readonly sessionId: string; readonly summary: Summary | undefined }[] = [];
  registrations: readonly Registration[] = [ASK, OFFER];
  contacts = new Set<string>();
  opener: Opener | undefined;
  lettingGo = 0;

  #life = 0;

  constructor(who: Who, pair: Pair) {
    this.who = who;
    this.pair = pair;
    this.contacts.add(addressOf(other(who)));
    this.host = this.#newHost();
  }

  /** The messenger's page is reloaded: its host is a new one that knows nothing. */
  reload(): void {
    this.#life += 1;
    this.host = this.#newHost();
  }

  /** The messenger's page is reloaded and has kept, as text, what a page can keep. */
  reloadKeeping(records: readonly unknown[] = this.host.exportLaunched()): void {
    const kept = JSON.parse(JSON.stringify(records)) as unknown[];
    this.reload();
    for (const application of this.applications) application.breakChannel();
    this.host.restoreLaunched(kept);
    this.host.connectionRestored();
  }

  /** The application's page is reloaded: it knows what it has remembered, and nothing else. */
  reloadApplication(): TestApplication {
    const before = this.running;
    const { remembered } = before;
    if (remembered === undefined) throw new Error('the page remembers nothing');
    before.leave();
    const again = new TestApplication(this.knock(before), remembered.resumeToken, this, before);
    this.applications.push(again);
    return again;
  }

  /** A page knocks at the messenger's window and gets a new channel. */
  knock(application: TestApplication): Channel {
    const [hostEnd, applicationEnd] = memoryChannelPair();
    this.host.reconnect(hostEnd, 'https://application.example', application.windowClosed);
    application.channel = applicationEnd;
    return this.#tapped(applicationEnd);
  }

  #newHost(): RendezvousHost {
    const host = new RendezvousHost({
      driver: this.driver(),
      registrations: () => this.registrations,
      launch: launch => this.#launch(launch),
      clock: this.pair.clock,
    });
    host.addEventListener('incoming', event => {
      this.incoming.push(event.session);
      this.note('incoming');
    });
    host.addEventListener('refused', event => this.refused.push(event.reason));
    return host;
  }

  driver(): HostDriver {
    const life = this.#life;
    return {
      name: 'Test messenger',
      address: addressOf(this.who),
      language: 'en',
      // A page that was reloaded says nothing more.
      send: (to, message) =>
        life === this.#life ? this.pair.carry(this.who, to, message) : new Promise(() => undefined),
      displayUser: address => ({ address, name: address === addressOf('A') ? NAMES.A : NAMES.B }),
      relayServers: () => Promise.resolve([{ urls: ['stun:stun.example'] }]),
      isContact: address => this.contacts.has(address),
      finished: (session, summary) => this.finished.push({ sessionId: session.id, summary }),
    };
  }

  note(what: string, detail?: unknown): void {
    this.pair.journal.push({ who: this.who, what, detail });
  }

  /** The latest session that was offered to this person. */
  get offered(): HostSession {
    const session = this.incoming.at(-1);
    if (session === undefined) throw new Error('nobody has invited this person');
    return session;
  }

  /** The latest application of this side. */
  get running(): TestApplication {
    const application = this.applications.at(-1);
    if (application === undefined) throw new Error('no application runs here');
    return application;
  }

  open(launch: Launch): Promise<LaunchedApplication> {
    const [hostEnd, applicationEnd] = memoryChannelPair();
    const application = new TestApplication(this.#tapped(applicationEnd), launch.token, this);
    this.applications.push(application);
    return Promise.resolve({
      channel: hostEnd,
      closed: application.windowClosed,
      close: () => {
        this.lettingGo += 1;
        hostEnd.close();
      },
      origin: 'https://application.example',
    });
  }

  #launch(launch: Launch): Promise<LaunchedApplication> {
    this.launches.push(launch);
    this.note('launch', launch.registration.component);
    return (this.opener ?? ((given, side) => side.open(given)))(launch, this);
  }

  /** Notes the names of all that passes, in both directions. */
  #tapped(channel: Channel): Channel {
    const nameOf = (message: unknown): string => {
      if (typeof message !== 'object' || message === null) return 'noise';
      if ('method' in message) return String(message.method);
      return 'error' in message ? 'error' : 'answer';
    };
    const note = (what: string): void => this.note(what);
    async function* messages() {
      for await (const message of channel.messages) {
        note(`host says ${nameOf(message)}`);
        yield message;
      }
    }
    return {
      messages: messages(),
      send: message => {
        note(`application says ${nameOf(message)}`);
        channel.send(message);
      },
      close: () => channel.close(),
      closed: channel.closed,
    };
  }
}

export class Pair {
  readonly clock = new ManualClock();
  readonly journal: Entry[] = [];
  /** What `refuse` turned away, for tests that keep count. */
  readonly refused = new Set<string>();
  readonly A: PersonSide;
  readonly B: PersonSide;
  /** Rejects instead of carrying; may look at the message. */
  refuse: ((from: Who, message: InvitationMessage) => string | undefined) | undefined;
  /** Takes a message and loses it, or delivers it more often than once: how often. */
  lose: ((from: Who, message: InvitationMessage) => number) | undefined;
  /** After how many milliseconds a message arrives, once for each number. */
  deliverIn: (() => readonly number[]) | undefined;
  /** Whether applications come back when their channel breaks. */
  returning = false;
  /** Holds messages back until `release`. */
  holding = false;
  #held: (() => void)[] = [];

  constructor() {
    this.A = new PersonSide('A', this);
    this.B = new PersonSide('B', this);
  }

  async carry(from: Who, to: string, message: InvitationMessage): Promise<void> {
    const code = this.refuse?.(from, message);
    if (code !== undefined) throw Object.assign(new Error('refused by the test'), { code });
    const who: Who = to === addressOf('A') ? 'A' : 'B';
    // As it would arrive: through text, checked at the edge.
    const arriving = InvitationMessageSchema.parse(JSON.parse(JSON.stringify(message)));
    this.journal.push({ who: from, what: `sends ${message.type}`, detail: message });
    const deliver = (): void => {
      this.journal.push({ who, what: `receives ${message.type}`, detail: message });
      this[who].host.receive(addressOf(from), arriving);
    };
    const copies = this.lose?.(from, message) ?? 1;
    const delays = this.deliverIn?.() ?? Array.from({ length: copies }, () => 0);
    for (const ms of delays) {
      if (this.holding) this.#held.push(deliver);
      else if (ms === 0) queueMicrotask(deliver);
      else this.clock.setTimer(ms, deliver);
    }
    await Promise.resolve();
  }

  async release(): Promise<void> {
    this.holding = false;
    for (const deliver of this.#held.splice(0)) deliver();
    await settle();
  }

  invite(from: Who, registration: Registration = ASK): HostSession {
    const to = other(from);
    return this[from].host.invite({ address: addressOf(to), name: NAMES[to] }, registration.id);
  }

  /** Invited, accepted, both applications connected. */
  async connect(from: Who = 'A', registration: Registration = ASK): Promise<HostSession> {
    const session = this.invite(from, registration);
    await settle();
    this[other(from)].offered.accept();
    await settle();
    if (session.state !== 'connected') throw new Error(`not connected but ${session.state}`);
    return session;
  }

  /** Where in the journal something happened; fails when it never did. */
  indexOf(who: Who, what: string): number {
    const index = this.journal.findIndex(entry => entry.who === who && entry.what === what);
    if (index < 0) throw new Error(`never at ${who}: ${what}`);
    return index;
  }
}
