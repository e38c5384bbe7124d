/** The end of a session, and the end of an application. */
import { describe, expect } from 'vitest';
import { DEADLINES, HRESULT, LIMITS } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, Pair } from '../support/pair.ts';
import { connectedPair, hostSessionOf, sessionOf } from './people.ts';
import { connectedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

describe('the terminal record', () => {
  verifies('R36', async () => {
    const { pair, a } = await connectedPair();
    await a.terminate(1, 'once');
    await sessionOf(pair, 'B').terminate(2, 'twice');
    hostSessionOf(pair, 'A').end();
    pair.A.running.crash();
    await settle();
    for (const who of ['A', 'B'] as const) {
      const { outcome } = sessionOf(pair, who);
      expect(Object.isFrozen(outcome)).toBe(true);
      expect(outcome).toMatchObject({ hr: 1, appData: 'once', reason: 'success' });
      expect(hostSessionOf(pair, who).outcome).toEqual(outcome);
      const ends = pair[who].running.events.slice(2);
      expect(ends).toEqual(['termination', 'statechange connected cancelled']);
    }
  });

  verifies('R36', 'on the wire', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    await sessionOf(pair, 'B').terminate(-1, 'bye');
    await settle();
    expect(raw.heard.slice(-2)).toEqual([
      {
        jsonrpc: '2.0',
        method: 'session/terminated',
        params: { hr: -1, appData: 'bye', reason: 'success', by: 'remote' },
      },
      { jsonrpc: '2.0', method: 'session/stateChanged', params: { prevState: 4, state: 5 } },
    ]);
  });

  verifies('R42', async () => {
    const { pair, session } = await connectedPair();
    session.end();
    await settle();
    const { outcome } = session;
    expect(outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled', by: 'local' });
    const { length } = pair.A.running.events;
    const sessionId = session.id;
    for (const message of [
      { type: 'ready', sessionId },
      { type: 'data', sessionId, seq: 1, data: 'late' },
      { type: 'accept', sessionId, protocol: 1 },
      { type: 'decline', sessionId },
      { type: 'cancel', sessionId, reason: 'timeout' },
      { type: 'terminate', sessionId, reason: 'success', hr: 9, appData: 'late' },
    ] as const) {
      pair.A.host.receive(addressOf('B'), message);
    }
    await pair.clock.advance(DEADLINES.invitationMs);
    expect(session.outcome).toBe(outcome);
    expect(pair.A.running.events).toHaveLength(length);
    expect(pair.A.running.received).toEqual([]);
    expect(pair.A.launches).toHaveLength(1);
  });
});

describe('an application', () => {
  verifies('R38', async () => {
    const { pair, a } = await connectedPair();
    await a.terminate();
    await pair.clock.advance(60 * 60_000);
    expect(hostSessionOf(pair, 'A').applicationRunning).toBe(true);
    expect(await pair.A.running.application?.relayServers()).toHaveLength(1);
    expect(pair.A.finished).toEqual([]);
    await pair.A.running.application?.finished();
    expect(pair.A.finished).toMatchObject([{ sessionId: a.id }]);
  });

  verifies('R38', 'and finishing ends a session that still lives', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    await raw.ask('app/finished', {});
    expect(hostSessionOf(pair, 'B').outcome).toMatchObject({ state: 'cancelled', reason: 'success', hr: 0 });
  });

  verifies('R39', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    await raw.ask('app/finished', {});
    await pair.clock.advance(DEADLINES.teardownMs - 1);
    expect(raw.closed).toBe(false);
    await pair.clock.advance(1);
    expect(raw.closed).toBe(true);
    expect(hostSessionOf(pair, 'A').applicationRunning).toBe(false);
  });

  verifies('R40', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    const lines = Array.from({ length: 40 }, () => 'x'.repeat(500));
    const tooMuch = { texts: { de: { title: 'x', lines }, en: { title: 'x', lines } } };
    expect(JSON.stringify(tooMuch).length).toBeGreaterThan(LIMITS.summaryBytes);
    expect(await raw.refusalOf({ method: 'app/finished', params: { summary: tooMuch } })).toMatchObject({
      data: { hresult: HRESULT.E_INVALIDARG },
    });
    expect(pair.A.finished).toEqual([]);
    const summary = { texts: { en: { title: 'Done', lines: ['one'] } } };
    await raw.ask('app/finished', { summary });
    await raw.ask('app/finished', { summary: { texts: {} } });
    expect(pair.A.finished).toMatchObject([{ summary }]);
  });

  verifies('R41', async () => {
    const { pair, a } = await connectedPair();
    const counts = (): [number, number] => [a.holds, hostSessionOf(pair, 'A').holds];
    const leases = [a.hold(), a.hold()];
    await settle();
    expect(counts()).toEqual([2, 2]);
    leases[0]?.[Symbol.dispose]();
    leases[0]?.[Symbol.dispose]();
    await settle();
    expect(counts()).toEqual([1, 1]);
    let released = false;
    void a.released.then(() => {
      released = true;
    });
    pair.A.running.crash();
    await settle();
    expect(hostSessionOf(pair, 'A').holds).toBe(0);
    expect(released).toBe(false);
    leases[1]?.[Symbol.dispose]();
    await settle();
    expect(released).toBe(true);
  });
});
