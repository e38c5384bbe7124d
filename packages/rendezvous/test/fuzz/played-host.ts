/** A messenger whose every message a test writes by hand, and a real application at the other end of its channel. */
import {
  type Application,
  acceptSession,
  type Channel,
  memoryChannelPair,
  type RendezvousSession,
  type SessionOutcome,
} from '../../src/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { ASK } from '../support/registrations.ts';
import { demandsAnswer, idOf, SESSION_ID } from './messages.ts';
import { type Fields, isFields } from './values.ts';

export const SNAPSHOT = {
  id: SESSION_ID,
  state: 3,
  flags: 1,
  remoteUser: { name: 'Ben Okafor', address: 'b@example' },
  application: ASK.id,
  component: ASK.component,
  invitationData: '',
};

/** The answer of a messenger that keeps to the contract. */
export const WELCOME = {
  protocol: 1,
  resumeToken: 'r'.repeat(48),
  limits: { contextDataBytes: 65_536, appDataBytes: 4_096 },
  host: { name: 'Played messenger', language: 'en' },
  handOver: true,
  sent: 0,
};

export class PlayedHost {
  readonly clock = new ManualClock();
  readonly said: unknown[] = [];
  readonly heard: Fields[] = [];
  /** What the application has seen. */
  readonly events: string[] = [];
  readonly received: string[] = [];
  readonly sendErrors: number[] = [];
  handOvers = 0;
  session: RendezvousSession | undefined;
  application: Application | undefined;
  error: unknown;
  closed = false;
  readonly #channel: Channel;
  readonly #listens: boolean;

  /** @param options.listens whether the application listens to its session; default yes */
  constructor({ listens = true }: { readonly listens?: boolean } = {}) {
    this.#listens = listens;
    const [hostEnd, applicationEnd] = memoryChannelPair();
    this.#channel = hostEnd;
    void this.#read();
    acceptSession({
      channel: applicationEnd,
      token: 't'.repeat(48),
      application: { name: 'fuzzed', version: '1' },
      clock: this.clock,
      setSession: session => this.#take(session),
    }).then(
      application => {
        this.application = application;
      },
      (error: unknown) => {
        this.error = error;
      },
    );
  }

  #take(session: RendezvousSession): void {
    this.handOvers += 1;
    this.session = session;
    if (!this.#listens) return;
    session.addEventListener('statechange', ({ state }) => this.events.push(state));
    session.addEventListener('contextdata', ({ data }) => {
      this.received.push(data);
      this.events.push(`data while ${session.state}`);
    });
    session.addEventListener('termination', () => this.events.push('termination'));
    session.addEventListener('senderror', ({ id }) => this.sendErrors.push(id));
  }

  get outcome(): SessionOutcome | undefined {
    return this.session?.outcome;
  }

  say(said: unknown): void {
    let cloned: unknown;
    try {
      cloned = structuredClone(said);
    } catch {
      return;
    }
    if (this.closed) return;
    try {
      this.#channel.send(cloned);
      this.said.push(cloned);
    } catch {
      this.closed = true;
    }
  }

  notify(method: string, params: object): void {
    this.say({ jsonrpc: '2.0', method, params });
  }

  ask(id: string, method: string, params: object): void {
    this.say({ jsonrpc: '2.0', id, method, params });
  }

  /** Answers everything that the application has asked by this method and that nobody has answered yet. */
  answer(method: string, result: unknown): void {
    for (const { id } of this.heard.filter(heard => heard['method'] === method)) {
      if (!this.#answered.has(id)) this.say({ jsonrpc: '2.0', id, result });
      this.#answered.add(id);
    }
  }
  readonly #answered = new Set<unknown>();

  /** Hello is welcome and the session handed over, as a messenger does that keeps to the contract. */
  async handOver(): Promise<void> {
    this.answer('rendezvous/hello', WELCOME);
    this.ask('the hand-over', 'app/setSession', { session: SNAPSHOT });
    await settle();
  }

  /** The codes of all refusals. */
  get refusals(): number[] {
    return this.heard.flatMap(({ error }) => (isFields(error) ? [Number(error['code'])] : []));
  }

  /** What was asked by an id that can be answered, and the answers: as texts, to be compared. */
  get asked(): string[] {
    return this.said.filter(demandsAnswer).map(idOf).toSorted();
  }
  get answers(): string[] {
    return this.heard
      .filter(heard => heard['method'] === undefined && heard['id'] !== null)
      .map(idOf)
      .toSorted();
  }

  async close(): Promise<void> {
    this.#channel.close();
    await settle();
  }

  async #read(): Promise<void> {
    for await (const message of this.#channel.messages) if (isFields(message)) this.heard.push(message);
    this.closed = true;
  }
}
