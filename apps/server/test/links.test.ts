import { CLOSE } from '@rendezvous/im';
import { expect, test } from 'vitest';
import { type Account, Client, contacts, signUp } from './kit/client.ts';
import { http, type TestServer, testServer } from './kit/server.ts';

const guest = (server: TestServer, link: string, name = 'Greta') =>
  http(server, '/api/account/guest', { body: { link, name } });

test('a link shows who it is from before it is followed', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna', 'Anna A.'));
  const link = await anna.request('createLink', { kind: 'contact' });
  expect(await http(server, `/api/links/${link.token}`)).toMatchObject({
    status: 200,
    body: {
      kind: 'contact',
      from: { name: 'Anna A.', address: 'anna@localhost' },
      expiresAt: link.expiresAt,
    },
  });
  expect(link.expiresAt - Date.now()).toBeGreaterThan(23 * 3600_000);
});

test('following a contact link makes two people contacts on all their devices', async () => {
  await using server = await testServer();
  const annaAccount = await signUp(server, 'anna');
  const anna = await Client.signIn(server, annaAccount);
  const annaTwo = await Client.signIn(server, annaAccount);
  const bert = await Client.signIn(server, await signUp(server, 'bert'));
  const { token } = await anna.request('createLink', { kind: 'contact' });
  const { contact } = await bert.request('redeemLink', { token });
  expect(contact).toMatchObject({ address: 'anna@localhost', presence: 'online', guest: false, readSeq: 0 });
  for (const device of [anna, annaTwo]) {
    const pushed = await device.frame('contact');
    expect(pushed.contact).toMatchObject({ address: 'bert@localhost', presence: 'online' });
  }
});

test('a link works once', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const bert = await Client.signIn(server, await signUp(server, 'bert'));
  const carl = await Client.signIn(server, await signUp(server, 'carl'));
  const { token } = await anna.request('createLink', { kind: 'contact' });
  const both = await Promise.allSettled([bert, carl].map(who => who.request('redeemLink', { token })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'link-used' } });
  expect(await http(server, `/api/links/${token}`)).toMatchObject({
    status: 410,
    body: { error: 'link-used' },
  });
});

test('a guest link lets exactly one guest in, however many come at once', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const { token } = await anna.request('createLink', { kind: 'guest' });
  const answers = await Promise.all([1, 2, 3].map(() => guest(server, token)));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410]);
});

test('an expired link says so, and so does one that never was', async () => {
  let now = Date.now();
  await using server = await testServer({ now: () => now });
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const bert = await Client.signIn(server, await signUp(server, 'bert'));
  const { token } = await anna.request('createLink', { kind: 'contact', expiresInSeconds: 60 });
  now += 61_000;
  expect(await http(server, `/api/links/${token}`)).toMatchObject({
    status: 410,
    body: { error: 'link-expired' },
  });
  await expect(bert.request('redeemLink', { token })).rejects.toMatchObject({ code: 'link-expired' });
  expect(await http(server, '/api/links/nothing')).toMatchObject({
    status: 404,
    body: { error: 'not-found' },
  });
  await expect(bert.request('redeemLink', { token: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
});

test('nobody becomes their own contact, and contacts leave a link for somebody else', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const { token } = await anna.request('createLink', { kind: 'contact' });
  await expect(anna.request('redeemLink', { token })).rejects.toMatchObject({ code: 'yourself' });
  expect((await bert.request('redeemLink', { token })).contact.address).toBe('anna@localhost');
  expect(await http(server, `/api/links/${token}`)).toMatchObject({ status: 200 });
});

test('a link of one kind is not taken for the other', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const bert = await Client.signIn(server, await signUp(server, 'bert'));
  const forContact = await anna.request('createLink', { kind: 'contact' });
  const forGuest = await anna.request('createLink', { kind: 'guest' });
  expect(await guest(server, forContact.token)).toMatchObject({
    status: 403,
    body: { error: 'not-allowed' },
  });
  await expect(bert.request('redeemLink', forGuest)).rejects.toMatchObject({ code: 'not-allowed' });
});

test('a guest chats with the inviter and can do nothing else', async () => {
  await using server = await testServer();
  const { anna } = await contacts(server);
  const link = await anna.request('createLink', { kind: 'guest', expiresInSeconds: 3600 });
  const { status, body } = await guest(server, link.token);
  expect(status).toBe(200);
  const greta = await Client.signIn(server, body as Account);
  expect(greta.welcome.self).toMatchObject({ name: 'Greta', guest: true, expiresAt: link.expiresAt });
  expect(greta.welcome.contacts.map(({ address }) => address)).toEqual(['anna@localhost']);
  const { address } = body as Account;
  const shown = await anna.frame('contact', ({ contact }) => contact.address === address);
  expect(shown.contact).toMatchObject({ guest: true, expiresAt: link.expiresAt });

  const text = { clientId: crypto.randomUUID(), text: 'hello' };
  await greta.request('send', { to: 'anna@localhost', ...text });
  await anna.frame('message', ({ message }) => message.from === address);

  const refused = { code: 'not-allowed' };
  await expect(greta.request('createLink', { kind: 'guest' })).rejects.toMatchObject(refused);
  await expect(greta.request('redeemLink', { token: 'x' })).rejects.toMatchObject(refused);
  await expect(greta.request('setName', { name: 'Anna A.' })).rejects.toMatchObject(refused);
  await expect(greta.request('removeContact', { address: 'anna@localhost' })).rejects.toMatchObject(refused);
  await expect(
    greta.request('send', { to: 'bert@localhost', ...text, clientId: crypto.randomUUID() }),
  ).rejects.toMatchObject({ code: 'not-contact' });
});

test('a guest is shown out when the time is up, and does not come in again', async () => {
  let now = Date.now();
  await using server = await testServer({ now: () => now });
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const link = await anna.request('createLink', { kind: 'guest', expiresInSeconds: 60 });
  const account = (await guest(server, link.token)).body as Account;
  // The clock jumps to a moment before the end, so that the server's own timer is what shows the guest out.
  now = link.expiresAt - 150;
  const started = Date.now();
  const base = now;
  const greta = await Client.signIn(server, account);
  const clock = setInterval(() => {
    now = base + (Date.now() - started);
  }, 10);
  expect(await greta.closed()).toBe(CLOSE.signedOut);
  clearInterval(clock);
  now = link.expiresAt + 1000;
  const again = await Client.open(server);
  again.hello(account.token);
  expect(await again.closed()).toBe(CLOSE.unauthorized);
  await expect(
    anna.request('send', { to: account.address, clientId: crypto.randomUUID(), text: 'still there?' }),
  ).rejects.toMatchObject({ code: 'not-allowed' });
  expect((await anna.request('history', { with: account.address })).messages).toEqual([]);
});

test('removing a guest ends the visit at once', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  const link = await anna.request('createLink', { kind: 'guest' });
  const account = (await guest(server, link.token)).body as Account;
  const greta = await Client.signIn(server, account);
  await anna.request('removeContact', { address: account.address });
  expect(await greta.closed()).toBe(CLOSE.signedOut);
  const again = await Client.open(server);
  again.hello(account.token);
  expect(await again.closed()).toBe(CLOSE.unauthorized);
});

test('an address that looks links up too fast is slowed down', async () => {
  await using server = await testServer({ settings: { limits: { linkLookups: 3 } } });
  const statuses = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await http(server, `/api/links/guess${String(i)}`)).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
});
