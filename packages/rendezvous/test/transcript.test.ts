/** The seed's steps, by number: rendezvous-api 5.1 (Ask) and 5.2 (Offer), with two real hosts and two real applications. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type HostSession, HRESULT, type Registration, SESSION_FLAGS } from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { addressOf, NAMES, other, Pair, type Who } from './support/pair.ts';
import { ASK, OFFER } from './support/registrations.ts';

/** Runs the whole interaction once: `inviter` invites, data flows, the inviter's application terminates. */
async function perform(inviter: Who, registration: Registration) {
  const invitee = other(inviter);
  const pair = new Pair();
  const menu = pair[inviter].registrations.map(({ name }) => name);
  const session = pair.invite(inviter, registration);
  await settle();
  const beforeAcceptance = pair.A.launches.length + pair.B.launches.length;
  pair[inviter === 'A' ? 'B' : 'A'].note('person accepts');
  pair[invitee].offered.accept();
  await settle();
  const applications = { A: pair.A.running, B: pair.B.running };
  const holds = { A: applications.A.session?.hold(), B: applications.B.session?.hold() };
  const heldAfterHandOver = { A: applications.A.session?.holds, B: applications.B.session?.holds };
  const data = 'opaque \0 \u{1F511} text';
  await applications[inviter].session?.sendContextData(data);
  await settle();
  await applications[invitee].session?.sendContextData('');
  await settle();
  await applications[inviter].session?.terminate(HRESULT.S_OK, 'own transport is up');
  await settle();
  const releasedEarly = { A: false, B: false };
  for (const who of ['A', 'B'] as const) {
    void applications[who].session?.released.then(() => {
      releasedEarly[who] = true;
    });
  }
  await settle();
  const releasedBeforeRelease = { ...releasedEarly };
  holds.A?.[Symbol.dispose]();
  holds.B?.[Symbol.dispose]();
  await settle();
  await applications.A.application?.finished();
  await applications.B.application?.finished();
  await settle();
  return {
    pair,
    menu,
    session,
    beforeAcceptance,
    applications,
    heldAfterHandOver,
    data,
    releasedBeforeRelease,
    released: releasedEarly,
  };
}
type Performance = Awaited<ReturnType<typeof perform>>;

const before = (p: Performance, who: Who, first: string, second: string, whoSecond: Who = who): void => {
  expect(p.pair.indexOf(who, first)).toBeLessThan(p.pair.indexOf(whoSecond, second));
};
const hostSession = (p: Performance, who: Who): HostSession | undefined =>
  p.pair[who].host.sessions.get(p.session.id);

/** The steps with `I` for the inviter's side and `E` for the invitee's; in Ask the inviter is A. */
function steps(I: Who, E: Who, registration: Registration): [number, string, (p: Performance) => void][] {
  return [
    [
      1,
      'the messenger reads the registration and shows its name',
      p => expect(p.menu).toContain(registration.name),
    ],
    [
      2,
      'the inviter picks the application and the invitation goes to the invitee',
      p =>
        expect(p.pair.journal[p.pair.indexOf(I, 'sends invite')]?.detail).toMatchObject({
          application: { id: registration.id, component: registration.component, name: registration.name },
        }),
    ],
    [
      3,
      'the invitee accepts, and nothing was created before (T2)',
      p => {
        expect(p.beforeAcceptance).toBe(0);
        before(p, E, 'receives invite', 'person accepts');
      },
    ],
    [4, 'the acceptance reaches the inviter', p => before(p, E, 'sends accept', 'receives accept', I)],
    [
      5,
      'the inviter side creates its session object, one and the same throughout',
      p => expect(hostSession(p, I)).toBe(p.session),
    ],
    [
      6,
      'the inviter side creates the application by the component id',
      p => {
        before(p, I, 'receives accept', 'launch');
        expect(p.pair[I].launches.map(l => l.registration.component)).toEqual([registration.component]);
      },
    ],
    [7, 'the inviter side hands its session over', p => before(p, I, 'launch', 'host says app/setSession')],
    [
      8,
      'the invitee side creates its session object',
      p => expect(hostSession(p, E)).toBe(p.pair[E].offered),
    ],
    [
      9,
      'the invitee side creates the application by the same component id (T4)',
      p => expect(p.pair[E].launches.map(l => l.registration.component)).toEqual([registration.component]),
    ],
    [10, 'the invitee side hands its session over', p => before(p, E, 'launch', 'host says app/setSession')],
    [11, 'the inviter side subscribes inside the hand-over (T6, T7)', p => subscribes(p, I)],
    [12, 'the inviter side holds the session, which outlives the hand-over (T8)', p => holds(p, I)],
    [
      13,
      'the inviter side reads its flags',
      p => expect(p.applications[I].session?.flags).toBe(SESSION_FLAGS.inviter),
    ],
    [
      14,
      'the inviter side reads the name of the other person (T10)',
      p => expect(p.applications[I].session?.remoteUser).toEqual({ name: NAMES[E], address: addressOf(E) }),
    ],
    [15, 'the invitee side subscribes inside the hand-over (T6, T7)', p => subscribes(p, E)],
    [16, 'the invitee side holds the session, which outlives the hand-over (T8)', p => holds(p, E)],
    [
      17,
      'the invitee side reads its flags (T9)',
      p => expect(p.applications[E].session?.flags).toBe(SESSION_FLAGS.invitee),
    ],
    [
      18,
      'the invitee side reads the name of the other person (T10)',
      p => expect(p.applications[E].session?.remoteUser).toEqual({ name: NAMES[I], address: addressOf(I) }),
    ],
    [19, 'the inviter side becomes connected after both hand-overs (T11, T12, T13)', p => connects(p, I)],
    [20, 'the invitee side becomes connected after both hand-overs (T11, T12, T13)', p => connects(p, E)],
    [
      21,
      'the inviter side sends context data',
      p =>
        before(
          p,
          I,
          'application: statechange accepted connected',
          'application says session/sendContextData',
        ),
    ],
    [
      22,
      'it goes to the messenger',
      p => before(p, I, 'application says session/sendContextData', 'sends data'),
    ],
    [
      23,
      'it crosses the messenger’s transport as it is (T15)',
      p =>
        expect(p.pair.journal[p.pair.indexOf(I, 'sends data')]?.detail).toMatchObject({
          seq: 1,
          data: p.data,
        }),
    ],
    [24, 'it is received by the other messenger', p => before(p, I, 'sends data', 'receives data', E)],
    [
      25,
      'the invitee side gets it as an event, and data flows back too (A15)',
      p => {
        expect(p.applications[E].received).toEqual([p.data]);
        expect(p.applications[I].received).toEqual(['']);
      },
    ],
    [
      26,
      'the inviter side terminates',
      p => before(p, E, 'sends data', 'application says session/terminate', I),
    ],
    [
      27,
      'that reaches its messenger',
      p => before(p, I, 'application says session/terminate', 'sends terminate'),
    ],
    [
      28,
      'which tells the other messenger, with code and text (T20)',
      p =>
        expect(p.pair.journal[p.pair.indexOf(I, 'sends terminate')]?.detail).toMatchObject({
          reason: 'success',
          hr: HRESULT.S_OK,
          appData: 'own transport is up',
        }),
    ],
    [29, 'the inviter side sees CANCELLED, although it was the caller (T19)', p => cancels(p, I, 'local')],
    [30, 'the inviter side hears nothing more (T21)', p => silent(p, I)],
    [31, 'the inviter side releases its last hold and goes (T22, T23)', p => releases(p, I)],
    [
      32,
      'the end reaches the invitee’s messenger',
      p => before(p, I, 'sends terminate', 'receives terminate', E),
    ],
    [33, 'the invitee side sees CANCELLED (T18)', p => cancels(p, E, 'remote')],
    [34, 'the invitee side hears nothing more (T21)', p => silent(p, E)],
    [35, 'the invitee side releases its last hold and goes (A3: not A again)', p => releases(p, E)],
  ];
}

function subscribes(p: Performance, who: Who): void {
  before(p, who, 'application: set-session', 'application says answer');
  // Nothing that the host told was lost: connected, data, the record, cancelled.
  const told = p.pair.journal.filter(
    entry =>
      entry.who === who && /^host says session\/(stateChanged|contextData|terminated)$/.test(entry.what),
  );
  const heard = p.applications[who].events.filter(what => what !== 'set-session');
  expect(heard).toHaveLength(told.length);
}
function holds(p: Performance, who: Who): void {
  expect(p.heldAfterHandOver[who]).toBe(1);
  expect(p.pair.journal.filter(e => e.who === who && e.what === 'host says app/setSession')).toHaveLength(1);
}
function connects(p: Performance, who: Who): void {
  const what = 'application: statechange accepted connected';
  expect(p.pair.journal[p.pair.indexOf(who, what)]?.detail).toEqual({ state: 'connected' });
  for (const side of ['A', 'B'] as const) before(p, side, 'sends ready', what, who);
}
function cancels(p: Performance, who: Who, by: 'local' | 'remote'): void {
  const what = 'application: statechange connected cancelled';
  expect(p.pair.journal[p.pair.indexOf(who, what)]?.detail).toEqual({ state: 'cancelled' });
  expect(p.applications[who].session?.outcome).toEqual({
    state: 'cancelled',
    reason: 'success',
    hr: HRESULT.S_OK,
    appData: 'own transport is up',
    by,
  });
  expect(hostSession(p, who)?.outcome).toEqual(p.applications[who].session?.outcome);
}
function silent(p: Performance, who: Who): void {
  expect(p.applications[who].events.slice(-2)).toEqual(['termination', 'statechange connected cancelled']);
  expect(p.applications[who].events.filter(what => what === 'termination')).toHaveLength(1);
}
function releases(p: Performance, who: Who): void {
  expect(p.releasedBeforeRelease[who]).toBe(false);
  expect(p.released[who]).toBe(true);
  expect(p.applications[who].session?.holds).toBe(0);
  expect(hostSession(p, who)?.applicationRunning).toBe(false);
  expect(p.pair[who].lettingGo).toBe(1);
}

describe.each([
  ['Ask: the inviter is the novice A', 'A', ASK],
  ['Offer, by symmetry (A18): the inviter is the expert B', 'B', OFFER],
] as const)('%s', (_title, inviter, registration) => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(inviter, registration);
  });
  it.each(steps(inviter, other(inviter), registration))('step %i: %s', (_number, _text, check) => {
    check(performance);
  });
});
