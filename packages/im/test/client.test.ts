import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLOSE, type ImClient, type ImSnapshot, LIMITS } from '../src/index.ts';
import { ben, clientOf, DEVICE, online, TOKEN, textsOf, until } from './support/client.ts';
import { FakeServer } from './support/fake-server.ts';
import { ANNA, APPLICATION, BEN, CARA, card, contact, text, uuid } from './support/things.ts';

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

async function goOnline(): Promise<void> {
  client.start();
  await online(client);
}

describe('connecting', () => {
  test('starts nothing before it is told to', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.attempts).toBe(0);
    expect(client.snapshot).toEqual({ connection: 'connecting', contacts: [], conversations: new Map() });
  });

  test('greets with its token and its device, and knows itself and its contacts after the welcome', async () => {
    await goOnline();
    expect(server.hellos).toEqual([{ type: 'hello', protocol: 1, token: TOKEN, device: DEVICE }]);
    expect(client.snapshot).toMatchObject({ connection: 'online', self: ANNA, contacts: [contact()] });
  });

  test('while the server is away it says when it will try again, and waits longer each time', async () => {
    server.down = true;
    client.start();
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      await until(() => client.snapshot.retryAtMs !== undefined);
      waits.push((client.snapshot.retryAtMs ?? 0) - Date.now());
      expect(client.snapshot.connection).toBe('reconnecting');
      await until(() => client.snapshot.retryAtMs === undefined);
    }
    expect(waits).toEqual([375, 750, 1500, 3000, 6000, 11_250, 11_250]);
    server.down = false;
    await online(client);
    expect(client.snapshot.retryAtMs).toBeUndefined();
  });

  test('connects again after the server went away, as the same device', async () => {
    await goOnline();
    server.cut(CLOSE.goingAway);
    await until(() => client.snapshot.connection === 'reconnecting');
    expect(client.snapshot.contacts).toHaveLength(1);
    await online(client);
    expect(server.hellos.map(hello => hello.device)).toEqual([DEVICE, DEVICE]);
  });

  test.each([
    ['unauthorized', CLOSE.unauthorized],
    ['signed out', CLOSE.signedOut],
  ])('when the server says %s it stays away', async (_, code) => {
    await goOnline();
    server.cut(code);
    await until(() => client.snapshot.connection === 'signed-out');
    await vi.advanceTimersByTimeAsync(600_000);
    client.wake();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.attempts).toBe(1);
  });

  test('a token that is refused at the greeting is not tried again', async () => {
    server.refuseHello = CLOSE.unauthorized;
    client.start();
    await until(() => client.snapshot.connection === 'signed-out');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.attempts).toBe(1);
  });

  test('after being cut off for its rate it stays quiet for five seconds at least', async () => {
    await goOnline();
    server.cut(CLOSE.rateLimited);
    await until(() => client.snapshot.retryAtMs !== undefined);
    expect((client.snapshot.retryAtMs ?? 0) - Date.now()).toBeGreaterThanOrEqual(5000);
  });

  test('waking it up makes the next attempt at once', async () => {
    server.down = true;
    client.start();
    for (let n = 0; n < 6; n += 1) await until(() => server.attempts === n + 1);
    await until(() => client.snapshot.retryAtMs !== undefined);
    server.down = false;
    const before = Date.now();
    client.wake();
    await online(client);
    expect(Date.now() - before).toBeLessThan(10);
  });

  test('a server that takes the socket and says nothing is left for another attempt', async () => {
    server.silent = true;
    client.start();
    await until(() => client.snapshot.connection === 'reconnecting');
    server.silent = false;
    await online(client);
  });

  test('can be stopped and started again, and nothing is left running after a stop', async () => {
    await goOnline();
    await client.stop();
    await client.stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(server.online).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    await goOnline();
    expect(server.attempts).toBe(2);
  });

  test('stopping while the socket is still opening leaves nothing behind', async () => {
    client.start();
    await client.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.hellos).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('liveness', () => {
  test('asks after twenty quiet seconds, and stays when it is answered', async () => {
    await goOnline();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(server.operations.map(operation => operation.op)).toEqual(['ping', 'ping', 'ping']);
    expect(server.attempts).toBe(1);
  });

  test('gives up ten seconds after an unanswered question and connects anew', async () => {
    await goOnline();
    server.silent = true;
    const since = Date.now();
    await until(() => client.snapshot.connection === 'reconnecting');
    expect(Date.now() - since).toBeGreaterThanOrEqual(29_000);
    expect(Date.now() - since).toBeLessThanOrEqual(30_100);
    server.silent = false;
    await online(client);
  });

  test('waking up a machine that slept notices within ten seconds that its connection is dead', async () => {
    await goOnline();
    server.silent = true;
    client.wake();
    const since = Date.now();
    await until(() => client.snapshot.connection === 'reconnecting');
    expect(Date.now() - since).toBeLessThanOrEqual(10_000);
  });
});

describe('requests', () => {
  test('are refused at once without a connection', async () => {
    await expect(client.request('ping', {})).rejects.toMatchObject({ code: 'offline', by: 'client' });
  });

  test('fail with the code of the server', async () => {
    await goOnline();
    server.fate = () => 'link-used';
    const refused = expect(client.request('redeemLink', { token: 'x' })).rejects.toMatchObject({
      name: 'ImError',
      code: 'link-used',
      by: 'server',
    });
    await vi.advanceTimersByTimeAsync(10);
    await refused;
  });

  test('fail after their deadline, and the connection lives on when it is alive', async () => {
    await goOnline();
    server.fate = operation => (operation.op === 'relayServers' ? 'request-lost' : 'answered');
    const late = expect(client.request('relayServers', {})).rejects.toMatchObject({ code: 'deadline' });
    await vi.advanceTimersByTimeAsync(15_001);
    await late;
    expect(client.snapshot.connection).toBe('online');
  });

  test('fail when the connection ends before the answer', async () => {
    await goOnline();
    server.fate = () => 'request-lost';
    const lost = expect(client.request('relayServers', {})).rejects.toMatchObject({
      code: 'offline',
      by: 'client',
    });
    server.cut();
    await until(() => client.snapshot.connection === 'reconnecting');
    await lost;
  });

  test('fail when the client is stopped', async () => {
    await goOnline();
    const stopped = expect(client.request('relayServers', {})).rejects.toMatchObject({ code: 'stopped' });
    await client.stop();
    await stopped;
  });

  test('beyond the size of a frame are not sent, since that would cost the connection', async () => {
    await goOnline();
    const message = {
      type: 'data' as const,
      sessionId: uuid(1),
      seq: 1,
      data: '\u0000'.repeat(LIMITS.frameBytes / 6 + 1),
    };
    await expect(client.request('invitation', { to: BEN.address, message })).rejects.toMatchObject({
      code: 'too-large',
      by: 'client',
    });
    expect(server.operations).toEqual([]);
  });

  test('whose answer is not understood fail without harm', async () => {
    await goOnline();
    const [socket] = server.sockets;
    server.fate = () => 'request-lost';
    const odd = expect(client.request('createLink', { kind: 'guest' })).rejects.toMatchObject({
      code: 'bad-answer',
    });
    socket?.deliver(JSON.stringify({ type: 'result', id: 1, result: { token: 7 } }));
    await vi.advanceTimersByTimeAsync(5);
    await odd;
    expect(client.snapshot.connection).toBe('online');
  });

  test('that change ourselves or our contacts have changed the snapshot when they resolve', async () => {
    await goOnline();
    server.contacts = [];
    const seen: ImSnapshot[] = [];
    const all = Promise.all([
      client.request('setName', { name: 'Annie' }).then(() => seen.push(client.snapshot)),
      client.request('removeContact', { address: BEN.address }).then(() => seen.push(client.snapshot)),
      client.request('redeemLink', { token: 'x' }).then(() => seen.push(client.snapshot)),
    ]);
    await vi.advanceTimersByTimeAsync(10);
    await all;
    expect(seen.map(({ self, contacts }) => [self?.name, contacts.length])).toEqual([
      ['Annie', 1],
      ['Annie', 0],
      ['Annie', 1],
    ]);
  });
});

describe('what the server tells', () => {
  test('becomes events for invitations and for messages of others, not for our own', async () => {
    await goOnline();
    const heard: unknown[] = [];
    client.addEventListener('invitation', event => heard.push([event.from, event.message.type]));
    client.addEventListener('message', event => heard.push(event.message.seq));
    server.push({
      type: 'invitation',
      from: BEN.address,
      message: { type: 'ringing', sessionId: uuid(1) },
    });
    server.say();
    server.push({ type: 'message', message: text(2, { from: ANNA.address }) });
    await vi.advanceTimersByTimeAsync(5);
    expect(heard).toEqual([[BEN.address, 'ringing'], 1]);
  });

  test('a message that came while the connection was away is announced once it is known', async () => {
    server.say('before');
    const heard: number[] = [];
    client.addEventListener('message', event => heard.push(event.message.seq));
    await goOnline();
    server.cut();
    server.say('meanwhile');
    server.say('meanwhile too');
    await until(() => client.snapshot.connection === 'reconnecting');
    await online(client);
    expect(heard).toEqual([3]);
  });

  test('that somebody types is forgotten after six seconds without being repeated', async () => {
    await goOnline();
    server.push({ type: 'typing', from: BEN.address, on: true });
    await vi.advanceTimersByTimeAsync(5000);
    expect(ben(client).typing).toBe(true);
    server.push({ type: 'typing', from: BEN.address, on: true });
    await vi.advanceTimersByTimeAsync(5000);
    expect(ben(client).typing).toBe(true);
    await vi.advanceTimersByTimeAsync(1500);
    expect(ben(client).typing).toBe(false);
  });

  test('each change is a new snapshot, and no change is none', async () => {
    await goOnline();
    const snapshots: ImSnapshot[] = [client.snapshot];
    client.subscribe(() => snapshots.push(client.getSnapshot()));
    server.say();
    server.push({ type: 'contactRemoved', address: CARA.address });
    server.push({ type: 'contact', contact: contact(CARA) });
    await vi.advanceTimersByTimeAsync(5);
    expect(snapshots).toHaveLength(3);
    expect(new Set(snapshots).size).toBe(3);
    expect(snapshots[0]?.contacts).toHaveLength(1);
  });

  test('of the applications is that they may be others: when they are, and after each connecting', async () => {
    let events = 0;
    client.addEventListener('applications', () => {
      events += 1;
    });
    await goOnline();
    expect(events).toBe(1);
    const before = client.snapshot;
    server.push({ type: 'applications' });
    await vi.advanceTimersByTimeAsync(5);
    expect(events).toBe(2);
    expect(client.snapshot).toBe(before);
    server.cut();
    await until(() => client.snapshot.connection === 'reconnecting');
    expect(events).toBe(2);
    await online(client);
    expect(events).toBe(3);
  });
});

describe('history', () => {
  test('is fetched page by page, newest first, until there is no more', async () => {
    for (let n = 1; n <= 120; n += 1) server.say(`text ${String(n)}`);
    await goOnline();
    expect(ben(client)).toMatchObject({ loaded: false, hasOlder: true, unread: 120 });
    const sizes: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const loading = client.loadOlder(BEN.address);
      expect(ben(client).loading).toBe(n < 3);
      await vi.advanceTimersByTimeAsync(5);
      await loading;
      sizes.push(ben(client).messages.length);
    }
    expect(sizes).toEqual([50, 100, 120, 120]);
    expect(ben(client)).toMatchObject({ loaded: true, hasOlder: false, loading: false, unread: 120 });
    expect(ben(client).messages[0]).toMatchObject({ text: 'text 1' });
  });

  test('asked for twice at once is fetched once', async () => {
    for (let n = 1; n <= 3; n += 1) server.say();
    await goOnline();
    const both = Promise.all([client.loadOlder(BEN.address), client.loadOlder(BEN.address)]);
    await vi.advanceTimersByTimeAsync(5);
    await both;
    expect(server.operations.filter(operation => operation.op === 'history')).toHaveLength(1);
  });

  test('of a conversation that was opened before there was a connection comes with the connection', async () => {
    server.say('one');
    server.say('two');
    await client.loadOlder(BEN.address);
    await goOnline();
    await until(() => ben(client).loaded);
    expect(textsOf(ben(client))).toEqual(['one', 'two']);
  });

  test('that the server is too busy for is tried again', async () => {
    server.say();
    server.say();
    await goOnline();
    server.fate = () => 'rate-limited';
    await Promise.all([client.loadOlder(BEN.address), vi.advanceTimersByTimeAsync(5)]);
    expect(ben(client)).toMatchObject({ loaded: false, loading: false });
    server.fate = () => 'answered';
    await until(() => ben(client).loaded);
  });

  test('that was missed is filled in after a reconnect, with cards that have changed meanwhile', async () => {
    server.messages = [text(1), card(2, 'ringing')];
    await goOnline();
    await Promise.all([client.loadOlder(BEN.address), vi.advanceTimersByTimeAsync(5)]);
    server.cut();
    server.messages[1] = card(2, 'ended');
    for (let n = 3; n <= 250; n += 1) server.say(`text ${String(n)}`);
    await until(() => client.snapshot.connection === 'reconnecting');
    await online(client);
    server.say('after the reconnect');
    await until(() => ben(client).messages.length === 251 && !ben(client).loading);
    expect(ben(client).messages).toEqual(server.messages);
  });

  test('of very much that was missed starts afresh with the newest page', async () => {
    server.say('old');
    await goOnline();
    await Promise.all([client.loadOlder(BEN.address), vi.advanceTimersByTimeAsync(5)]);
    server.cut();
    for (let n = 0; n < 2000; n += 1) server.say();
    await until(() => client.snapshot.connection === 'reconnecting');
    await online(client);
    await until(() => !ben(client).loading && ben(client).messages.length <= 50);
    expect(ben(client)).toMatchObject({ loaded: true, hasOlder: true, unread: 2001 });
    expect(ben(client).messages).toEqual(server.messages.slice(-50));
  });

  test('filling a gap goes on where a second loss of the connection has stopped it', async () => {
    server.say('first');
    await goOnline();
    await Promise.all([client.loadOlder(BEN.address), vi.advanceTimersByTimeAsync(5)]);
    server.cut();
    for (let n = 0; n < 150; n += 1) server.say();
    let pages = 0;
    server.fate = operation => {
      if (operation.op !== 'history') return 'answered';
      pages += 1;
      if (pages === 2) server.cut();
      return 'answered';
    };
    await until(() => pages === 2);
    server.say('between the losses');
    await until(() => client.snapshot.connection === 'reconnecting');
    await online(client);
    await until(() => ben(client).messages.length === 152);
    expect(ben(client).messages).toEqual(server.messages);
  });
});

describe('read marks', () => {
  test('are shown at once and told to the server', async () => {
    server.say();
    server.say();
    await goOnline();
    client.markRead(BEN.address);
    expect(ben(client)).toMatchObject({ unread: 0, readSeq: 2 });
    await vi.advanceTimersByTimeAsync(5);
    expect(server.readSeq).toBe(2);
    client.markRead(BEN.address);
    await vi.advanceTimersByTimeAsync(5);
    expect(server.operations.filter(operation => operation.op === 'read')).toHaveLength(1);
  });

  test('made without a connection are told when it is back', async () => {
    server.say();
    await goOnline();
    server.cut();
    await until(() => client.snapshot.connection === 'reconnecting');
    client.markRead(BEN.address);
    await online(client);
    expect(ben(client).unread).toBe(0);
    await vi.advanceTimersByTimeAsync(5);
    expect(server.readSeq).toBe(1);
  });

  test('that the server was too busy for are told again', async () => {
    server.say();
    await goOnline();
    server.fate = () => 'rate-limited';
    client.markRead(BEN.address);
    await vi.advanceTimersByTimeAsync(5);
    expect(server.readSeq).toBe(0);
    server.fate = () => 'answered';
    await until(() => server.readSeq === 1);
  });
});

describe('typing', () => {
  test('at every key is told once in three seconds, and the end once', async () => {
    await goOnline();
    for (let key = 0; key < 40; key += 1) {
      client.setTyping(BEN.address, true);
      await vi.advanceTimersByTimeAsync(100);
    }
    client.setTyping(BEN.address, false);
    client.setTyping(BEN.address, false);
    await vi.advanceTimersByTimeAsync(5);
    const told = server.operations.flatMap(operation => (operation.op === 'typing' ? [operation.on] : []));
    expect(told).toEqual([true, true, false]);
  });

  test('needs no end when the message was sent', async () => {
    await goOnline();
    client.setTyping(BEN.address, true);
    client.send(BEN.address, 'here it is');
    client.setTyping(BEN.address, false);
    await vi.advanceTimersByTimeAsync(5);
    expect(server.operations.map(operation => operation.op)).toEqual(['typing', 'send']);
  });
});

test('a receipt waits for the connection and is left exactly once', async () => {
  const summary = { texts: { en: { title: 'Remote Assistance', lines: ['Ben saw the screen'] } } };
  client.sendReceipt(BEN.address, uuid(7), APPLICATION, summary);
  client.sendReceipt(BEN.address, uuid(7), APPLICATION, summary);
  server.fate = operation => (operation.op === 'receipt' ? 'answer-lost' : 'answered');
  await goOnline();
  await until(() => server.messages.length === 1);
  server.fate = () => 'answered';
  server.cut();
  await until(() => client.snapshot.connection === 'reconnecting');
  await online(client);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.messages).toMatchObject([{ kind: 'receipt', sessionId: uuid(7), summary }]);
});
