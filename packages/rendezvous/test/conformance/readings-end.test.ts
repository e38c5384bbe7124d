/** Where Microsoft's texts are silent or slip: the end, and what they leave out. */
import { describe, expect } from 'vitest';
import { type EndReason, normalizeGuid, Registration } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, NAMES, other, Pair } from '../support/pair.ts';
import { ASK, OFFER } from '../support/registrations.ts';
import { connectedPair, hostSessionOf, invitedPair, sessionOf } from './people.ts';
import { verifies } from './verifies.ts';

const SIDES = ['A', 'B'] as const;

describe('the end', () => {
  verifies('A13', async () => {
    const { pair, a } = await connectedPair();
    await a.terminate();
    await settle();
    // It goes when it likes; the messenger keeps nothing back.
    pair.A.running.channel.close();
    await settle();
    expect(pair.A.lettingGo).toBe(1);
    expect(hostSessionOf(pair, 'A')).toMatchObject({ applicationRunning: false, holds: 0 });
    expect(pair.clock.pending).toBe(0);
  });

  verifies('A14', async () => {
    const { pair, a, b } = await connectedPair();
    await a.terminate();
    await settle();
    await pair.A.running.application?.finished();
    pair.A.host.close();
    pair.B.host.close();
    await settle();
    await pair.B.running.application?.finished().catch(() => undefined);
    await settle();
    expect([pair.A.lettingGo, pair.B.lettingGo]).toEqual([1, 1]);
    for (const session of [a, b]) expect(session.outcome).toMatchObject({ reason: 'success' });
  });

  for (const who of SIDES) {
    verifies('A16', `${who} alone`, async () => {
      const { pair } = await connectedPair();
      await sessionOf(pair, who).terminate(5);
      await settle();
      expect(sessionOf(pair, other(who)).outcome).toMatchObject({ hr: 5, by: 'remote', state: 'cancelled' });
    });
  }
  verifies('A16', 'both at once', async () => {
    const { pair, a, b } = await connectedPair();
    pair.holding = true;
    await Promise.all([a.terminate(1), b.terminate(2)]);
    await pair.release();
    expect(a.outcome).toMatchObject({ hr: 1, by: 'local', state: 'cancelled' });
    expect(b.outcome).toMatchObject({ hr: 2, by: 'local', state: 'cancelled' });
  });

  verifies('A17', async () => {
    const { pair, a, b } = await connectedPair();
    pair.holding = true;
    await a.terminate();
    expect(a.state).toBe('cancelled');
    expect(b.state).toBe('connected');
    await pair.release();
    expect(b.state).toBe('cancelled');
  });
});

describe('what is not there', () => {
  verifies('A18', async () => {
    const pair = new Pair();
    await pair.connect('B', OFFER);
    expect(pair.A.launches.map(({ registration }) => registration.component)).toEqual([OFFER.component]);
    expect([sessionOf(pair, 'B').flags, sessionOf(pair, 'A').flags]).toEqual([1, 2]);
    await sessionOf(pair, 'B').sendContextData('from the expert');
    await settle();
    await sessionOf(pair, 'B').terminate();
    await settle();
    expect(pair.A.running.received).toEqual(['from the expert']);
    expect(sessionOf(pair, 'A').outcome).toMatchObject({ state: 'cancelled', by: 'remote' });
  });

  verifies('A19', async () => {
    const reasonOf = async (prepare: (pair: Pair) => void, act: (pair: Pair) => Promise<void> | void) => {
      const { pair, session } = await invitedPair(prepare);
      await act(pair);
      await settle();
      return session.outcome?.reason;
    };
    const accept = async (pair: Pair): Promise<void> => {
      pair.B.offered.accept();
      await settle();
    };
    const nothing = (): void => undefined;
    const found: (EndReason | undefined)[] = [
      await reasonOf(nothing, pair => pair.B.offered.decline()),
      await reasonOf(nothing, pair => hostSessionOf(pair, 'A').cancel()),
      await reasonOf(nothing, pair => pair.clock.advance(120_000)),
      await reasonOf(pair => {
        pair.B.registrations = [];
      }, nothing),
      await reasonOf(pair => {
        pair.refuse = () => 'offline';
      }, nothing),
      await reasonOf(pair => {
        pair.B.opener = () => Promise.reject(new Error('no window'));
      }, accept),
      await reasonOf(nothing, async pair => {
        await accept(pair);
        pair.B.running.crash();
      }),
      await reasonOf(nothing, async pair => {
        await accept(pair);
        pair.refuse = () => 'connectivity';
        pair.A.host.connectionLost();
        await pair.clock.advance(20_000);
      }),
    ];
    expect(found).toEqual([
      'declined',
      'cancelled',
      'timeout',
      'not-installed',
      'offline',
      'launch-failed',
      'app-crashed',
      'connectivity',
    ]);
  });

  verifies('A21', async () => {
    for (const spelling of [ASK.id, ASK.id.toLowerCase(), ASK.id.slice(1, -1), ` ${ASK.id} `]) {
      expect(normalizeGuid(spelling)).toBe(ASK.id);
      const pair = new Pair();
      const to = { address: addressOf('B'), name: NAMES.B };
      expect(pair.A.host.invite(to, spelling).registration).toBe(ASK);
    }
    const renamed = Registration.parse({ ...ASK, name: 'Request RemoteAssistance' });
    const { pair } = await connectedPair(each => {
      each.B.registrations = [renamed];
    });
    expect(hostSessionOf(pair, 'A').registration.name).toBe('Ask for RemoteAssistance');
    expect(hostSessionOf(pair, 'B').registration.name).toBe('Request RemoteAssistance');
  });
});
