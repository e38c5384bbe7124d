import { CLOSE, LIMITS } from '@rendezvous/im';
import { afterEach, expect, test, vi } from 'vitest';
import { Client, contacts, signUp } from './kit/client.ts';
import { http, testServer } from './kit/server.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a socket that says nothing is closed after the time for its first frame', async () => {
  await using server = await testServer();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const silent = await Client.open(server);
  vi.advanceTimersByTime(LIMITS.helloMs - 1);
  expect(silent.closeCode).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(await silent.closed()).toBe(CLOSE.helloTimeout);
  vi.useRealTimers();
});

test('a device that gives no sign of life is taken for gone, one that does is not', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  await Promise.all([anna.close(), bert.close()]);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const alive = await Client.signIn(server, await signUp(server, 'carl'));
  const dead = await Client.signIn(server, await signUp(server, 'dora'));
  // Paused, it reads nothing and so answers no ping, as if its machine had lost the network.
  dead.socket.pause();
  vi.advanceTimersByTime(20_000);
  await alive.settle();
  vi.advanceTimersByTime(20_000);
  await alive.settle();
  await vi.waitFor(async () => {
    expect((await http(server, '/metrics')).body).toContain('rendezvous_connections 1\n');
  });
  expect(alive.closeCode).toBeUndefined();
  dead.socket.terminate();
});
