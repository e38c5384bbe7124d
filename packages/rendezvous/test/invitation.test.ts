/** From the invitation to its answer: every way in which two people can come together, or not. */
import { describe, expect, it } from 'vitest';
import {
  DEADLINES,
  HRESULT,
  type InvitationMessage,
  LIMITS,
  PROTOCOL_VERSIONS,
  StateError,
} from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { addressOf, Pair } from './support/pair.ts';
import { ASK, OFFER } from './support/registrations.ts';

const nothingLaunched = (pair: Pair): void => expect(pair.A.launches.length + pair.B.launches.length).toBe(0);

describe('an invitation', () => {
  it('T1 names what the registrations say and refuses an application that none of them has', () => {
    const pair = new Pair();
    expect(() =>
      pair.A.host.invite({ address: 'b@example', name: 'B' }, '{00000000-0000-0000-0000-000000000000}'),
    ).toThrow(expect.objectContaining({ code: 'unknown-application' }));
    pair.A.registrations = [OFFER];
    expect(() => pair.invite('A', ASK)).toThrow(StateError);
    expect(pair.invite('A', OFFER).registration).toBe(OFFER);
  });

  it('is asking, then ringing on both sides, and launches nothing (T2)', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    expect(session.stage).toBe('asking');
    await settle();
    expect(session.stage).toBe('ringing');
    expect(pair.B.offered.stage).toBe('ringing');
    expect(pair.B.offered.inviter).toBe(false);
    expect(pair.B.offered.state).toBe('invitation');
    expect(pair.B.offered.remoteUser).toEqual({ name: 'Anna Novak', address: addressOf('A') });
    nothingLaunched(pair);
  });

  it('T3 ends as DECLINED on both sides when the invitee declines, and launches nothing', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.B.offered.decline();
    await settle();
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'declined', by: 'remote' });
    expect(pair.B.offered.outcome).toMatchObject({ state: 'declined', reason: 'declined', by: 'local' });
    nothingLaunched(pair);
    expect(pair.clock.pending).toBe(0);
  });

  it('T3 ends as CANCELLED on both sides when the inviter takes it back, and launches nothing', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    session.cancel();
    await settle();
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled', by: 'local' });
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled', by: 'remote' });
    pair.B.offered.accept();
    await settle();
    nothingLaunched(pair);
  });

  it('ends with the reason timeout on both sides when nobody answers', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    expect(session.expiresAt).toBe(pair.clock.now() + DEADLINES.invitationMs);
    await pair.clock.advance(DEADLINES.invitationMs - 1);
    expect(session.state).toBe('invitation');
    await pair.clock.advance(1);
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'timeout', hr: HRESULT.TIMEOUT });
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', reason: 'timeout' });
    nothingLaunched(pair);
  });

  it.each([
    ['offline', 'offline'],
    ['busy', 'busy'],
    ['not-contact', 'policy'],
    ['yourself', 'policy'],
    ['rate-limited', 'policy'],
    ['deadline', 'connectivity'],
  ] as const)('ends with a reason in words when the service refuses it with %s', async (code, reason) => {
    const pair = new Pair();
    pair.refuse = () => code;
    const session = pair.invite('A');
    await settle();
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason, by: 'host' });
    expect(pair.clock.pending).toBe(0);
  });

  it('T26 is answered with not-installed, and the invitee learns what is missing, when the application is unknown there', async () => {
    const pair = new Pair();
    pair.B.registrations = [OFFER];
    const session = pair.invite('A', ASK);
    await settle();
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'not-installed', by: 'remote' });
    expect(pair.B.refused).toEqual(['not-installed']);
    expect(pair.B.incoming).toEqual([]);
    expect(pair.B.host.sessions.size).toBe(0);
  });

  it('is answered with unsupported-version when the two speak no common version', async () => {
    const pair = new Pair();
    const beyond = Math.max(...PROTOCOL_VERSIONS) + 1;
    pair.B.registrations = [{ ...ASK, protocol: { min: beyond, max: beyond } }];
    const session = pair.invite('A');
    await settle();
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'unsupported-version' });
  });

  it('T4 is answered with unsupported-version when the invitee would create another component', async () => {
    const pair = new Pair();
    pair.B.registrations = [{ ...ASK, component: OFFER.component }];
    const session = pair.invite('A');
    await settle();
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'unsupported-version' });
    nothingLaunched(pair);
  });

  it('of somebody who is no contact is refused as policy and not shown', async () => {
    const pair = new Pair();
    pair.B.contacts.clear();
    const session = pair.invite('A');
    await settle();
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'policy' });
    expect(pair.B.incoming).toEqual([]);
  });

  it('beyond the open ones that a person may have is answered with busy', async () => {
    const pair = new Pair();
    const registrations = Array.from({ length: LIMITS.openInvitationsPerPerson + 1 }, (_, index) => ({
      ...ASK,
      id: ASK.id.replace('{5', `{${String(index)}`),
    }));
    pair.A.registrations = registrations;
    pair.B.registrations = registrations;
    const sessions = registrations.map(registration => pair.invite('A', registration));
    await settle();
    expect(sessions.map(session => session.outcome?.reason)).toEqual([undefined, undefined, 'busy']);
  });

  it('is not sent twice for the same application to the same person', async () => {
    const pair = new Pair();
    pair.invite('A');
    expect(() => pair.invite('A')).toThrow(expect.objectContaining({ code: 'already-invited' }));
    await settle();
    expect(() => pair.invite('B')).toThrow(expect.objectContaining({ code: 'already-invited' }));
  });

  it('that is repeated or answered twice changes nothing', async () => {
    const pair = new Pair();
    const session = await pair.connect();
    const repeated = pair.journal.find(entry => entry.what === 'sends invite')?.detail as InvitationMessage;
    pair.B.host.receive(addressOf('A'), repeated);
    pair.A.host.receive(addressOf('B'), { type: 'accept', sessionId: session.id, protocol: 1 });
    pair.A.host.receive(addressOf('B'), { type: 'ready', sessionId: session.id });
    await settle();
    expect(session.state).toBe('connected');
    expect(pair.A.launches).toHaveLength(1);
    expect(pair.B.launches).toHaveLength(1);
    expect(pair.B.incoming).toHaveLength(1);
  });

  it('listens to nobody but the other side of its session', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.A.host.receive('mallory@example', { type: 'accept', sessionId: session.id, protocol: 1 });
    pair.A.host.receive('mallory@example', { type: 'cancel', sessionId: session.id, reason: 'cancelled' });
    await settle();
    expect(session.state).toBe('invitation');
    expect(pair.A.host.ignored).toBe(2);
    nothingLaunched(pair);
  });

  it('that was accepted in a version nobody offered is terminated before anything is launched', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.A.host.receive(addressOf('B'), { type: 'accept', sessionId: session.id, protocol: 99 });
    await settle();
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'unsupported-version' });
    nothingLaunched(pair);
  });

  it('stops ringing here when it was answered on another device', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.B.host.receive(addressOf('A'), {
      type: 'cancel',
      sessionId: session.id,
      reason: 'answered-elsewhere',
    });
    expect(pair.B.offered.outcome).toMatchObject({
      state: 'cancelled',
      reason: 'answered-elsewhere',
      by: 'host',
    });
    nothingLaunched(pair);
  });

  it('gives up the application that a slower device has already started', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.refuse = (from, message) => (from === 'B' && message.type === 'accept' ? 'busy' : undefined);
    pair.B.opener = () => new Promise(() => undefined);
    pair.B.offered.accept();
    pair.B.host.receive(addressOf('A'), {
      type: 'cancel',
      sessionId: session.id,
      reason: 'answered-elsewhere',
    });
    await settle();
    expect(pair.B.offered.outcome?.reason).toBe('answered-elsewhere');
    expect(pair.B.launches[0]?.signal.aborted).toBe(true);
    await pair.clock.advance(DEADLINES.teardownMs);
    expect(pair.B.offered.applicationRunning).toBe(false);
  });

  it('is taken back as soon as the inviter’s connection is lost, and the invitee hears it when it is back', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.refuse = from => (from === 'A' ? 'offline' : undefined);
    pair.A.host.connectionLost();
    await settle();
    expect(session.outcome).toMatchObject({ reason: 'connectivity', by: 'host' });
    expect(pair.B.offered.state).toBe('invitation');
    pair.refuse = undefined;
    pair.A.host.connectionRestored();
    await settle();
    expect(pair.B.offered.outcome).toMatchObject({
      state: 'cancelled',
      reason: 'connectivity',
      by: 'remote',
    });
  });
});

describe('an invitation that nobody has answered when the invitee’s messenger is connected again', () => {
  const again = (pair: Pair, id: string): void =>
    pair.B.host.receive(addressOf('A'), {
      type: 'invite',
      sessionId: id,
      application: { id: ASK.id, component: ASK.component, name: ASK.name, url: ASK.url },
      protocol: [1],
    });

  it('stands when it is delivered once more, and can be accepted', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    pair.B.host.connectionLost();
    pair.B.host.connectionRestored();
    again(pair, session.id);
    await pair.clock.advance(2 * DEADLINES.confirmMs);
    expect(pair.B.incoming).toHaveLength(1);
    pair.B.offered.accept();
    await settle();
    expect(session.state).toBe('connected');
  });

  it('ends when it is not, because the messenger has forgotten it; the next one is not in its way', async () => {
    const pair = new Pair();
    const session = pair.invite('A');
    await settle();
    const first = pair.B.offered;
    pair.B.host.connectionLost();
    expect(first.state).toBe('invitation');
    pair.B.host.connectionRestored();
    await pair.clock.advance(DEADLINES.confirmMs);
    expect(first.outcome).toMatchObject({ state: 'cancelled', reason: 'connectivity', by: 'host' });
    expect(session.outcome).toMatchObject({ state: 'cancelled', reason: 'timeout', by: 'remote' });
    const second = pair.invite('A');
    await settle();
    expect(second.stage).toBe('ringing');
  });
});

describe('two invitations that cross (glare)', () => {
  it.each(['A', 'B'] as const)(
    'leave one, and only the person who lost is asked, whoever that is (%s)',
    async winner => {
      // Session ids are random: try until the wanted side has the lower one.
      for (let attempt = 0; attempt < 64; attempt += 1) {
        const pair = new Pair();
        pair.holding = true;
        const ofA = pair.invite('A');
        const ofB = pair.invite('B');
        const lower = ofA.id < ofB.id ? 'A' : 'B';
        if (lower !== winner) continue;
        await pair.release();
        const [won, lost, loser] =
          winner === 'A' ? ([ofA, ofB, pair.B] as const) : ([ofB, ofA, pair.A] as const);
        await settle();
        expect(lost.outcome).toMatchObject({ state: 'cancelled', reason: 'glare', by: 'host' });
        expect(won.stage).toBe('ringing');
        expect(loser.incoming.map(session => session.id)).toEqual([won.id]);
        expect(pair[winner].incoming).toEqual([]);
        nothingLaunched(pair);
        loser.offered.accept();
        await settle();
        expect(won.state).toBe('connected');
        expect(loser.offered.state).toBe('connected');
        return;
      }
      throw new Error('no attempt gave the wanted side the lower id');
    },
  );

  it('do not cross when they are for different applications', async () => {
    const pair = new Pair();
    pair.holding = true;
    const ask = pair.invite('A', ASK);
    const offer = pair.invite('B', OFFER);
    await pair.release();
    await settle();
    expect([ask.stage, offer.stage]).toEqual(['ringing', 'ringing']);
  });

  it('are answered with busy while the two already use the application', async () => {
    const pair = new Pair();
    const session = await pair.connect();
    pair.A.host.receive(addressOf('B'), {
      type: 'invite',
      sessionId: '00000000-0000-4000-8000-000000000000',
      application: { id: ASK.id, component: ASK.component, name: ASK.name, url: ASK.url },
      protocol: [1],
    });
    await settle();
    expect(pair.journal.at(-2)).toMatchObject({
      who: 'A',
      what: 'sends unavailable',
      detail: { reason: 'busy' },
    });
    expect(session.state).toBe('connected');
  });
});

describe('a host', () => {
  it('forgets the oldest ended sessions and no living one', async () => {
    const pair = new Pair();
    const living = await pair.connect('A', OFFER);
    for (let count = 0; count < LIMITS.endedSessions + 10; count += 1) pair.invite('A', ASK).cancel();
    await settle();
    expect(pair.A.host.sessions.size).toBe(LIMITS.endedSessions + 1);
    expect(pair.A.host.sessions.get(living.id)).toBe(living);
  });

  it('gives a new map of its sessions after a change, and the same one until then', async () => {
    const pair = new Pair();
    const before = pair.A.host.sessions;
    expect(pair.A.host.sessions).toBe(before);
    let changes = 0;
    pair.A.host.addEventListener('change', () => {
      changes += 1;
    });
    const session = pair.invite('A');
    await settle();
    expect(changes).toBeGreaterThan(0);
    expect(pair.A.host.sessions).not.toBe(before);
    expect(pair.A.host.sessions.get(session.id)).toBe(session);
  });
});
