/** Where Microsoft's texts are ambiguous or slip: one assertion that would fail under the other reading. */
import { describe, expect } from 'vitest';
import {
  acceptSession,
  HRESULT,
  METHODS,
  memoryChannelPair,
  NOTIFICATIONS,
  SESSION_STATE,
} from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { NAMES, Pair } from '../support/pair.ts';
import { acceptedPair, connectedPair, hostSessionOf, sessionOf } from './people.ts';
import { connectedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const SIDES = ['A', 'B'] as const;

describe('who does what', () => {
  verifies('A1', async () => {
    const events = ['stateChanged', 'terminated', 'contextData', 'sendError'] as const;
    for (const event of events) expect(NOTIFICATIONS[`session/${event}`].from).toBe('host');
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    raw.notify('session/stateChanged', { prevState: 4, state: 7 });
    await settle();
    expect(hostSessionOf(pair, 'A').state).toBe('connected');
  });

  verifies('A2', async () => {
    expect(METHODS['app/setSession'].from).toBe('host');
    const raw = await connectedRaw(new Pair());
    const [handedOver] = raw.told('app/setSession');
    expect(handedOver).toBeDefined();
    expect(await raw.refusalOf({ method: 'app/setSession', params: handedOver })).toMatchObject({
      code: -32601,
    });
  });

  verifies('A3', async () => {
    const { pair, a } = await connectedPair();
    const leases = SIDES.map(who => sessionOf(pair, who).hold());
    await a.terminate();
    await settle();
    for (const [index, who] of SIDES.entries()) {
      leases[index]?.[Symbol.dispose]();
      await sessionOf(pair, who).released;
      await pair[who].running.application?.finished();
      await settle();
      expect(pair.A.lettingGo + pair.B.lettingGo).toBe(index + 1);
      expect(hostSessionOf(pair, who).applicationRunning).toBe(false);
    }
  });

  verifies('A9', async () => {
    const order = async (slow: 'A' | 'B'): Promise<string[]> => {
      let open: () => void = () => undefined;
      const { pair, session } = await acceptedPair(each => {
        each[slow].opener = (launch, side) =>
          new Promise(resolve => {
            open = () => resolve(side.open(launch));
          });
      });
      open();
      await settle();
      expect(session.state).toBe('connected');
      return pair.journal.filter(({ what }) => what === 'application: set-session').map(({ who }) => who);
    };
    expect(await order('A')).toEqual(['B', 'A']);
    expect(await order('B')).toEqual(['A', 'B']);
  });

  verifies('A10', async () => {
    const { pair } = await connectedPair();
    const sent = pair.journal[pair.indexOf('B', 'sends accept')];
    expect(sent?.detail).toEqual({ type: 'accept', sessionId: sessionOf(pair, 'A').id, protocol: 1 });
    expect(pair.indexOf('A', 'receives accept')).toBeLessThan(pair.indexOf('A', 'launch'));
  });

  verifies('A22', async () => {
    const { a, b } = await connectedPair();
    expect([a.remoteUser.name, b.remoteUser.name]).toEqual([NAMES.B, NAMES.A]);
  });
});

describe('the hand-over', () => {
  verifies('A8', async () => {
    const { pair } = await connectedPair();
    for (const who of SIDES) {
      const inside = pair.indexOf(who, 'application: set-session');
      expect(pair.indexOf(who, 'host says app/setSession')).toBeLessThan(inside);
      expect(inside).toBeLessThan(pair.indexOf(who, 'application says answer'));
      // Flags are readable inside (steps 13 and 17).
      expect(pair.journal[inside]?.detail).toEqual({ flags: who === 'A' ? 1 : 2, state: 'accepted' });
    }
  });

  for (const first of ['listening', 'holding'] as const) {
    verifies('A11', `${first} first`, async () => {
      const heard: string[] = [];
      const { pair } = await acceptedPair(each => {
        each.A.opener = async ({ token }) => {
          const [hostEnd, applicationEnd] = memoryChannelPair();
          void acceptSession({
            channel: applicationEnd,
            token,
            application: { name: 'a', version: '1' },
            clock: each.clock,
            setSession: session => {
              if (first === 'holding') session.hold();
              session.addEventListener('statechange', event => heard.push(event.state));
              if (first === 'listening') session.hold();
            },
          });
          return {
            channel: hostEnd,
            closed: new Promise<void>(() => undefined),
            close: () => hostEnd.close(),
          };
        };
      });
      await sessionOf(pair, 'B').terminate();
      await settle();
      expect(heard).toEqual(['connected', 'cancelled']);
      expect(hostSessionOf(pair, 'A').holds).toBe(1);
    });
  }

  verifies('A12', async () => {
    const { pair, a, b } = await connectedPair();
    expect([a.holds, hostSessionOf(pair, 'A').holds]).toEqual([0, 0]);
    await b.sendContextData('to a session that nobody holds');
    await settle();
    expect(pair.A.running.received).toEqual(['to a session that nobody holds']);
  });
});

describe('states and events', () => {
  verifies('A4', () => {
    expect(SESSION_STATE.cancelled).toBe(5);
    expect(Object.keys(SESSION_STATE)).not.toContain('canceled');
  });

  verifies('A5', async () => {
    const normal = await connectedPair();
    await normal.a.terminate(HRESULT.E_FAIL);
    await settle();
    expect([normal.a.state, normal.b.state]).toEqual(['cancelled', 'cancelled']);
    const abnormal = await connectedPair();
    abnormal.pair.A.running.crash();
    await settle();
    expect(abnormal.b.state).toBe('terminated');
  });

  verifies('A6', async () => {
    const { a } = await connectedPair();
    const seen: string[] = [];
    a.addEventListener('statechange', ({ previous, state }) => seen.push(`${previous} ${state} ${a.state}`));
    await a.terminate();
    expect(seen).toEqual(['connected cancelled cancelled']);
  });

  verifies('A7', async () => {
    const { pair, a } = await connectedPair();
    expect(SESSION_STATE[a.state]).toBe(4);
    await a.sendContextData('x');
    await settle();
    expect(pair.B.running.received).toEqual(['x']);
  });

  verifies('A15', async () => {
    const { pair, a, b } = await connectedPair();
    await a.sendContextData('to B');
    await b.sendContextData('to A');
    await settle();
    expect([pair.A.running.received, pair.B.running.received]).toEqual([['to A'], ['to B']]);
  });

  verifies('A20', async () => {
    const { pair, a } = await connectedPair();
    pair.refuse = (_from, message) => (message.type === 'data' ? 'rate-limited' : undefined);
    await a.sendContextData('x');
    await settle();
    pair.refuse = undefined;
    await a.terminate(7, 'seven');
    await settle();
    expect(pair.A.running.events.slice(-3)).toEqual([
      'senderror 1',
      'termination',
      'statechange connected cancelled',
    ]);
    expect(pair.B.running.events.slice(-2)).toEqual(['termination', 'statechange connected cancelled']);
    for (const who of SIDES) expect(sessionOf(pair, who).outcome).toMatchObject({ hr: 7, appData: 'seven' });
  });
});
