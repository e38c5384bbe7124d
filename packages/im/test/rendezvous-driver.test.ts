import type { InvitationMessage } from '@rendezvous/rendezvous';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectHost, createHostDriver, type ImClient } from '../src/index.ts';
import { clientOf, MemoryStorage, online, until } from './support/client.ts';
import { FakeServer } from './support/fake-server.ts';
import { APPLICATION, BEN, CARA, uuid } from './support/things.ts';

const RINGING: InvitationMessage = { type: 'ringing', sessionId: uuid(1) };
const SESSION = { id: uuid(7), remoteUser: BEN, application: APPLICATION };
const SUMMARY = { texts: { en: { title: 'Remote Assistance', lines: ['Ben saw the screen'] } } };

let server: FakeServer;
let storage: MemoryStorage;
let client: ImClient;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new MemoryStorage();
  client = clientOf(server, { outbox: storage });
});
afterEach(async () => {
  await client.stop();
  vi.useRealTimers();
});

async function goOnline(): Promise<void> {
  client.start();
  await online(client);
}
const driver = () => createHostDriver(client, { language: 'de', name: 'Rendezvous' });

describe('the driver', () => {
  test('carries messages of the invitation layer to the person they are for', async () => {
    await goOnline();
    await Promise.all([driver().send(BEN.address, RINGING), vi.advanceTimersByTimeAsync(5)]);
    expect(server.operations).toEqual([{ op: 'invitation', to: BEN.address, message: RINGING }]);
  });

  test('rejects with the code of the server', async () => {
    await goOnline();
    server.fate = () => 'offline';
    const refused = expect(driver().send(BEN.address, RINGING)).rejects.toMatchObject({ code: 'offline' });
    await vi.advanceTimersByTimeAsync(5);
    await refused;
  });

  test('does not call the other person offline when it is our own connection that is missing', async () => {
    await expect(driver().send(BEN.address, RINGING)).rejects.toMatchObject({ code: 'connectivity' });
  });

  test('knows contacts by name and everybody else by address, and denies strangers', async () => {
    await goOnline();
    const ours = driver();
    expect([ours.displayUser(BEN.address), ours.displayUser(CARA.address)]).toEqual([
      { name: 'Ben', address: BEN.address },
      { name: CARA.address, address: CARA.address },
    ]);
    expect([ours.isContact(BEN.address), ours.isContact(CARA.address)]).toEqual([true, false]);
  });

  test('gets relay servers from the server', async () => {
    await goOnline();
    const asked = driver().relayServers();
    await vi.advanceTimersByTimeAsync(5);
    expect(await asked).toEqual([{ urls: ['stun:stun.test'] }]);
  });

  test('follows the language when it is given as a function', () => {
    let language = 'en';
    const follows = createHostDriver(client, { language: () => language, name: 'Rendezvous' });
    language = 'de';
    expect(follows.language).toBe('de');
  });
});

describe('a finished application', () => {
  test('leaves its receipt even when it finished without a connection and the page was reloaded', async () => {
    driver().finished(SESSION, SUMMARY);
    await client.stop();
    client = clientOf(server, { outbox: storage });
    await goOnline();
    await until(() => server.messages.length === 1 && storage.json === '[]');
    expect(server.messages).toMatchObject([{ kind: 'receipt', sessionId: SESSION.id, summary: SUMMARY }]);
  });

  test('without a summary leaves nothing', async () => {
    await goOnline();
    driver().finished(SESSION);
    await vi.advanceTimersByTimeAsync(5);
    expect(server.operations).toEqual([]);
  });

  test('whose receipt the server refuses for good does not hold up what comes after it', async () => {
    await goOnline();
    server.fate = operation => (operation.op === 'receipt' ? 'unknown-session' : 'answered');
    driver().finished(SESSION, SUMMARY);
    client.send(BEN.address, 'next');
    await until(() => storage.json === '[]');
    expect(server.texts).toEqual(['next']);
  });
});

test('a connected host hears invitations, losses and returns, each once, until it is disconnected', async () => {
  const heard: string[] = [];
  const wiring = connectHost(client, {
    receive: (from, message) => heard.push(`${message.type} from ${from}`),
    connectionLost: () => heard.push('lost'),
    connectionRestored: () => heard.push('restored'),
  });
  await goOnline();
  server.push({ type: 'invitation', from: BEN.address, message: RINGING });
  server.say();
  await vi.advanceTimersByTimeAsync(5);
  server.cut();
  await until(() => client.snapshot.connection === 'reconnecting');
  await online(client);
  expect(heard).toEqual(['restored', `ringing from ${BEN.address}`, 'lost', 'restored']);
  wiring[Symbol.dispose]();
  wiring[Symbol.dispose]();
  server.push({ type: 'invitation', from: BEN.address, message: RINGING });
  server.cut();
  await until(() => client.snapshot.connection === 'reconnecting');
  expect(heard).toHaveLength(4);
});
