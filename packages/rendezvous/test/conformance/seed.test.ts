/** What Microsoft's texts ask for, one behaviour each; the golden transcript has them once more, step by step. */
import { describe, expect } from 'vitest';
import { HRESULT, SESSION_FLAGS } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, NAMES, other, Pair, type Who } from '../support/pair.ts';
import { ASK, OFFER } from '../support/registrations.ts';
import { acceptedPair, connectedPair, hostSessionOf, invitedPair, launchesOf, sessionOf } from './people.ts';
import { connectedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const SIDES = ['A', 'B'] as const;
const countOf = (pair: Pair, who: Who, what: string): number =>
  pair.journal.filter(entry => entry.who === who && entry.what === what).length;

describe('before the acceptance', () => {
  verifies('T1', async () => {
    const { pair } = await invitedPair(each => {
      each.A.registrations = [OFFER];
      each.A.registrations = [...each.A.registrations, ASK];
      each.B.registrations = [ASK];
    });
    expect(pair.B.offered.registration).toBe(ASK);
    expect(() => pair.invite('B', OFFER)).toThrow(expect.objectContaining({ code: 'unknown-application' }));
    pair.B.registrations = [OFFER];
    expect(pair.invite('B', OFFER).registration).toBe(OFFER);
  });

  verifies('T2', async () => {
    const { pair } = await invitedPair();
    expect(launchesOf(pair)).toBe(0);
    await pair.clock.advance(60_000);
    expect(launchesOf(pair)).toBe(0);
    pair.B.offered.accept();
    await settle();
    expect(launchesOf(pair)).toBe(2);
  });

  for (const [how, act] of [
    ['declined', (pair: Pair) => pair.B.offered.decline()],
    ['taken back', (pair: Pair) => hostSessionOf(pair, 'A').cancel()],
  ] as const) {
    verifies('T3', how, async () => {
      const { pair, session } = await invitedPair();
      act(pair);
      await settle();
      expect(session.outcome).toBeDefined();
      expect(pair.B.offered.outcome).toBeDefined();
      pair.B.offered.accept();
      await settle();
      expect(launchesOf(pair)).toBe(0);
    });
  }

  verifies('T26', async () => {
    const { pair, session } = await invitedPair(each => {
      each.B.registrations = [OFFER];
    });
    expect(session.outcome).toEqual({
      state: 'declined',
      reason: 'not-installed',
      hr: HRESULT.LAUNCH_FAILED,
      appData: '',
      by: 'remote',
    });
    expect(pair.clock.pending).toBe(0);
    expect(launchesOf(pair)).toBe(0);
  });
});

describe('launch and hand-over', () => {
  verifies('T4', async () => {
    const { pair } = await connectedPair();
    await pair.connect('B', OFFER);
    const launched = (who: Who): string[] => pair[who].launches.map(launch => launch.registration.component);
    expect(launched('A')).toEqual([ASK.component, OFFER.component]);
    expect(launched('B')).toEqual(launched('A'));
  });

  verifies('T5', async () => {
    const { pair, a } = await connectedPair();
    await a.sendContextData('x');
    await a.terminate();
    await settle();
    await pair.A.running.application?.finished();
    for (const who of SIDES) expect(countOf(pair, who, 'host says app/setSession')).toBe(1);
  });

  verifies('T6', async () => {
    const { pair, a, b } = await connectedPair();
    const targets: unknown[] = [];
    for (const type of ['contextdata', 'termination', 'statechange'] as const) {
      b.addEventListener(type, event => targets.push(event.target));
    }
    await a.sendContextData('x');
    await a.terminate();
    await settle();
    expect(targets).toEqual([b, b, b]);
    expect(pair.B.running.application?.session).toBe(b);
  });

  verifies('T7', async () => {
    const { pair } = await connectedPair();
    for (const who of SIDES) {
      const handedOver = pair.indexOf(who, 'application: set-session');
      expect(handedOver).toBeLessThan(pair.indexOf(who, 'application says answer'));
      expect(pair[who].running.events).toEqual(['set-session', 'statechange accepted connected']);
    }
  });

  verifies('T8', async () => {
    const { pair, a, b } = await connectedPair();
    using _lease = a.hold();
    await settle();
    expect(hostSessionOf(pair, 'A').holds).toBe(1);
    await pair.clock.advance(10 * 60_000);
    await b.sendContextData('still there?');
    await settle();
    expect(pair.A.running.received).toEqual(['still there?']);
  });

  verifies('T9', async () => {
    const { a, b } = await connectedPair();
    const both = SESSION_FLAGS.inviter | SESSION_FLAGS.invitee;
    expect(a.flags & both).toBe(SESSION_FLAGS.inviter);
    expect(b.flags & both).toBe(SESSION_FLAGS.invitee);
    expect([a.inviter, b.inviter]).toEqual([true, false]);
  });

  verifies('T10', async () => {
    const { a, b } = await connectedPair();
    expect(a.remoteUser).toEqual({ name: NAMES.B, address: addressOf('B') });
    expect(b.remoteUser).toEqual({ name: NAMES.A, address: addressOf('A') });
  });
});

describe('CONNECTED', () => {
  for (const slow of SIDES) {
    verifies('T11', `${slow} is slow`, async () => {
      let open: () => void = () => undefined;
      const { pair, session, offered } = await acceptedPair(each => {
        each[slow].opener = (launch, side) =>
          new Promise(resolve => {
            open = () => resolve(side.open(launch));
          });
      });
      expect(sessionOf(pair, other(slow)).state).toBe('accepted');
      open();
      await settle();
      expect([session.state, offered.state]).toEqual(['connected', 'connected']);
      for (const who of SIDES) {
        const announced = pair.indexOf(who, 'application: statechange accepted connected');
        for (const side of SIDES) expect(pair.indexOf(side, 'sends ready')).toBeLessThan(announced);
      }
    });
  }

  verifies('T12', async () => {
    const { pair, a } = await connectedPair();
    const index = pair.indexOf('A', 'application: statechange accepted connected');
    expect(pair.journal[index]?.detail).toEqual({ state: 'connected' });
    let read: string | undefined;
    a.addEventListener('statechange', () => {
      read = a.state;
    });
    await a.terminate();
    expect(read).toBe('cancelled');
  });

  verifies('T13', async () => {
    const raw = await connectedRaw(new Pair());
    await raw.ask('session/terminate', { hr: 0, appData: '' });
    expect(raw.told('session/stateChanged')).toEqual([
      { prevState: 3, state: 4 },
      { prevState: 4, state: 5 },
    ]);
  });
});
