import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CLOSE, ERROR_CODES, LIMITS, OPERATIONS } from '@rendezvous/im';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Account, Client, contacts, signUp } from './kit/client.ts';
import { http, type TestServer, testServer } from './kit/server.ts';

let server: TestServer;
let account: Account;
beforeAll(async () => {
  server = await testServer({ settings: { limits: { connections: 1000 } } });
  account = await signUp(server, 'edgar');
});
afterAll(() => server.stop());

describe('the first frame', () => {
  test('with a wrong token closes the socket as unauthorized', async () => {
    for (const token of ['x', `${account.token}x`, '%00', 'a.b', 'Bearer', "' or 1=1 --"]) {
      const client = await Client.open(server);
      client.hello(token);
      expect(await client.closed()).toBe(CLOSE.unauthorized);
      expect(client.frames).toEqual([]);
    }
  });

  test.each([
    ['no JSON', 'hello'],
    ['a request', { type: 'request', id: 1, request: { op: 'ping' } }],
    ['another protocol version', { type: 'hello', protocol: 2, token: 'x', device: randomUUID() }],
    ['no device', { type: 'hello', protocol: 1, token: 'x' }],
    ['an unknown type', { type: 'good morning' }],
    ['bytes', new Uint8Array([1, 2, 3])],
  ])('that is %s closes the socket as a bad frame', async (_what, frame) => {
    const client = await Client.open(server);
    client.raw(frame);
    expect(await client.closed()).toBe(CLOSE.badFrame);
  });

  test('may carry fields that this server does not know', async () => {
    const client = await Client.open(server);
    client.raw({
      type: 'hello',
      protocol: 1,
      token: account.token,
      device: client.device,
      mood: 'good',
      x: [[]],
    });
    await client.frame('welcome');
  });

  test('cannot be said twice', async () => {
    const client = await Client.signIn(server, account);
    client.hello(account.token);
    expect(await client.frame('error')).toEqual({ type: 'error', code: 'bad-frame' });
    await client.settle();
    expect(client.all('welcome')).toHaveLength(1);
  });
});

describe('a request', () => {
  test.each([
    [
      'of an unknown kind',
      { type: 'request', id: 7, request: { op: 'dance' } },
      { id: 7, code: 'unknown-type' },
    ],
    [
      'named like an inherited property',
      { type: 'request', id: 7, request: { op: 'constructor' } },
      { id: 7, code: 'unknown-type' },
    ],
    ['in a frame of an unknown type', { type: 'shout', id: 7 }, { id: 7, code: 'unknown-type' }],
    [
      'without what it needs',
      { type: 'request', id: 7, request: { op: 'send' } },
      { id: 7, code: 'bad-frame' },
    ],
    ['without a request', { type: 'request', id: 7 }, { id: 7, code: 'bad-frame' }],
    ['without an id', { type: 'request', request: { op: 'ping' } }, { code: 'bad-frame' }],
    [
      'with a text that is too long',
      {
        type: 'request',
        id: 7,
        request: { op: 'send', to: 'a@b', clientId: randomUUID(), text: 'x'.repeat(LIMITS.textLength + 1) },
      },
      { id: 7, code: 'bad-frame' },
    ],
  ])('%s is answered with an error and the connection lives on', async (_what, frame, error) => {
    const client = await Client.signIn(server, account);
    client.raw(frame);
    expect(await client.frame('error')).toEqual({ type: 'error', ...error });
    await client.settle();
  });

  test('may carry fields that this server does not know', async () => {
    const client = await Client.signIn(server, account);
    client.raw({ type: 'request', id: 7, more: 1, request: { op: 'ping', later: { deep: [1] } } });
    expect(await client.frame('result', ({ id }) => id === 7)).toEqual({ type: 'result', id: 7, result: {} });
  });

  test.each([
    ['not JSON', '{"type":', CLOSE.badFrame],
    ['no object', '[1,2]', CLOSE.badFrame],
    ['a number', '17', CLOSE.badFrame],
    ['binary', new Uint8Array(10), CLOSE.badFrame],
    ['a thousand brackets deep', '['.repeat(100_000), CLOSE.badFrame],
    ['a little too large', 'x'.repeat(LIMITS.frameBytes + 1), CLOSE.frameTooLarge],
    ['far too large', 'x'.repeat(4 * LIMITS.frameBytes), 1009],
  ])('that is %s closes the socket with a code that says so', async (_what, frame, code) => {
    const client = await Client.signIn(server, account);
    client.raw(frame);
    expect(await client.closed()).toBe(code);
  });

  test('of the largest context data passes', async () => {
    const { anna } = await contacts(server, 'large-a', 'large-b');
    const data = '\u0000'.repeat((64 * 1024) / 4);
    const message = { type: 'data', sessionId: randomUUID(), seq: 1, data } as const;
    await expect(anna.invitation('large-b@localhost', message)).rejects.toMatchObject({
      code: 'unknown-session',
    });
    const over = { ...message, data: 'ä'.repeat(32 * 1024 + 1) };
    await expect(anna.invitation('large-b@localhost', over)).rejects.toMatchObject({ code: 'bad-frame' });
  });

  test('sent too fast is refused, and a flood ends the connection while others go on', async () => {
    const client = await Client.signIn(server, account);
    const calm = await Client.signIn(server, account);
    const ping = (id: number) => client.raw({ type: 'request', id, request: { op: 'ping' } });
    for (let id = 1; id <= LIMITS.frameBurst + 50; id += 1) ping(id);
    const answered = () => client.all('result').length + client.all('error').length;
    await client.until(() => (answered() === LIMITS.frameBurst + 50 ? true : undefined), 'every answer');
    expect(client.all('result').length).toBeGreaterThanOrEqual(LIMITS.frameBurst);
    expect(new Set(client.all('error').map(({ code }) => code))).toEqual(new Set(['rate-limited']));
    for (let id = 1000; id <= 3000; id += 1) ping(id);
    expect(await client.closed()).toBe(CLOSE.rateLimited);
    await calm.settle();
  });
});

test('a page of a foreign origin is refused before the WebSocket opens', async () => {
  const attempt = async (origin: string) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/im`, { headers: { origin } });
    socket.on('error', () => {});
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number; destroy(): void },
    ];
    response.destroy();
    return response.statusCode;
  };
  for (const origin of [
    'https://evil.example',
    'null',
    server.url.replace('http', 'https'),
    `${server.url}0`,
  ]) {
    expect(await attempt(origin)).toBe(403);
  }
  const own = await Client.open(server, undefined, { origin: server.url });
  own.hello(account.token);
  await own.frame('welcome');
  const post = await http(server, '/api/account/sign-in', {
    body: {},
    headers: { origin: 'https://evil.example' },
  });
  expect(post).toMatchObject({ status: 403, body: { error: 'not-allowed' } });
});

test('with public origins configured, only those are let in', async () => {
  await using strict = await testServer({ settings: { publicOrigins: ['https://chat.example'] } });
  const made = await signUp(strict, 'anna');
  expect(made.address).toBe('anna@chat.example');
  const client = await Client.open(strict, undefined, { origin: 'https://chat.example' });
  client.hello(made.token);
  await client.frame('welcome');
  await expect(Client.open(strict, undefined, { origin: strict.url })).rejects.toThrow('403');
});

/** Things that look like frames, with some parts wrong. */
const anyFrame = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record(
        {
          type: fc.constantFrom('request', 'hello', 'welcome', 'x'),
          id: fc.oneof(fc.integer({ min: -2, max: 9 }), fc.string(), fc.constant(null)),
          request: fc.oneof(
            fc.record(
              {
                op: fc.constantFrom(...Object.keys(OPERATIONS), 'toString', '__proto__'),
                to: fc.constantFrom('edgar@localhost', 'nobody@localhost', '@', ''),
                with: fc.constantFrom('edgar@localhost', 'nobody@localhost', 7),
                seq: fc.oneof(fc.integer(), fc.double()),
                text: fc.string(),
                clientId: fc.constantFrom(randomUUID(), 'x'),
                kind: fc.constantFrom('contact', 'guest', 'x'),
                token: fc.string(),
                message: fc.oneof(
                  fc.record({
                    type: fc.constantFrom('data', 'invite', 'ready', 'x'),
                    sessionId: fc.constantFrom(randomUUID(), 1),
                  }),
                  fc.anything(),
                ),
                limit: fc.integer({ min: -1, max: 200 }),
              },
              { requiredKeys: ['op'] },
            ),
            fc.anything(),
          ),
        },
        { requiredKeys: ['type'] },
      )
      .map(frame =>
        JSON.stringify(frame, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
  { weight: 1, arbitrary: fc.string() },
);

test('whatever is sent gets an answer of the protocol or a documented close, and the server lives on', async () => {
  const codes = new Set<number>(Object.values(CLOSE));
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 12 }), async frames => {
      const client = await Client.signIn(server, account);
      for (const frame of frames) client.raw(frame);
      // The answer to this one, or the close, comes after the answers to all before it.
      client.raw({ type: 'request', id: 4242, request: { op: 'ping' } });
      await client.until(() => client.closeCode ?? client.all('result').find(({ id }) => id === 4242)?.id);
      if (client.closeCode !== undefined) expect(codes).toContain(client.closeCode);
      for (const { code } of client.all('error')) expect(ERROR_CODES).toContain(code);
      const answered = client.all('error').length + client.all('result').length;
      if (client.closeCode === undefined) expect(answered).toBe(frames.length + 1);
      expect(client.all('error').filter(({ code }) => code === 'internal')).toEqual([]);
      client.socket.terminate();
    }),
    { numRuns: 60 },
  );
  expect(await http(server, '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
