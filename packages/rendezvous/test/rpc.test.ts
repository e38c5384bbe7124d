/** What arrives on a channel is anybody's: no value may throw out of the peer, hang it, or go unanswered where an answer is due. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Channel,
  DEADLINES,
  HRESULT,
  LIMITS,
  METHODS,
  memoryChannelPair,
  NOTIFICATIONS,
  RPC_CODE,
  RpcError,
  type RpcHandlers,
  RpcPeer,
} from '../src/index.ts';
import { ManualClock, settle } from './support/manual-clock.ts';

const SNAPSHOT = {
  id: '5b0f5ad4-6b0a-4a5e-9d8e-8a7b6c5d4e3f',
  state: 4,
  flags: 1,
  remoteUser: { name: 'B', address: 'b@example' },
  application: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
  component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
  invitationData: '',
};

function hostPeer(overrides: Partial<RpcHandlers<'host'>> = {}) {
  const clock = new ManualClock();
  const [own, far] = memoryChannelPair();
  const calls: string[] = [];
  const peer = new RpcPeer({
    side: 'host',
    channel: own,
    clock,
    handlers: {
      'rendezvous/hello': () => {
        calls.push('hello');
        return {
          protocol: 1,
          resumeToken: 'r'.repeat(16),
          limits: { contextDataBytes: 1, appDataBytes: 1 },
          host: { name: 'h', language: 'en' },
          handOver: true,
          sent: 0,
        };
      },
      'session/get': () => SNAPSHOT,
      'session/sendContextData': () => {
        calls.push('data');
        return null;
      },
      'session/terminate': () => null,
      'host/relayServers': () => ({ servers: [] }),
      'host/invite': () => ({ sessionId: SNAPSHOT.id }),
      'app/finished': () => null,
      'session/held': () => undefined,
      'session/received': () => undefined,
      ...overrides,
    },
  });
  const heard: unknown[] = [];
  const reading = (async () => {
    for await (const message of far.messages) heard.push(message);
  })();
  return { peer, far, heard, calls, clock, reading };
}

const ask = async (far: Channel, heard: unknown[], message: unknown): Promise<unknown> => {
  const before = heard.length;
  far.send(message);
  await settle();
  expect(heard).toHaveLength(before + 1);
  return heard.at(-1);
};

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};

describe('a peer', () => {
  it('answers every request once, and nothing else, whatever arrives', async () => {
    const method = fc.oneof(
      fc.constantFrom(
        ...Object.keys(METHODS),
        ...Object.keys(NOTIFICATIONS),
        '__proto__',
        'constructor',
        'toString',
      ),
      fc.string(),
    );
    const id = fc.oneof(fc.integer(), fc.string({ maxLength: 80 }), fc.constant(null), fc.jsonValue());
    const message = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          jsonrpc: fc.constantFrom('2.0', '1.0', 2),
          id,
          method: fc.oneof(method, fc.jsonValue()),
          params: fc.jsonValue(),
          result: fc.jsonValue(),
          error: fc.oneof(
            fc.jsonValue(),
            fc.record({ code: fc.jsonValue(), message: fc.jsonValue(), data: fc.jsonValue() }),
          ),
        },
        { requiredKeys: [] },
      ),
      fc.record({ jsonrpc: fc.constant('2.0'), id: fc.integer(), method, params: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async messages => {
        const { peer, far, heard, reading } = hostPeer();
        for (const each of messages) far.send(each);
        far.send({ jsonrpc: '2.0', id: 'last', method: 'session/get', params: {} });
        await settle();
        // The well-formed request after all the noise is served.
        expect(heard.at(-1)).toEqual({ jsonrpc: '2.0', id: 'last', result: SNAPSHOT });
        for (const answer of heard) expect(answer).toMatchObject({ jsonrpc: '2.0' });
        expect(heard.length).toBeLessThanOrEqual(messages.length + 1);
        peer.close();
        await peer.closed;
        await reading;
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a batch', [{ jsonrpc: '2.0', id: 1, method: 'session/get' }], RPC_CODE.invalidRequest],
    ['a text', 'session/get', RPC_CODE.invalidRequest],
    ['nothing', null, RPC_CODE.invalidRequest],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'session/get' }, RPC_CODE.invalidRequest],
    ['a method that is no name', { jsonrpc: '2.0', id: 1, method: {} }, RPC_CODE.invalidRequest],
    ['an id that is none', { jsonrpc: '2.0', id: {}, method: 'session/get' }, RPC_CODE.invalidRequest],
    [
      'deep nesting',
      { jsonrpc: '2.0', id: 1, method: 'session/get', params: nested(500) },
      RPC_CODE.invalidRequest,
    ],
    [
      'too many values',
      { jsonrpc: '2.0', id: 1, method: 'session/get', params: Array(9_999).fill(0) },
      RPC_CODE.invalidRequest,
    ],
    [
      'a huge text',
      { jsonrpc: '2.0', id: 1, method: 'session/get', params: 'x'.repeat(10_000_000) },
      RPC_CODE.invalidRequest,
    ],
    [
      'a date',
      { jsonrpc: '2.0', id: 1, method: 'session/get', params: new Date(0) },
      RPC_CODE.invalidRequest,
    ],
    ['a map', new Map([['jsonrpc', '2.0']]), RPC_CODE.invalidRequest],
    [
      'not a number',
      { jsonrpc: '2.0', id: 1, method: 'session/get', params: { x: Number.NaN } },
      RPC_CODE.invalidRequest,
    ],
    [
      'a prototype',
      JSON.parse('{"jsonrpc":"2.0","id":1,"method":"session/get","params":{"__proto__":{"x":1}}}'),
      RPC_CODE.invalidRequest,
    ],
    [
      'an unknown method',
      { jsonrpc: '2.0', id: 1, method: 'session/steal', params: {} },
      RPC_CODE.methodNotFound,
    ],
    [
      'an inherited name',
      { jsonrpc: '2.0', id: 1, method: 'constructor', params: {} },
      RPC_CODE.methodNotFound,
    ],
    [
      'a request of the other direction',
      { jsonrpc: '2.0', id: 1, method: 'app/setSession', params: { session: SNAPSHOT } },
      RPC_CODE.methodNotFound,
    ],
    [
      'a notification asked as a request',
      { jsonrpc: '2.0', id: 1, method: 'session/stateChanged', params: {} },
      RPC_CODE.methodNotFound,
    ],
    [
      'parameters of another type',
      { jsonrpc: '2.0', id: 1, method: 'session/terminate', params: { hr: 'x', appData: '' } },
      RPC_CODE.invalidParams,
    ],
    [
      'a number beyond 32 bits',
      { jsonrpc: '2.0', id: 1, method: 'session/terminate', params: { hr: 2 ** 31, appData: '' } },
      RPC_CODE.invalidParams,
    ],
    [
      'a closing text too long',
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'session/terminate',
        params: { hr: 0, appData: 'ß'.repeat(LIMITS.appDataBytes / 2 + 1) },
      },
      RPC_CODE.invalidParams,
    ],
  ])('answers %s with its own error', async (_title, message, code) => {
    const { far, heard, peer } = hostPeer();
    expect(await ask(far, heard, message)).toMatchObject({ error: { code } });
    expect(peer.violations).toBe(1);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('survives a value that contains itself', async () => {
    const { far, heard } = hostPeer();
    const circle: unknown[] = [];
    circle.push(circle);
    expect(
      await ask(far, heard, { jsonrpc: '2.0', id: 1, method: 'session/get', params: circle }),
    ).toMatchObject({
      id: 1,
      error: { code: RPC_CODE.invalidRequest },
    });
  });

  it('ignores and counts unknown notifications and answers to nothing', async () => {
    const { far, heard, peer } = hostPeer();
    far.send({ jsonrpc: '2.0', method: 'session/unknown', params: {} });
    far.send({ jsonrpc: '2.0', method: 'session/stateChanged', params: { prevState: 3, state: 4 } });
    far.send({ jsonrpc: '2.0', id: 77, result: null });
    far.send({ jsonrpc: '2.0', id: null, error: { code: 1, message: 'x' } });
    await settle();
    expect(heard).toEqual([]);
    expect(peer.ignored).toBe(4);
  });

  it('closes a channel on which nothing makes sense', async () => {
    const { far, heard, peer } = hostPeer();
    for (let count = 0; count < LIMITS.violations; count += 1) far.send('noise');
    await peer.closed;
    expect(heard.length).toBeLessThanOrEqual(LIMITS.violations);
    expect(() => far.send('more')).toThrow(expect.objectContaining({ code: 'closed' }));
  });

  it('refuses more requests than it can answer at once', async () => {
    const { far, heard } = hostPeer({ 'host/relayServers': () => new Promise(() => undefined) });
    for (let id = 1; id <= LIMITS.pendingRequests + 1; id += 1) {
      far.send({ jsonrpc: '2.0', id, method: 'host/relayServers', params: {} });
    }
    await settle();
    expect(heard).toEqual([
      expect.objectContaining({
        id: LIMITS.pendingRequests + 1,
        error: expect.objectContaining({ code: RPC_CODE.limit }) as unknown,
      }),
    ]);
  });

  it('tells nothing of what went wrong inside a handler', async () => {
    const secret = 'the password is swordfish';
    for (const fail of [
      () => Promise.reject(new Error(secret)),
      () => {
        throw new Error(secret);
      },
    ]) {
      const { far, heard } = hostPeer({ 'session/get': fail });
      const answer = await ask(far, heard, { jsonrpc: '2.0', id: 1, method: 'session/get' });
      expect(answer).toMatchObject({ error: { code: RPC_CODE.internal, data: { hresult: HRESULT.E_FAIL } } });
      expect(JSON.stringify(answer)).not.toContain('swordfish');
    }
  });

  it('gives up a request that is not answered in time, and ignores the late answer', async () => {
    const { peer, far, heard, clock } = hostPeer();
    const asking = peer.request('app/setSession', { session: SNAPSHOT });
    const failed = expect(asking).rejects.toMatchObject({ hresult: HRESULT.TIMEOUT, reason: 'timeout' });
    await clock.advance(DEADLINES.requestMs);
    await failed;
    expect(heard).toHaveLength(1);
    far.send({ jsonrpc: '2.0', id: 1, result: null });
    await settle();
    expect(peer.ignored).toBe(1);
  });

  it('settles every request when the channel closes, and those that come later at once', async () => {
    const { peer, far, clock } = hostPeer();
    const asking = peer.request('app/setSession', { session: SNAPSHOT });
    const failed = expect(asking).rejects.toMatchObject({ code: 'closed' });
    far.close();
    await failed;
    await expect(peer.request('app/setSession', { session: SNAPSHOT })).rejects.toMatchObject({
      code: 'closed',
    });
    peer.notify('session/stateChanged', { prevState: 3, state: 4 });
    expect(clock.pending).toBe(0);
  });

  it('rejects an answer that breaks the contract, and passes on an error as it was given', async () => {
    const { peer, far } = hostPeer();
    const wrong = peer.request('app/setSession', { session: SNAPSHOT });
    far.send({ jsonrpc: '2.0', id: 1, result: { not: 'null' } });
    await expect(wrong).rejects.toBeInstanceOf(RpcError);
    const refused = peer.request('app/setSession', { session: SNAPSHOT });
    far.send({
      jsonrpc: '2.0',
      id: 2,
      error: { code: -32000, message: 'no', data: { hresult: HRESULT.E_INVALIDARG } },
    });
    await expect(refused).rejects.toMatchObject({
      code: -32000,
      hresult: HRESULT.E_INVALIDARG,
      message: 'no',
    });
  });
});
