/** Messages of the invitation layer in any order, of anybody: the session of two others does not notice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, isTerminal, LIMITS, StateError } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, other, Pair, type Who } from '../support/pair.ts';
import { ASK } from '../support/registrations.ts';
import { arriving, honestInvitation, invitationMessage, STRANGE_IDS } from './invitation-messages.ts';
import { OutOfBand } from './out-of-band.ts';

const CONTACTS = ['c@example', 'd@example', 'e@example'] as const;
const [OTHER_ID] = STRANGE_IDS;
const KNOWN = 'the session that runs';

type Act =
  | {
      readonly type: 'message';
      readonly to: Who;
      readonly from: string;
      readonly message: Record<string, unknown>;
    }
  | { readonly type: 'person'; readonly who: Who; readonly does: 'accept' | 'decline' | 'end' }
  | { readonly type: 'invites'; readonly who: Who; readonly whom: string }
  | { readonly type: 'data'; readonly who: Who }
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'pause' };

const who = fc.constantFrom<Who>('A', 'B');
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('message' as const),
      to: who,
      // `the other side` and `themselves` speak of other sessions than the one that runs.
      from: fc.constantFrom(...CONTACTS, 'stranger@example', 'the other side', 'themselves', ''),
      message: fc.oneof(
        { weight: 3, arbitrary: invitationMessage([KNOWN, ...STRANGE_IDS]) },
        { weight: 2, arbitrary: honestInvitation },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('person' as const),
      who,
      does: fc.constantFrom('accept', 'accept', 'decline', 'end'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('invites' as const), who, whom: fc.constantFrom(...CONTACTS) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('data' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('time' as const), ms: fc.constantFrom(100, 6_000, 40_000) }),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'pause' } as const) },
);

class Town {
  readonly pair = new Pair();
  readonly sent: Readonly<Record<Who, string[]>> = { A: [], B: [] };
  id = '';

  async begin(): Promise<void> {
    for (const side of [this.pair.A, this.pair.B]) for (const contact of CONTACTS) side.contacts.add(contact);
    this.id = (await this.pair.connect()).id;
    // What the two say to anybody else is heard by nobody here.
    this.pair.lose = (_from, { sessionId }) => (sessionId === this.id ? 1 : 0);
  }

  async perform(step: Act): Promise<void> {
    const { pair } = this;
    switch (step.type) {
      case 'pause':
        return settle();
      case 'time':
        return pair.clock.advance(step.ms);
      case 'data':
        return this.send(step.who);
      case 'message':
        return this.#receive(step.to, step.from, step.message);
      case 'person':
        for (const session of pair[step.who].host.sessions.values()) {
          if (session.id !== this.id) session[step.does]();
        }
        return;
      case 'invites':
        try {
          pair[step.who].host.invite({ address: step.whom, name: 'somebody' }, ASK.id);
        } catch (error) {
          expect(error).toBeInstanceOf(StateError);
        }
    }
  }

  async send(from: Who): Promise<void> {
    const data = `kept ${String(this.sent[from].length)}`;
    this.sent[from].push(data);
    await this.pair[from].applications[0]?.session?.sendContextData(data);
  }

  #receive(to: Who, from: string, message: Record<string, unknown>): void {
    const known = message['sessionId'] === KNOWN;
    const involved = from === 'the other side' || from === 'themselves';
    const address = { 'the other side': addressOf(other(to)), themselves: addressOf(to) }[from] ?? from;
    const sessionId = known && !involved ? this.id : known ? OTHER_ID : message['sessionId'];
    this.pair[to].host.receive(address, arriving({ ...message, sessionId }));
  }
}

describe('invitations of anybody, while a session runs between two others', () => {
  it('do it no harm, and pile nothing up', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40, size: 'max' }), async acts => {
        const town = new Town();
        await town.begin();
        const { pair } = town;
        for (const step of acts) await town.perform(step);
        await town.send('A');
        await town.send('B');
        await settle();
        for (const side of [pair.A, pair.B]) {
          const { host, applications } = side;
          expect(host.sessions.get(town.id)?.state).toBe('connected');
          expect(applications[0]?.received).toEqual(town.sent[other(side.who)]);
          expect(applications[0]?.events.filter(event => event.startsWith('statechange'))).toHaveLength(1);
          const open = [...host.sessions.values()].filter(
            each => !each.inviter && each.state === 'invitation',
          );
          expect(open.length).toBeLessThanOrEqual(LIMITS.openInvitations);
          // At most one launch for each acceptance, and each person accepts each session once.
          const launched = side.launches.map(({ session }) => session.id);
          expect(new Set(launched).size).toBe(launched.length);
        }
        for (const side of [pair.A, pair.B]) side.host.close();
        await settle();
        expect(pair.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 300 },
    );
  });

  it('are refused beyond the limit, and what has ended is forgotten', async () => {
    const pair = new Pair();
    const session = await pair.connect();
    pair.lose = (_from, { sessionId }) => (sessionId === session.id ? 1 : 0);
    const invite = (from: string): void => {
      pair.B.contacts.add(from);
      const application = { id: ASK.id, component: ASK.component, name: ASK.name, url: ASK.url };
      const sessionId = crypto.randomUUID();
      pair.B.host.receive(from, { type: 'invite', sessionId, application, protocol: [1] });
    };
    for (let count = 0; count < 300; count += 1) {
      invite(`person ${String(count)}`);
      if (count % 3 === 0) for (const incoming of pair.B.incoming) incoming.decline();
    }
    await settle();
    const sessions = [...pair.B.host.sessions.values()];
    expect(sessions.length).toBeLessThanOrEqual(1 + LIMITS.openInvitations + LIMITS.endedSessions);
    expect(session.state).toBe('connected');
    pair.B.host.close();
    pair.A.host.close();
    await settle();
    expect(pair.clock.pending).toBe(0);
  });
});

/** How far the two had come when one of the messengers went mad. */
const stage = fc.constantFrom('inviting', 'invited', 'launching', 'waiting', 'connected');

async function beginAt(pair: Pair, at: string): Promise<void> {
  if (at === 'invited') pair.invite('B');
  else pair.invite('A');
  await settle();
  if (at === 'launching') pair.A.opener = () => new Promise(() => undefined);
  if (at === 'waiting') pair.B.opener = () => new Promise(() => undefined);
  if (at !== 'inviting' && at !== 'invited') pair.B.offered.accept();
  await settle();
}

describe('the messenger of the other side gone mad', () => {
  it('gets an end or an answer, and the application on this side hears of one end and of no data twice', async () => {
    using outOfBand = new OutOfBand();
    const messages = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: invitationMessage([KNOWN]) },
        { weight: 1, arbitrary: fc.constant('accepts') },
        { weight: 2, arbitrary: fc.constant('delivers') },
        { weight: 1, arbitrary: fc.constant('sends') },
        { weight: 1, arbitrary: fc.constant('time') },
        { weight: 1, arbitrary: fc.constant('pause') },
      ),
      { minLength: 1, maxLength: 25, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(stage, messages, async (at, steps) => {
        const pair = new Pair();
        await beginAt(pair, at);
        pair.lose = () => 0;
        const [session] = pair.A.host.sessions.values();
        if (session === undefined) throw new Error('there is no session');
        let delivered = 0;
        for (const step of steps) {
          const application = pair.A.applications[0];
          if (step === 'pause') await settle();
          else if (step === 'time') await pair.clock.advance(DEADLINES.retryMs);
          else if (step === 'accepts') session.accept();
          else if (step === 'delivers')
            pair.A.host.receive(addressOf('B'), {
              type: 'data',
              sessionId: session.id,
              seq: ++delivered,
              data: '',
            });
          else if (step === 'sends') application?.session?.sendContextData('mine').catch(() => undefined);
          else pair.A.host.receive(addressOf('B'), arriving({ ...Object(step), sessionId: session.id }));
        }
        await settle();
        // Whoever is mad ends it, or nobody does; but nothing that was begun stays half done.
        await pair.clock.advance(DEADLINES.invitationMs + DEADLINES.readyMs);
        expect(session.state === 'connected' || isTerminal(session.state)).toBe(true);
        pair.A.host.close();
        pair.B.host.close();
        await settle();
        expect(pair.clock.pending).toBe(0);
        expect(pair.A.launches.length).toBeLessThanOrEqual(1);
        const seqs = pair.journal
          .filter(entry => entry.who === 'A' && entry.what === 'application: contextdata')
          .map(({ detail }) => Number(detail));
        expect(seqs).toEqual([...new Set(seqs)].toSorted((one, another) => one - another));
        for (const { events, session: held } of pair.A.applications) {
          if (held === undefined) continue;
          expect(events.filter(event => event === 'termination')).toHaveLength(1);
          expect(events.lastIndexOf('contextdata')).toBeLessThan(events.indexOf('termination'));
          expect(held.outcome).toEqual(session.outcome);
        }
        await outOfBand.check();
      }),
      { numRuns: 500 },
    );
  });
});
