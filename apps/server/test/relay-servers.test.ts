import { expect, test } from 'vitest';
import { relayServers, turnCredentials } from '../src/relay-servers.ts';
import { Client, signUp } from './kit/client.ts';
import { testServer } from './kit/server.ts';

const turn = { urls: ['turn:turn.example:3478?transport=udp'], secret: 'north', lifetimeSeconds: 3600 };

test('credentials are coturn’s: base64 of HMAC-SHA1 of the user name under the shared secret', () => {
  // Computed independently: printf %s '1433895918:testuser' | openssl dgst -sha1 -hmac north -binary | base64
  const credentials = turnCredentials('north', 1433895918, 'testuser');
  expect(credentials).toEqual({
    username: '1433895918:testuser',
    credential: 'TaV3z9WHD5qVAV34yL77o87nNw8=',
  });
});
test('the user name tells when it ends and not whose it is, the same for one person every time', () => {
  const of = (address: string, now: number) => relayServers({ stun: [], turn }, address, now)[0];
  const first = of('anna@localhost', 1_000_000_000);
  expect(first?.urls).toEqual(turn.urls);
  expect(first?.username).toMatch(/^1003600:[0-9a-f]{20}$/);
  expect(of('anna@localhost', 1_000_000_000)).toEqual(first);
  expect(of('bert@localhost', 1_000_000_000)?.username).not.toBe(first?.username);
  expect(of('anna@localhost', 2_000_000_000)?.username?.split(':')[1]).toBe(first?.username?.split(':')[1]);
});

test('STUN servers are handed out as they are, and nothing is invented', () => {
  expect(relayServers({ stun: ['stun:a', 'stun:b'] }, 'anna@localhost', 0)).toEqual([
    { urls: ['stun:a', 'stun:b'] },
  ]);
  expect(relayServers({ stun: [] }, 'anna@localhost', 0)).toEqual([]);
});

test('a signed-in person gets the configured servers', async () => {
  await using server = await testServer({ settings: { relay: { stun: ['stun:stun.example'], turn } } });
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const { servers } = await anna.request('relayServers', {});
  expect(servers).toMatchObject([{ urls: ['stun:stun.example'] }, { urls: turn.urls }]);
  const [, relay] = servers;
  const [expiry = '', user = ''] = relay?.username?.split(':') ?? [];
  expect(turnCredentials('north', Number(expiry), user).credential).toBe(relay?.credential);
  expect(Number(expiry) * 1000 - Date.now()).toBeGreaterThan(3_500_000);
});
