/** Context data: what is refused, and what is never lost. */
import { describe, expect } from 'vitest';
import { DEADLINES, HRESULT, LIMITS } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, Pair } from '../support/pair.ts';
import { connectedPair, hostSessionOf, sessionOf } from './people.ts';
import { connectedRaw, launchedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const send = (id: number, data: string) => ({ method: 'session/sendContextData', params: { id, data } });
const TOO_LONG = `${'ß'.repeat(LIMITS.contextDataBytes / 2)}!`;

describe('context data', () => {
  verifies('R31', async () => {
    const { pair, a } = await connectedPair();
    await expect(a.sendContextData(TOO_LONG)).rejects.toMatchObject({ hr: HRESULT.CONTEXT_DATA_OVER_LIMIT });
    await a.sendContextData('next');
    await settle();
    expect(pair.B.running.received).toEqual(['next']);
  });

  verifies('R31', 'at the host, should an application not check', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    expect(await raw.refusalOf(send(1, TOO_LONG))).toMatchObject({
      code: -32002,
      data: { hresult: HRESULT.CONTEXT_DATA_OVER_LIMIT, reason: 'over-limit' },
    });
    expect(await raw.ask('session/sendContextData', { id: 1, data: 'next' })).toMatchObject({ result: null });
    await settle();
    expect(pair.B.running.received).toEqual(['next']);
  });

  verifies('R32', async () => {
    const refused = {
      code: -32000,
      data: { hresult: HRESULT.STATE_INVALID, reason: 'not-connected' },
    };
    const pair = new Pair();
    pair.B.opener = () => new Promise(() => undefined);
    const raw = await launchedRaw(pair);
    await raw.hello();
    await settle();
    expect(await raw.refusalOf(send(1, 'too early'))).toMatchObject(refused);
    hostSessionOf(pair, 'A').end();
    await settle();
    expect(await raw.refusalOf(send(1, 'too late'))).toMatchObject(refused);
    expect(pair.journal.some(({ what }) => what === 'sends data')).toBe(false);
  });

  verifies('R33', async () => {
    const { pair, a } = await connectedPair();
    pair.lose = (_from, message) => (message.type === 'ack' ? 0 : 1);
    for (let count = 0; count < LIMITS.contextDataInFlight; count += 1) await a.sendContextData('x');
    await expect(a.sendContextData('y')).rejects.toMatchObject({
      hr: HRESULT.E_OUTOFMEMORY,
      code: 'too-many',
    });
    await settle();
    expect(pair.B.running.received).toHaveLength(LIMITS.contextDataInFlight);
    expect(a.state).toBe('connected');
    pair.A.host.receive(addressOf('B'), { type: 'ack', sessionId: a.id, received: 1 });
    await a.sendContextData('room again');
  });

  for (const [how, copies] of [
    ['lost', [0, 1, 1]],
    ['repeated', [2, 3, 2]],
    ['both', [0, 3, 0]],
  ] as const) {
    verifies('R34', how, async () => {
      const { pair, a } = await connectedPair();
      let count = 0;
      pair.lose = (_from, message) => (message.type === 'data' ? (copies[count++] ?? 1) : 1);
      for (const text of ['1', '2', '3', '4']) {
        await a.sendContextData(text);
        await settle();
      }
      await pair.clock.advance(DEADLINES.retryMs);
      expect(pair.B.running.received).toEqual(['1', '2', '3', '4']);
      expect(a.state).toBe('connected');
    });
  }

  verifies('R34', 'turned round', async () => {
    const { pair, b } = await connectedPair();
    const data = (seq: number) => ({ type: 'data', sessionId: b.id, seq, data: String(seq) }) as const;
    pair.lose = (from, message) => (from === 'A' && message.type === 'data' ? 0 : 1);
    const a = sessionOf(pair, 'A');
    for (const text of ['1', '2', '3']) await a.sendContextData(text);
    await settle();
    for (const seq of [3, 1, 2, 2]) pair.B.host.receive(addressOf('A'), data(seq));
    pair.lose = undefined;
    await pair.clock.advance(DEADLINES.retryMs);
    expect(pair.B.running.received).toEqual(['1', '2', '3']);
  });

  verifies('R35', async () => {
    const { pair, a, b } = await connectedPair();
    // It asks to read one by one, and never does.
    void b.contextData;
    for (let count = 0; count <= LIMITS.contextDataQueue; count += 1) {
      await a.sendContextData('x').catch(() => undefined);
      if (count % 256 === 0) await settle();
    }
    await settle();
    expect(a.outcome).toMatchObject({ hr: HRESULT.E_OUTOFMEMORY, by: 'remote' });
    expect(hostSessionOf(pair, 'B').outcome).toMatchObject({ hr: HRESULT.E_OUTOFMEMORY });
  });

  verifies('R35', 'and so does one that comes back and confirms nothing', async () => {
    const pair = new Pair();
    await connectedRaw(pair, { returns: true });
    const b = sessionOf(pair, 'B');
    for (let count = 0; count <= LIMITS.contextDataQueue; count += 1) {
      await b.sendContextData('x').catch(() => undefined);
      if (count % 256 === 0) await settle();
    }
    await settle();
    for (const outcome of [b.outcome, hostSessionOf(pair, 'A').outcome]) {
      expect(outcome).toMatchObject({
        state: 'terminated',
        reason: 'app-crashed',
        hr: HRESULT.E_OUTOFMEMORY,
      });
    }
  });
});
