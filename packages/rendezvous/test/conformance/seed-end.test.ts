/** What Microsoft's texts ask for, from the first context data to the end. */
import { describe, expect } from 'vitest';
import { HRESULT, LIMITS } from '../../src/index.ts';
import { launchModule } from '../../src/module/launch-module.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, other, Pair, type Who } from '../support/pair.ts';
import { acceptedPair, connectedPair, hostSessionOf, sessionOf } from './people.ts';
import { connectedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const SIDES = ['A', 'B'] as const;
const countOf = (pair: Pair, who: Who, what: string): number =>
  pair.journal.filter(entry => entry.who === who && entry.what === what).length;

describe('context data', () => {
  verifies('T14', async () => {
    const { pair, offered } = await acceptedPair(each => {
      each.A.opener = () => new Promise(() => undefined);
    });
    const early = sessionOf(pair, 'B');
    await expect(early.sendContextData('early')).rejects.toMatchObject({ code: 'not-connected' });
    // A messenger that does not keep to it ends the session, and nothing is delivered.
    pair.A.host.receive(addressOf('B'), { type: 'data', sessionId: early.id, seq: 1, data: 'forged' });
    await settle();
    expect(countOf(pair, 'A', 'host says session/contextData')).toBe(0);
    expect(hostSessionOf(pair, 'A').outcome).toMatchObject({ reason: 'protocol-error' });
    expect(offered.outcome).toMatchObject({ state: 'terminated', reason: 'protocol-error' });
  });

  verifies('T14', 'when the other side’s ready is lost and its data is not', async () => {
    const pair = new Pair();
    pair.lose = (from, message) => (from === 'A' && message.type === 'ready' ? 0 : 1);
    pair.invite('A');
    await settle();
    pair.B.offered.accept();
    await settle();
    await sessionOf(pair, 'A').sendContextData('1');
    await settle();
    expect(pair.B.running.events).toEqual(['set-session', 'statechange accepted connected', 'contextdata']);
  });

  const STRINGS = [
    '',
    '\0',
    'a\0b',
    '\u{1F9D1}\u{10FFFF}',
    '\ud83d',
    '\r\n\u2028',
    '{"__proto__":{}}',
    '\u0001',
  ];
  verifies('T15', async () => {
    const { pair, a, b } = await connectedPair();
    const longest = 'ß'.repeat(LIMITS.contextDataBytes / 2);
    for (const data of [...STRINGS, longest]) {
      await a.sendContextData(data);
      await b.sendContextData(data);
    }
    await settle();
    expect(pair.B.running.received).toEqual([...STRINGS, longest]);
    expect(pair.A.running.received).toEqual([...STRINGS, longest]);
  });

  verifies('T16', async () => {
    const { pair, a, b } = await connectedPair();
    const texts = Array.from({ length: 300 }, (_, index) => String(index));
    await Promise.all(texts.flatMap(text => [a.sendContextData(text), b.sendContextData(text)]));
    await settle();
    expect(pair.A.running.received).toEqual(texts);
    expect(pair.B.running.received).toEqual(texts);
  });

  verifies('T17', async () => {
    const { pair, a } = await connectedPair();
    pair.refuse = (_from, message) =>
      message.type === 'data' && message.data === 'second' ? 'rate-limited' : undefined;
    const errors: unknown[] = [];
    a.addEventListener('senderror', ({ id, hr }) => errors.push({ id, hr }));
    for (const text of ['first', 'second', 'third']) await a.sendContextData(text);
    await settle();
    expect(errors).toEqual([{ id: 2, hr: HRESULT.E_FAIL }]);
    expect(pair.B.running.received).toEqual(['first', 'third']);
    expect(a.state).toBe('connected');
  });
});

describe('the end', () => {
  for (const who of SIDES) {
    verifies(['T18', 'T19', 'T20'], `${who} terminates`, async () => {
      const { pair } = await connectedPair();
      await sessionOf(pair, who).terminate(HRESULT.E_FAIL, 'own words');
      await settle();
      for (const side of SIDES) {
        expect(sessionOf(pair, side).outcome).toEqual({
          state: 'cancelled',
          reason: 'success',
          hr: HRESULT.E_FAIL,
          appData: 'own words',
          by: side === who ? 'local' : 'remote',
        });
        expect(pair[side].running.events.slice(-2)).toEqual([
          'termination',
          'statechange connected cancelled',
        ]);
      }
    });
  }

  verifies('T21', async () => {
    const { pair, a, b } = await connectedPair();
    const heard: string[] = [];
    const hear = (event: Event): void => {
      heard.push(event.type);
    };
    b.addEventListener('contextdata', hear);
    b.addEventListener('statechange', hear);
    await a.sendContextData('1');
    await settle();
    b.removeEventListener('contextdata', hear);
    b.removeEventListener('statechange', hear);
    await a.sendContextData('2');
    await a.terminate();
    await settle();
    expect(heard).toEqual(['contextdata']);
    expect(pair.B.running.received).toEqual(['1', '2']);
  });

  verifies('T22', async () => {
    let disposed = 0;
    const leases: Disposable[] = [];
    const { pair } = await acceptedPair(each => {
      each.A.opener = ({ token }) =>
        launchModule({
          token,
          name: 'module',
          clock: each.clock,
          factory: () => ({
            setRendezvousSession: session => void leases.push(session.hold(), session.hold()),
            [Symbol.dispose]: () => {
              disposed += 1;
            },
          }),
        });
    });
    await sessionOf(pair, 'B').terminate();
    await settle();
    expect(disposed).toBe(0);
    leases[0]?.[Symbol.dispose]();
    await settle();
    expect(disposed).toBe(0);
    leases[1]?.[Symbol.dispose]();
    await settle();
    expect(disposed).toBe(1);
    expect(hostSessionOf(pair, 'A').applicationRunning).toBe(false);
  });

  verifies('T23', async () => {
    const { pair, a } = await connectedPair();
    await a.terminate();
    await settle();
    await pair.A.running.application?.finished();
    await pair.clock.advance(0);
    for (const who of SIDES) {
      const finished = who === 'A';
      expect(hostSessionOf(pair, who).applicationRunning).toBe(!finished);
      expect(pair[who].lettingGo).toBe(finished ? 1 : 0);
    }
  });

  for (const who of SIDES) {
    verifies('T24', `${who} crashes`, async () => {
      const { pair } = await connectedPair();
      pair[who].running.crash();
      await settle();
      expect(sessionOf(pair, other(who)).outcome).toMatchObject({
        state: 'terminated',
        reason: 'app-crashed',
        by: 'remote',
      });
    });
  }

  verifies('T25', async () => {
    const { pair, a } = await connectedPair();
    await Promise.all([a.terminate(1, 'first'), a.terminate(2, 'second')]);
    await a.terminate(3);
    await settle();
    expect(a.outcome).toMatchObject({ hr: 1, appData: 'first' });
    expect(countOf(pair, 'A', 'application: termination')).toBe(1);
    const raw = await connectedRaw(new Pair());
    for (const hr of [1, 2]) {
      expect(await raw.ask('session/terminate', { hr, appData: '' })).toMatchObject({ result: null });
    }
    expect(raw.told('session/terminated')).toHaveLength(1);
  });
});
