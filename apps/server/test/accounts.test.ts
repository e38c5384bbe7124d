import { readFileSync } from 'node:fs';
import { CLOSE } from '@rendezvous/im';
import { expect, test } from 'vitest';
import { Client, PASSWORD, signUp } from './kit/client.ts';
import { http, testServer } from './kit/server.ts';

const account = (username: string, password = PASSWORD, name = 'Anna A.') => ({
  body: { username, name, password },
});

test('an account can be made, signed in to and signed out of', async () => {
  await using server = await testServer();
  const made = await http(server, '/api/account/sign-up', account('anna'));
  expect(made).toMatchObject({ status: 200, body: { address: 'anna@localhost' } });
  const entered = await http(server, '/api/account/sign-in', account(' Anna '));
  expect(entered).toMatchObject({ status: 200, body: { address: 'anna@localhost' } });
  const { token } = entered.body as { token: string };
  const client = await Client.signIn(server, { token, address: '' });
  expect(client.welcome.self).toEqual({ address: 'anna@localhost', name: 'Anna A.', guest: false });
  expect(await http(server, '/api/account/sign-out', { method: 'POST', token })).toMatchObject({
    status: 200,
  });
  expect(await client.closed()).toBe(CLOSE.signedOut);
  const again = await Client.open(server);
  again.hello(token);
  expect(await again.closed()).toBe(CLOSE.unauthorized);
});

test('signing out of one device leaves the other devices of the account signed in', async () => {
  await using server = await testServer();
  const first = await signUp(server, 'anna');
  const second = (await http(server, '/api/account/sign-in', account('anna'))).body as typeof first;
  const stays = await Client.signIn(server, first);
  const goes = await Client.signIn(server, second);
  await http(server, '/api/account/sign-out', { method: 'POST', token: second.token });
  expect(await goes.closed()).toBe(CLOSE.signedOut);
  await stays.settle();
});

test.each([
  ['a name that is taken', account('anna'), 409, 'name-taken'],
  ['the same name in capitals', account('ANNA'), 409, 'name-taken'],
  ['a name reserved for guests', account('guest-x'), 409, 'name-taken'],
  ['a short password', account('bert', 'short'), 400, 'weak-password'],
  ['an endless password', account('bert', 'x'.repeat(129)), 400, 'weak-password'],
  ['a name that is no user name', account('bert@elsewhere'), 400, 'bad-frame'],
  ['a display name of nothing visible', account('bert', PASSWORD, '\u202e\u200b '), 400, 'bad-frame'],
  ['no body', { body: [] }, 400, 'bad-frame'],
])('signing up with %s is refused with a code', async (_what, options, status, error) => {
  await using server = await testServer();
  await signUp(server, 'anna');
  expect(await http(server, '/api/account/sign-up', options)).toMatchObject({ status, body: { error } });
});

test('of two sign-ups for one name at the same time exactly one succeeds', async () => {
  await using server = await testServer();
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => http(server, '/api/account/sign-up', account('anna'))),
  );
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
});

test('a wrong password and an unknown name get the same answer', async () => {
  await using server = await testServer();
  await signUp(server, 'anna');
  const wrong = await http(server, '/api/account/sign-in', account('anna', 'wrong password'));
  const unknown = await http(server, '/api/account/sign-in', account('nobody'));
  expect(wrong).toMatchObject({ status: 401, body: { error: 'wrong-password' } });
  expect(unknown).toMatchObject({ status: 401, body: { error: 'wrong-password' } });
});

test('a display name loses characters that deceive', async () => {
  await using server = await testServer();
  const made = await http(
    server,
    '/api/account/sign-up',
    account('anna', PASSWORD, ' A\u202enna\u0000  B\u00e4r\u200b '),
  );
  const client = await Client.signIn(server, made.body as { token: string; address: string });
  expect(client.welcome.self.name).toBe('A nna Bär');
});

test('sign-ups can be closed by the configuration', async () => {
  await using server = await testServer({ settings: { accounts: { signUp: false } } });
  expect(await http(server, '/api/account/sign-up', account('anna'))).toMatchObject({
    status: 403,
    body: { error: 'not-allowed' },
  });
});

test('guessing the password of one account is slowed down whatever address it comes from', async () => {
  const settings = { limits: { signInsPerAccount: 3 }, trustedProxy: true };
  await using server = await testServer({ settings });
  await signUp(server, 'anna');
  const guess = (from: string) =>
    http(server, '/api/account/sign-in', {
      ...account('anna', 'wrong one'),
      headers: { 'x-forwarded-for': from },
    });
  const answers = [];
  for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'])
    answers.push((await guess(from)).status);
  expect(answers).toEqual([401, 401, 401, 429]);
  expect(await http(server, '/api/account/sign-in', account('bert'))).toMatchObject({ status: 401 });
});

test('one network address can make only so many accounts a minute', async () => {
  await using server = await testServer({ settings: { limits: { signUps: 2 } } });
  await signUp(server, 'anna');
  await signUp(server, 'bert');
  expect(await http(server, '/api/account/sign-up', account('carl'))).toMatchObject({
    status: 429,
    body: { error: 'rate-limited' },
  });
});

test('passwords and link tokens are not in the database in clear text', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const { token } = await anna.request('createLink', { kind: 'contact' });
  const files = ['rendezvous.db', 'rendezvous.db-wal'].map(file => readFileSync(`${server.dataDir}/${file}`));
  const bytes = Buffer.concat(files);
  expect(bytes.includes('anna')).toBe(true);
  expect(bytes.includes(PASSWORD)).toBe(false);
  expect(bytes.includes(token)).toBe(false);
});
