/** An application that finds its messenger again, and messengers of every kind that it may find. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Application,
  acceptSession,
  type Channel,
  DEADLINES,
  memoryChannelPair,
  type RendezvousSession,
} from '../../src/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { message, NAMES } from './messages.ts';
import { OutOfBand } from './out-of-band.ts';
import { SNAPSHOT, WELCOME } from './played-host.ts';
import { isFields } from './values.ts';

/** What stands at the messenger's place when the application knocks. */
const manner = fc.constantFrom(
  'hands over',
  'hands over',
  'hands over',
  'only welcomes',
  'says that it is over',
  'refuses',
  'is silent',
  'is closed',
  'is nowhere',
);
type Manner = typeof manner extends fc.Arbitrary<infer M> ? M : never;
/** How it stays in the end; what is there for good must not be knocked at for ever. */
const atLast = fc.constantFrom<Manner>('is silent', 'is nowhere', 'is closed');

const step = fc.oneof(
  fc.constantFrom('cut', 'cut', 'cut', 'pause', 'pause', 'pause', 'time', 'hands over', 'data', 'ends'),
  fc.constantFrom('sends', 'sends', 'terminates', 'finishes', 'asks'),
  fc.record({ says: message(NAMES) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Traveller {
  readonly clock = new ManualClock();
  readonly events: string[] = [];
  /** How the application's own calls have ended; `undefined`: not yet. */
  readonly ends: (string | undefined)[] = [];
  handOvers = 0;
  closed = false;
  session: RendezvousSession | undefined;
  application: Application | undefined;
  readonly #manners: Iterator<Manner>;
  readonly #last: Manner;
  #host: Channel | undefined;
  #lastId = 0;

  constructor(manners: readonly Manner[], last: Manner) {
    this.#manners = manners.values();
    this.#last = last;
    acceptSession({
      channel: this.#open('hands over'),
      token: 't'.repeat(48),
      application: { name: 'traveller', version: '1' },
      clock: this.clock,
      reconnect: async () => {
        const next = this.#manners.next();
        const how = next.done === true ? this.#last : next.value;
        if (how === 'is nowhere') throw new Error('nobody is there');
        return this.#open(how);
      },
      setSession: session => {
        this.handOvers += 1;
        this.session = session;
        session.addEventListener('contextdata', () => this.events.push('data'));
        session.addEventListener('termination', () => this.events.push('termination'));
      },
    }).then(
      application => {
        this.application = application;
        void application.closed.then(() => {
          this.closed = true;
        });
      },
      () => undefined,
    );
  }

  #open(how: Manner): Channel {
    const [host, application] = memoryChannelPair();
    this.#host = host;
    if (how === 'is closed') host.close();
    void this.#serve(host, how);
    return application;
  }

  async #serve(host: Channel, how: Manner): Promise<void> {
    for await (const said of host.messages) {
      if (how === 'is silent' || !isFields(said) || said['method'] === undefined || said['id'] === undefined)
        continue;
      const { id, method } = said;
      if (method !== 'rendezvous/hello') {
        this.#say(host, { id, result: method === 'host/relayServers' ? { servers: [] } : null });
      } else if (how === 'refuses') {
        this.#say(host, { id, error: { code: -32001, message: 'no', data: { reason: 'token-unknown' } } });
      } else {
        this.#say(host, { id, result: { ...WELCOME, handOver: how !== 'says that it is over' } });
        if (how === 'hands over') this.#handOver(host);
      }
    }
  }

  #handOver(host: Channel | undefined): void {
    this.#lastId += 1;
    const params = { session: { ...SNAPSHOT, state: 4 } };
    this.#say(host, { id: `hands over ${String(this.#lastId)}`, method: 'app/setSession', params });
  }

  #say(host: Channel | undefined, said: object): void {
    try {
      host?.send({ jsonrpc: '2.0', ...said });
    } catch {
      // Its application has gone, or this is nothing that a channel carries.
    }
  }

  async perform(does: Step): Promise<void> {
    if (typeof does === 'object') return this.#say(this.#host, Object(does.says));
    switch (does) {
      case 'pause':
        return settle();
      case 'time':
        return this.clock.advance(3_000);
      case 'cut':
        return this.#host?.close();
      case 'hands over':
        return this.#handOver(this.#host);
      case 'data':
        return this.#say(this.#host, { method: 'session/contextData', params: { seq: 1, data: 'data' } });
      case 'ends': {
        const record = { hr: 0, appData: '', reason: 'success', by: 'remote' };
        this.#say(this.#host, { method: 'session/terminated', params: record });
        return this.#say(this.#host, { method: 'session/stateChanged', params: { prevState: 4, state: 5 } });
      }
      case 'sends':
        return this.#watch(this.session?.sendContextData('data'));
      case 'terminates':
        return this.#watch(this.session?.terminate());
      case 'finishes':
        return this.#watch(this.application?.finished());
      case 'asks':
        return this.#watch(this.application?.relayServers());
    }
  }

  #watch(work: Promise<unknown> | undefined): void {
    if (work === undefined) return;
    const place = this.ends.push(undefined) - 1;
    work.then(
      () => {
        this.ends[place] = 'done';
      },
      (error: unknown) => {
        this.ends[place] = error instanceof Error ? error.name : 'not an error';
      },
    );
  }

  /** The messenger goes, and whoever answers in its place is used up, one after the other. */
  async loseForGood(tries: number): Promise<void> {
    for (let count = 0; count < tries; count += 1) {
      this.#host?.close();
      await settle();
      await this.clock.advance(DEADLINES.returnMs + 2 * DEADLINES.requestMs);
    }
  }
}

describe('an application that finds its messenger again', () => {
  it('waits for nothing for ever, and has one session, one end and one error for each call', async () => {
    using outOfBand = new OutOfBand();
    const steps = fc.array(step, { minLength: 1, maxLength: 25, size: 'max' });
    const manners = fc.array(manner, { maxLength: 6, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, manners, atLast, async (all, found, last) => {
        const traveller = new Traveller(found, last);
        await settle();
        for (const does of all) await traveller.perform(does);
        await traveller.loseForGood(found.length + 2);
        expect(traveller.ends.filter(end => end === undefined)).toEqual([]);
        const names = ['done', 'StateError', 'ContextDataError', 'RpcError', 'AcceptError'];
        expect(traveller.ends.filter(end => !names.includes(String(end)))).toEqual([]);
        expect(traveller.handOvers).toBe(1);
        expect(traveller.session?.outcome).toBeDefined();
        expect(traveller.closed).toBe(true);
        const { events } = traveller;
        expect(events.filter(event => event === 'termination')).toHaveLength(1);
        expect(events.at(-1)).toBe('termination');
        expect(traveller.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 300 },
    );
  });
});
