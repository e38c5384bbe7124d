/** From the menu to an answer, or to none. */
import { describe, expect, vi } from 'vitest';
import { DEADLINES, HRESULT, InvitationMessage, LIMITS, type RefusedEvent } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, NAMES, Pair } from '../support/pair.ts';
import { ASK, OFFER } from '../support/registrations.ts';
import { connectedPair, hostSessionOf, invitedPair, launchesOf, sessionOf } from './people.ts';
import { verifies } from './verifies.ts';

const ID = { low: '00000000-0000-4000-8000-000000000000', high: 'ffffffff-ffff-4fff-bfff-ffffffffffff' };
const inviteOf = (sessionId: string, registration = ASK): InvitationMessage => {
  const { id, component, name, url } = registration;
  return { type: 'invite', sessionId, application: { id, component, name, url }, protocol: [1] };
};
/** What a side has said in the invitation layer, by type. */
const said = (pair: Pair, who: 'A' | 'B', type: string) =>
  pair.journal
    .filter(entry => entry.who === who && entry.what === `sends ${type}`)
    .map(({ detail }) => detail);

describe('an invitation', () => {
  verifies('R4', async () => {
    const { pair, session } = await invitedPair();
    await pair.clock.advance(DEADLINES.invitationMs - 1);
    expect(session.state).toBe('invitation');
    await pair.clock.advance(1);
    for (const side of [session, pair.B.offered]) {
      expect(side.outcome).toMatchObject({ state: 'cancelled', reason: 'timeout', hr: HRESULT.TIMEOUT });
    }
    expect([launchesOf(pair), pair.clock.pending]).toEqual([0, 0]);
  });

  verifies('R4', 'at the invitee alone, when the inviter has vanished', async () => {
    const { pair } = await invitedPair();
    pair.lose = () => 0;
    await pair.clock.advance(DEADLINES.invitationMs);
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', reason: 'timeout', by: 'host' });
  });

  verifies('R5', async () => {
    const { pair, session } = await invitedPair(each => each.B.contacts.clear());
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'policy' });
    expect(pair.B.incoming).toEqual([]);
    // A stranger does not learn what is installed.
    pair.B.registrations = [];
    const second = pair.invite('A');
    await settle();
    expect(second.outcome).toMatchObject({ reason: 'policy' });
  });

  verifies('R6', async () => {
    const refusals: RefusedEvent[] = [];
    const open = vi.fn();
    const { pair, session } = await invitedPair(each => {
      each.B.registrations = [];
      each.B.opener = launch => {
        open(launch);
        return Promise.reject(new Error('nothing may be opened'));
      };
      each.B.host.addEventListener('refused', event => refusals.push(event));
    });
    expect(refusals).toMatchObject([
      { reason: 'not-installed', application: { name: ASK.name, url: ASK.url }, from: { name: NAMES.A } },
    ]);
    expect(session.outcome).toMatchObject({ reason: 'not-installed' });
    await pair.clock.advance(DEADLINES.invitationMs);
    expect(open).not.toHaveBeenCalled();
  });

  verifies('R7', 'no common version', async () => {
    const { session } = await invitedPair(each => {
      each.B.registrations = [{ ...ASK, protocol: { min: 2, max: 3 } }];
    });
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'unsupported-version' });
  });

  verifies('R7', 'another component', async () => {
    const { session, pair } = await invitedPair(each => {
      each.B.registrations = [{ ...ASK, component: OFFER.component }];
    });
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'unsupported-version' });
    expect(launchesOf(pair)).toBe(0);
  });

  verifies('R8', async () => {
    const pair = new Pair();
    const many = Array.from({ length: LIMITS.openInvitationsPerPerson + 1 }, (_, index) => ({
      ...ASK,
      id: `{00000000-0000-0000-0000-00000000000${String(index)}}`,
    }));
    for (const side of [pair.A, pair.B]) side.registrations = many;
    const sessions = many.map(registration => pair.invite('A', registration));
    await settle();
    expect(sessions.map(({ outcome }) => outcome?.reason)).toEqual([undefined, undefined, 'busy']);
    expect(pair.B.incoming).toHaveLength(LIMITS.openInvitationsPerPerson);
    pair.B.incoming[0]?.decline();
    await settle();
    const next = pair.invite('A', many[2]);
    await settle();
    expect(next.stage).toBe('ringing');
  });

  verifies('R9', async () => {
    const { pair } = await invitedPair();
    expect(() => pair.invite('A')).toThrow(expect.objectContaining({ code: 'already-invited' }));
    expect(() => pair.A.host.invite({ address: addressOf('A'), name: NAMES.A }, ASK.id)).toThrow(
      expect.objectContaining({ code: 'yourself' }),
    );
    // Nor does a service that turns a message back on its sender make one.
    pair.A.contacts.add(addressOf('A'));
    const { id, component, name, url } = ASK;
    pair.A.host.receive(addressOf('A'), {
      type: 'invite',
      sessionId: '00000000-0000-4000-8000-000000000000',
      application: { id, component, name, url },
      protocol: [1],
    });
    expect(pair.A.incoming).toEqual([]);
    expect(pair.A.refused).toEqual(['policy']);
  });

  verifies('R12', async () => {
    const pair = new Pair();
    const to = { address: addressOf('B'), name: NAMES.B };
    const longest = 'ß'.repeat(LIMITS.invitationDataBytes / 2);
    expect(() => pair.A.host.invite(to, ASK.id, { data: `${longest}!` })).toThrow(
      expect.objectContaining({ code: 'over-limit' }),
    );
    pair.A.host.invite(to, ASK.id, { data: longest });
    await settle();
    expect(pair.B.offered.invitationData).toBe(longest);
    pair.B.offered.accept();
    await settle();
    expect([sessionOf(pair, 'A').invitationData, sessionOf(pair, 'B').invitationData]).toEqual([
      longest,
      longest,
    ]);
    const tooLong = { ...inviteOf(ID.low), data: `${longest}!` };
    expect(InvitationMessage.safeParse(tooLong).success).toBe(false);
  });
});

describe('two invitations that cross', () => {
  for (const stands of ['theirs', 'ours'] as const) {
    verifies('R10', `${stands} is the lower`, async () => {
      const pair = new Pair();
      pair.holding = true;
      const own = pair.invite('A');
      pair.A.host.receive(addressOf('B'), inviteOf(stands === 'theirs' ? ID.low : ID.high));
      const live = [...pair.A.host.sessions.values()].filter(({ outcome }) => outcome === undefined);
      expect(live).toHaveLength(1);
      if (stands === 'ours') {
        expect(live[0]).toBe(own);
        return;
      }
      expect(own.outcome).toMatchObject({ state: 'cancelled', reason: 'glare' });
      expect(live[0]).toMatchObject({ id: ID.low, inviter: false, stage: 'ringing' });
      expect(said(pair, 'A', 'cancel')).toMatchObject([{ sessionId: own.id, reason: 'glare' }]);
    });
  }

  verifies('R10', 'for real', async () => {
    const pair = new Pair();
    const sessions = [pair.invite('A'), pair.invite('B')];
    await settle();
    const standing = sessions.filter(({ outcome }) => outcome === undefined);
    expect(standing).toHaveLength(1);
    const ids = sessions.map(({ id }) => id).sort();
    expect(standing[0]?.id).toBe(ids[0]);
    const invitee = standing[0] === sessions[0] ? pair.B : pair.A;
    invitee.offered.accept();
    await settle();
    expect(standing[0]?.state).toBe('connected');
    expect(launchesOf(pair)).toBe(2);
  });
});

describe('several devices', () => {
  verifies('R11', async () => {
    const { pair, session } = await invitedPair();
    const ringing = pair.B.offered;
    // What the messenger's service tells the devices that did not answer.
    const elsewhere = { type: 'cancel', sessionId: session.id, reason: 'answered-elsewhere' } as const;
    pair.B.host.receive(addressOf('A'), elsewhere);
    ringing.accept();
    await settle();
    expect(ringing.outcome).toMatchObject({ state: 'cancelled', reason: 'answered-elsewhere', by: 'host' });
    expect(pair.B.launches).toEqual([]);
  });

  verifies('R11', 'the slower of two that accepted stops as well', async () => {
    const { pair } = await invitedPair(each => {
      each.B.opener = () => new Promise(() => undefined);
    });
    pair.holding = true;
    pair.B.offered.accept();
    const elsewhere = { type: 'cancel', sessionId: pair.B.offered.id, reason: 'answered-elsewhere' } as const;
    pair.B.host.receive(addressOf('A'), elsewhere);
    await pair.clock.advance(DEADLINES.teardownMs);
    expect(pair.B.offered.outcome).toMatchObject({ state: 'cancelled', reason: 'answered-elsewhere' });
    expect(pair.B.launches[0]?.signal.aborted).toBe(true);
    expect(pair.B.offered.applicationRunning).toBe(false);
  });
});

describe('a message', () => {
  verifies('R13', async () => {
    const { pair, session } = await connectedPair();
    const { ignored } = pair.A.host;
    const end = { type: 'terminate', reason: 'success', hr: 0, appData: '' } as const;
    pair.A.host.receive('mallory@example', { ...end, sessionId: session.id });
    pair.A.host.receive(addressOf('B'), { ...end, sessionId: ID.high });
    pair.A.host.receive('mallory@example', { type: 'data', sessionId: session.id, seq: 1, data: 'forged' });
    await settle();
    expect(pair.A.host.ignored).toBe(ignored + 3);
    expect(session.state).toBe('connected');
    expect(pair.A.running.received).toEqual([]);
    expect(pair.A.host.sessions.size).toBe(1);
  });

  verifies('R14', async () => {
    const { pair, a } = await connectedPair();
    pair.refuse = from => (from === 'A' ? 'connectivity' : undefined);
    pair.A.host.connectionLost();
    await a.terminate(3, 'said while nobody heard');
    await settle();
    expect(hostSessionOf(pair, 'B').state).toBe('connected');
    pair.refuse = undefined;
    pair.A.host.connectionRestored();
    await settle();
    expect(hostSessionOf(pair, 'B').outcome).toMatchObject({
      state: 'cancelled',
      reason: 'success',
      hr: 3,
      appData: 'said while nobody heard',
    });
  });
});
