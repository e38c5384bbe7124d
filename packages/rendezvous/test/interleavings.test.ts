/** Two real hosts and real applications under random persons, crashes, refusals and time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, type HostSession, isTerminal } from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { other, Pair, type Who } from './support/pair.ts';
import { ASK } from './support/registrations.ts';

type Action =
  | {
      readonly type: 'accept' | 'decline' | 'cancel' | 'end' | 'terminate' | 'crash' | 'finish' | 'data';
      readonly who: Who;
    }
  | { readonly type: 'connection'; readonly who: Who; readonly up: boolean }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'invite'; readonly who: Who }
  | { readonly type: 'settle' };

const who = fc.constantFrom<Who>('A', 'B');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('accept' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('decline', 'cancel', 'end', 'terminate', 'crash', 'finish', 'data' as const),
      who,
    }),
  },
  fc.record({ type: fc.constant('connection' as const), who, up: fc.boolean() }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(10, 3_000, 15_000, 30_000, 120_000) }),
  fc.record({ type: fc.constant('invite' as const), who }),
  { weight: 5, arbitrary: fc.constant({ type: 'settle' } as const) },
);
const fault = fc.constantFrom('works', 'works', 'works', 'rejects', 'hangs', 'late' as const);

function prepare(pair: Pair, side: Who, kind: 'works' | 'rejects' | 'hangs' | 'late'): void {
  if (kind === 'rejects') pair[side].opener = () => Promise.reject(new Error('refused by the test'));
  if (kind === 'hangs') pair[side].opener = () => new Promise(() => undefined);
  if (kind === 'late') {
    pair[side].opener = (launch, there) =>
      new Promise(resolve => {
        pair.clock.setTimer(DEADLINES.launchMs / 2, () => resolve(there.open(launch)));
      });
  }
}

async function perform(pair: Pair, down: Set<Who>, step: Action): Promise<void> {
  switch (step.type) {
    case 'settle':
      await settle();
      return;
    case 'wait':
      await pair.clock.advance(step.ms);
      return;
    case 'invite':
      try {
        pair.invite(step.who, ASK);
      } catch (error) {
        expect(error).toMatchObject({ code: 'already-invited' });
      }
      return;
    case 'connection':
      if (step.up) {
        down.delete(step.who);
        pair[step.who].host.connectionRestored();
      } else {
        down.add(step.who);
        pair[step.who].host.connectionLost();
      }
      return;
    default:
      act(pair, step.type, step.who);
  }
}

function act(
  pair: Pair,
  type: Exclude<Action['type'], 'settle' | 'wait' | 'invite' | 'connection'>,
  who: Who,
): void {
  const sessions = [...pair[who].host.sessions.values()];
  const session = sessions.find(each => !isTerminal(each.state)) ?? sessions.at(-1);
  const application = pair[who].applications.at(-1);
  switch (type) {
    case 'accept':
    case 'decline':
    case 'cancel':
    case 'end':
      session?.[type]();
      return;
    case 'terminate':
      void application?.session?.terminate();
      return;
    case 'finish':
      application?.application?.finished().catch(() => undefined);
      return;
    case 'crash':
      application?.crash();
      return;
    case 'data':
      application?.session?.sendContextData(`${String(application.session.state)}`).catch(() => undefined);
  }
}

function checkSide(pair: Pair, side: Who): void {
  const { launches, applications, host } = pair[side];
  const entries = pair.journal.filter(entry => entry.who === side);
  for (const session of host.sessions.values()) {
    expect(isTerminal(session.state)).toBe(true);
    const own = launches.filter(launch => launch.session === session);
    expect(own.length).toBeLessThanOrEqual(1);
    // Never launched without an acceptance that both sides could see.
    const said = session.inviter ? 'receives accept' : 'sends accept';
    const accepted = entries.some(
      entry => entry.what === said && (entry.detail as { sessionId?: string }).sessionId === session.id,
    );
    const tried = accepted || (!session.inviter && pair.refused.has(`accept ${session.id}`));
    if (own.length > 0) expect(tried).toBe(true);
  }
  for (const { events, session, received } of applications) {
    expect(events.filter(event => event === 'set-session').length).toBeLessThanOrEqual(1);
    if (session === undefined) continue;
    expect(events.filter(event => event === 'termination')).toHaveLength(1);
    expect(events.filter(event => event.endsWith(' connected')).length).toBeLessThanOrEqual(1);
    // No data outside CONNECTED, on either side.
    const connected = events.indexOf('statechange accepted connected');
    const first = events.indexOf('contextdata');
    if (first >= 0) expect(connected).toBeGreaterThanOrEqual(0);
    if (first >= 0) expect(first).toBeGreaterThan(connected);
    expect(events.lastIndexOf('contextdata')).toBeLessThan(events.indexOf('termination'));
    for (const data of received) expect(data).toBe('connected');
    expect(session.outcome).toBeDefined();
  }
}

/** What both know of one session must agree, unless a connection was lost in between. */
function checkAgreement(mine: HostSession, theirs: HostSession | undefined): void {
  if (theirs === undefined) return;
  const connected = [mine, theirs].map(session => session.outcome?.state);
  if (mine.outcome?.reason === 'success' && theirs.outcome?.reason === 'success')
    expect(connected[0]).toBe(connected[1]);
  expect(mine.inviter).toBe(!theirs.inviter);
}

describe('any interleaving of two people, two applications and time', () => {
  it('T2 T3 T5 T14 T18 T24 T25 ends on both sides, with one record, and never launches without acceptance', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 1, maxLength: 25 }),
        fault,
        fault,
        fc.boolean(),
        async (actions, faultOfA, faultOfB, answered) => {
          const pair = new Pair();
          const down = new Set<Who>();
          pair.refuse = (from, message) => {
            if (!down.has(from) && !down.has(other(from))) return undefined;
            if (message.type === 'accept') pair.refused.add(`accept ${message.sessionId}`);
            return 'offline';
          };
          prepare(pair, 'A', faultOfA);
          prepare(pair, 'B', faultOfB);
          pair.invite('A', ASK);
          if (answered) {
            await settle();
            pair.B.offered.accept();
            await settle();
          }
          for (const step of actions) await perform(pair, down, step);
          // Connections come back, the persons close what is left, and time passes.
          for (const side of ['A', 'B'] as const)
            await perform(pair, down, { type: 'connection', who: side, up: true });
          await settle();
          await pair.clock.advance(DEADLINES.invitationMs + DEADLINES.readyMs);
          for (const session of pair.A.host.sessions.values()) session.end();
          await settle();
          // A side that was told nothing, because the other was offline at the last word, is told now.
          for (const side of ['A', 'B'] as const) pair[side].host.connectionRestored();
          await settle();
          checkSide(pair, 'A');
          checkSide(pair, 'B');
          for (const mine of pair.A.host.sessions.values()) {
            checkAgreement(mine, pair.B.host.sessions.get(mine.id));
          }
          for (const application of [...pair.A.applications, ...pair.B.applications]) application.crash();
          await pair.clock.advance(DEADLINES.launchMs + DEADLINES.requestMs);
          for (const side of [pair.A, pair.B]) {
            for (const session of side.host.sessions.values()) expect(session.applicationRunning).toBe(false);
          }
          expect(pair.clock.pending).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });
});
