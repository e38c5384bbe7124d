/** What every request can reach: the domain, the connected devices, and the ways to tell people of a change. */
import type { ServerFrame } from '@rendezvous/im';
import { Accounts } from './accounts/accounts.ts';
import type { Applications } from './applications.ts';
import type { Config } from './config.ts';
import { serverNameOf } from './config.ts';
import { migrate } from './database/migrations.ts';
import type { Database } from './database/schema.ts';
import { Contacts, type Pairing } from './domain/contacts.ts';
import { Links } from './domain/links.ts';
import { type MessageRow, Messages } from './domain/messages.ts';
import { expired, People, type PersonRow } from './domain/people.ts';
import { InvitationRelay } from './invitations/invitation-relay.ts';
import type { RelayDeadlines } from './invitations/relay-ports.ts';
import type { RelaySession } from './invitations/relay-session.ts';
import type { Connection } from './live/connection.ts';
import { Hub } from './live/hub.ts';
import type { Logger } from './log.ts';
import { Metrics } from './metrics.ts';
import { RateBook } from './rate-book.ts';

/** How long somebody stays online after their last tab has closed. */
const LEAVE_MS = 1500;

export interface HouseOptions {
  readonly config: Config;
  readonly db: Database;
  readonly secret: string;
  /** Whoever made it closes it. */
  readonly applications: Applications;
  readonly log: Logger;
  readonly now: () => number;
  readonly deadlines?: RelayDeadlines | undefined;
}

export class House {
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
  readonly applications: Applications;
  readonly accounts: Accounts;
  readonly people: People;
  readonly contacts: Contacts;
  readonly links: Links;
  readonly messages: Messages;
  readonly metrics = new Metrics();
  /** Invitations by account. */
  readonly invitationRates: RateBook;
  /** Sign-ins by account. */
  readonly signInRates: RateBook;
  readonly hub: Hub;
  readonly relay: InvitationRelay;
  /** Changes that nobody waits for, one after the other for each session. */
  readonly #stages = new Map<string, Promise<void>>();

  private constructor(options: HouseOptions, accounts: Accounts) {
    this.config = options.config;
    this.db = options.db;
    this.log = options.log;
    this.now = options.now;
    this.applications = options.applications;
    this.accounts = accounts;
    this.hub = new Hub(LEAVE_MS, id => void this.#presenceChanged(id).catch(this.failed));
    this.people = new People(this.db, serverNameOf(this.config));
    this.contacts = new Contacts(this.db, this.people, id => this.hub.presence(id));
    this.invitationRates = new RateBook(this.config.limits.invitations);
    this.signInRates = new RateBook(this.config.limits.signInsPerAccount);
    this.links = new Links(this.db);
    this.messages = new Messages(this.db, this.people);
    this.relay = new InvitationRelay(
      {
        deliver: (to, from, message, device, except) => {
          const frame = { type: 'invitation', from: this.people.addressOf(from), message } as const;
          const targets = this.hub.of(to, device).filter(target => target.device !== except && target.open);
          for (const target of targets) target.send(frame);
          return targets.length;
        },
        devices: person => new Set(this.hub.of(person).map(({ device }) => device)),
        onStage: (session, stage) => this.#storeStage(session, stage),
      },
      options.deadlines,
    );
    this.applications.addEventListener('change', this.#applicationsChanged);
  }

  /** Brings the tables up to date and repairs what a crash has left. */
  static async open(options: HouseOptions): Promise<House> {
    const { db, secret, config } = options;
    const accounts = await Accounts.open({ db, secret, sessionDays: config.accounts.sessionDays });
    await migrate(db);
    const house = new House(options, accounts);
    await accounts.repair(options.now());
    await house.messages.closeOpenInvitations();
    return house;
  }

  /** Tells nobody any more, and waits for what is still being written. Idempotent. */
  async stop(): Promise<void> {
    this.applications.removeEventListener('change', this.#applicationsChanged);
    this.relay.stop();
    this.hub.stop();
    await Promise.all(this.#stages.values());
    this.metrics.registry.clear();
  }

  /** Whoever is connected looks at the list again; whoever is not does so when they are. */
  readonly #applicationsChanged = (): void => this.hub.pushToAll({ type: 'applications' });

  /** Something that nobody waited for went wrong. */
  readonly failed = (error: unknown): void => {
    this.log.error({ err: error }, 'A change could not be carried out');
  };

  /** Whether a person may still be here. */
  admitted(person: PersonRow): boolean {
    return !expired(person, this.now());
  }

  /** Sends a message to all devices of both people, but not to the one that caused it. */
  pushMessage(
    type: 'message' | 'messageUpdated',
    row: MessageRow,
    one: PersonRow,
    two: PersonRow,
    except?: Connection,
  ): void {
    const frame = (viewer: PersonRow, other: PersonRow): ServerFrame => ({
      type,
      message: this.messages.view(row, viewer, other),
    });
    this.hub.push(one.id, frame(one, two), except);
    this.hub.push(two.id, frame(two, one), except);
  }

  /** Tells a person how one of their contacts stands now. */
  async pushContact(viewer: string, other: string): Promise<void> {
    if (this.hub.of(viewer).length === 0) return;
    const pair = await this.contacts.find(viewer, other);
    if (pair) this.hub.push(viewer, { type: 'contact', contact: this.contacts.view(pair) });
  }

  /** Tells all contacts of a person, whose name or presence has changed. */
  async pushToContacts(personId: string): Promise<void> {
    const person = await this.people.byId(personId);
    if (!person) return;
    for (const pair of await this.contacts.list(personId)) {
      const mirrored: Pairing = { ...pair, other: person, ownRead: pair.otherRead, otherRead: pair.ownRead };
      this.hub.push(pair.other.id, { type: 'contact', contact: this.contacts.view(mirrored) });
    }
  }

  async #presenceChanged(personId: string): Promise<void> {
    if (this.hub.presence(personId) === 'offline') this.relay.gone(personId);
    await this.pushToContacts(personId);
  }

  #storeStage(session: RelaySession, stage: RelaySession['stage']): void {
    this.metrics.stage(stage);
    const before = this.#stages.get(session.id) ?? Promise.resolve();
    const work = before
      .then(async () => {
        const row = await this.messages.setStage(session.id, stage);
        if (row) this.pushMessage('messageUpdated', row, session.inviter.person, session.invitee.person);
      })
      .catch(this.failed)
      .finally(() => {
        if (this.#stages.get(session.id) === work) this.#stages.delete(session.id);
      });
    this.#stages.set(session.id, work);
  }
}
