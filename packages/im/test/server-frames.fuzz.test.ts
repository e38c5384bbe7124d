import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseFrame } from '../src/connection.ts';
import { CLOSE, type ImClient, LIMITS, ServerFrame } from '../src/index.ts';
import { ben, clientOf, online, until } from './support/client.ts';
import { FakeServer } from './support/fake-server.ts';
import { BEN, CARA, card, contact, text, uuid, welcome } from './support/things.ts';

const VALID: readonly ServerFrame[] = [
  welcome({ conversations: [{ with: BEN.address, unread: 1, readSeq: 0, last: text(1) }] }),
  { type: 'result', id: 1, result: {} },
  { type: 'error', id: 1, code: 'busy' },
  { type: 'error', code: 'bad-frame' },
  { type: 'message', message: text(1) },
  { type: 'messageUpdated', message: card(2, 'ringing') },
  { type: 'contact', contact: contact() },
  { type: 'contactRemoved', address: BEN.address },
  { type: 'typing', from: BEN.address, on: true },
  { type: 'read', with: BEN.address, seq: 1 },
  { type: 'invitation', from: BEN.address, message: { type: 'ringing', sessionId: uuid(1) } },
  { type: 'applications' },
];

/** A valid frame with one value somewhere in it replaced, removed or added. */
const Mutated = fc
  .record({ frame: fc.constantFrom(...VALID), at: fc.nat(), value: fc.jsonValue(), how: fc.nat({ max: 2 }) })
  .map(({ frame, at, value, how }) => {
    const copy = structuredClone(frame) as unknown;
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (place && how === 0) place.owner[place.key] = value;
    else if (place && how === 1) delete place.owner[place.key];
    else if (place) place.owner.unheardOf = value;
    return copy;
  });

interface Place {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}
function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap(key => [{ owner, key }, ...placesOf(owner[key])]);
}

describe('reading a frame', () => {
  test('any text gives a valid frame or none, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          Mutated.map(m => JSON.stringify(m)),
        ),
        data => {
          const frame = parseFrame(data);
          if (frame) expect(ServerFrame.parse(frame)).toEqual(frame);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each(VALID)('a valid frame of type $type is read as it is', frame => {
    expect(parseFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test('fields that are not known are left out, types that are not known are no frames', () => {
    expect(parseFrame('{"type":"typing","from":"ben@test","on":true,"mood":"good"}')).toEqual({
      type: 'typing',
      from: BEN.address,
      on: true,
    });
    expect(parseFrame('{"type":"mood","from":"ben@test"}')).toBeUndefined();
  });

  test('what is no text, too large, or nested without end is no frame', () => {
    const ping = JSON.stringify(VALID[8]);
    expect(parseFrame(ping + ' '.repeat(LIMITS.serverFrameLength))).toBeUndefined();
    expect(parseFrame(new TextEncoder().encode(ping).buffer)).toBeUndefined();
    expect(parseFrame(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toBeUndefined();
  });

  test('a prototype in a frame reaches nobody', () => {
    parseFrame('{"type":"typing","from":"ben@test","on":true,"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('a client', () => {
  let server: FakeServer;
  let client: ImClient;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    client = clientOf(server);
  });
  afterEach(async () => {
    await client.stop();
    vi.useRealTimers();
  });

  test('stays whole and usable under any frames that a broken server sends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Mutated, { maxLength: 50 }), async frames => {
        server = new FakeServer();
        client = clientOf(server);
        client.start();
        await online(client);
        const [socket] = server.sockets;
        for (const frame of frames) socket?.deliver(JSON.stringify(frame));
        await vi.advanceTimersByTimeAsync(5);
        expect(client.snapshot.connection).toBe('online');
        for (const { messages } of client.snapshot.conversations.values()) {
          const seqs = messages.flatMap(m => (m.kind === 'pending' ? [] : [m.seq]));
          expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
        }
        const words = text(1, { with: CARA.address, from: CARA.address, text: 'still here' });
        server.push({ type: 'message', message: words });
        await vi.advanceTimersByTimeAsync(5);
        expect(client.snapshot.conversations.get(CARA.address)?.messages).toEqual([words]);
        await client.stop();
      }),
      { numRuns: 100 },
    );
  });

  test('ignores what comes before the welcome, and a second welcome', async () => {
    client.start();
    await until(() => server.sockets.size === 1);
    const [socket] = server.sockets;
    socket?.deliver(JSON.stringify({ type: 'message', message: text(9) }));
    await online(client);
    expect(ben(client).messages).toEqual([]);
    socket?.deliver(JSON.stringify(welcome({ contacts: [] })));
    await vi.advanceTimersByTimeAsync(5);
    expect(client.snapshot.contacts).toHaveLength(1);
  });

  test('leaves a server that sends nothing but rubbish', async () => {
    client.start();
    await online(client);
    const [socket] = server.sockets;
    for (let n = 0; n < 101; n += 1) socket?.deliver('rubbish');
    await until(() => client.snapshot.connection === 'reconnecting');
    expect(socket?.closedWith).toBe(CLOSE.badFrame);
  });

  test('answers to questions that nobody asked, or asked long ago, do nothing', async () => {
    client.start();
    await online(client);
    const before = client.snapshot;
    const [socket] = server.sockets;
    socket?.deliver(JSON.stringify({ type: 'result', id: 77, result: {} }));
    socket?.deliver(JSON.stringify({ type: 'error', id: 78, code: 'busy' }));
    socket?.deliver(JSON.stringify({ type: 'error', code: 'bad-frame' }));
    await vi.advanceTimersByTimeAsync(5);
    expect(client.snapshot).toBe(before);
  });
});
