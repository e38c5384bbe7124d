/** What crosses a channel, and what is refused there. */
import { describe, expect } from 'vitest';
import { DEADLINES, HRESULT, LIMITS } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { hostSessionOf } from './people.ts';
import { connectedRaw, INVALID_PARAMS, launchedRaw } from './raw-application.ts';
import { verifies } from './verifies.ts';

const INVALID_REQUEST = { code: -32600 };
const hello = { protocol: [1], token: 'x'.repeat(16), application: { name: 'a', version: '1' } };

async function connected() {
  const pair = new Pair();
  const raw = await connectedRaw(pair);
  const state = (): string => hostSessionOf(pair, 'A').state;
  const lastError = (): unknown => raw.heard.at(-1)?.error;
  return { pair, raw, state, lastError };
}

describe('a message', () => {
  verifies('R26', async () => {
    const { raw, state, lastError } = await connected();
    raw.say([{ jsonrpc: '2.0', id: 1, method: 'session/get', params: {} }]);
    await settle();
    expect(lastError()).toMatchObject(INVALID_REQUEST);
    const unknown = { code: -32601 };
    expect(await raw.refusalOf({ method: 'session/explode', params: {} })).toMatchObject(unknown);
    expect(await raw.refusalOf({ method: 'app/setSession', params: {} })).toMatchObject(unknown);
    // A notification's name is no request's.
    expect(await raw.refusalOf({ method: 'session/held', params: { count: 1 } })).toMatchObject(unknown);
    for (const method of ['toString', '__proto__', 'constructor']) {
      expect(await raw.refusalOf({ method, params: {} })).toMatchObject(unknown);
    }
    expect(state()).toBe('connected');
  });

  verifies('R27', async () => {
    const { raw, state } = await connected();
    const heard = raw.heard.length;
    raw.notify('session/sparkles', { lots: true });
    raw.notify('session/held', { count: -1 });
    raw.notify('session/contextData', { seq: 1, data: 'wrong way' });
    raw.say({ jsonrpc: '2.0', id: 4711, result: null });
    raw.say({ jsonrpc: '2.0', id: 4712, error: { code: -1, message: 'no' } });
    await settle();
    expect(raw.heard).toHaveLength(heard);
    expect(state()).toBe('connected');
  });

  verifies('R28', async () => {
    const { raw, pair } = await connected();
    for (const [method, params] of [
      ['session/terminate', { hr: 0x80004005, appData: '' }],
      ['session/terminate', { hr: 0 }],
      ['session/terminate', { hr: 0, appData: 'x'.repeat(LIMITS.appDataBytes + 1) }],
      ['session/sendContextData', { id: 0, data: '' }],
      ['session/sendContextData', { id: 1, data: 7 }],
      ['session/sendContextData', ['by position', 1]],
    ] as const) {
      expect(await raw.refusalOf({ method, params })).toMatchObject(INVALID_PARAMS);
    }
    expect(hostSessionOf(pair, 'A').state).toBe('connected');
    expect(pair.journal.some(({ what }) => what === 'sends data')).toBe(false);
  });

  const nested = (depth: number): unknown => (depth === 0 ? 0 : { a: nested(depth - 1) });
  const TOO_MUCH: readonly [string, unknown][] = [
    ['too deep', nested(LIMITS.messageDepth + 1)],
    ['too wide', Array.from({ length: LIMITS.messageNodes + 1 }, () => 0)],
    ['too long', 'x'.repeat(LIMITS.messageUnits + 1)],
    ['too long in its keys', { ['x'.repeat(LIMITS.messageUnits + 1)]: 0 }],
    ['with a forbidden key', JSON.parse('{"__proto__":{"token":"x"}}')],
  ];
  for (const [how, extra] of TOO_MUCH) {
    verifies('R29', how, async () => {
      const { raw, state } = await connected();
      const refused = await raw.refusalOf({ method: 'session/get', params: { extra } });
      expect(refused).toMatchObject(INVALID_REQUEST);
      expect(await raw.ask('session/get', { harmless: true })).toMatchObject({ result: { state: 4 } });
      expect(state()).toBe('connected');
    });
  }

  verifies('R30', async () => {
    const { pair, raw, state } = await connected();
    for (let count = 1; count < LIMITS.violations; count += 1) raw.say({ jsonrpc: '1.0' });
    await settle();
    expect(state()).toBe('connected');
    raw.say('noise');
    await settle();
    expect(raw.closed).toBe(true);
    expect(hostSessionOf(pair, 'B').outcome).toMatchObject({
      state: 'terminated',
      reason: 'protocol-error',
      by: 'remote',
    });
  });
});

describe('a request', () => {
  verifies('R28', 'in a hello, which then may be said rightly', async () => {
    const { raw } = await connected();
    expect(
      await raw.refusalOf({ method: 'rendezvous/hello', params: { ...hello, protocol: [] } }),
    ).toMatchObject(INVALID_PARAMS);
  });

  verifies('R25', 'from the host: the hand-over', async () => {
    const pair = new Pair();
    const raw = await launchedRaw(pair);
    raw.answer = undefined;
    await raw.hello();
    await pair.clock.advance(DEADLINES.setSessionMs - 1);
    expect(hostSessionOf(pair, 'A').state).toBe('accepted');
    await pair.clock.advance(1);
    expect(hostSessionOf(pair, 'A').outcome).toMatchObject({ hr: HRESULT.LAUNCH_FAILED });
  });
});
