import { randomUUID } from 'node:crypto';
import { LIMITS, type Message } from '@rendezvous/im';
import { expect, test } from 'vitest';
import { Client, contacts, signUp } from './kit/client.ts';
import { testServer } from './kit/server.ts';

const ANNA = 'anna@localhost';
const BERT = 'bert@localhost';
const text = (words: string, clientId = randomUUID()) => ({ clientId, text: words });
const words = (message: Message | undefined) => (message?.kind === 'text' ? message.text : undefined);

test('a text reaches every device of the other person and the other tabs of the sender', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount, bertAccount } = await contacts(server);
  const annaTwo = await Client.signIn(server, annaAccount);
  const bertTwo = await Client.signIn(server, bertAccount);
  const { message } = await anna.request('send', { to: BERT, ...text('hello') });
  for (const device of [bert, bertTwo]) {
    const { message: seen } = await device.frame('message');
    expect(seen).toEqual({ ...message, with: ANNA });
  }
  expect((await annaTwo.frame('message')).message).toEqual(message);
  await anna.settle();
  expect(anna.all('message')).toEqual([]);
});

test('a text repeated with the same client id is stored once and pushed once', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  const once = text('only once');
  const first = await anna.request('send', { to: BERT, ...once });
  const again = await anna.request('send', { to: BERT, ...once });
  expect(again).toEqual(first);
  await anna.request('send', { to: BERT, ...text('marker') });
  await bert.frame('message', ({ message }) => words(message) === 'marker');
  expect(bert.all('message').map(({ message }) => words(message))).toEqual(['only once', 'marker']);
  await expect(anna.request('send', { to: ANNA, ...once })).rejects.toMatchObject({ code: 'yourself' });
});

test('strangers, unknown addresses and addresses of other servers all answer alike', async () => {
  await using server = await testServer();
  const anna = await Client.signIn(server, await signUp(server, 'anna'));
  await signUp(server, 'bert');
  for (const to of [BERT, 'nobody@localhost', 'bert@elsewhere.example']) {
    await expect(anna.request('send', { to, ...text('psst') })).rejects.toMatchObject({
      code: 'not-contact',
    });
    await expect(anna.request('typing', { to, on: true })).rejects.toMatchObject({ code: 'not-contact' });
    await expect(anna.request('history', { with: to })).rejects.toMatchObject({ code: 'not-contact' });
  }
});

test('history is paged in both directions, oldest first', async () => {
  await using server = await testServer();
  const { anna } = await contacts(server);
  for (let i = 1; i <= 7; i += 1) await anna.request('send', { to: BERT, ...text(`text ${String(i)}`) });
  const page = async (query: object) => {
    const { messages, more } = await anna.request('history', { with: BERT, ...query });
    return [messages.map(({ seq }) => seq).join(), more];
  };
  expect(await page({ limit: 3 })).toEqual(['5,6,7', true]);
  expect(await page({ limit: 3, before: 5 })).toEqual(['2,3,4', true]);
  expect(await page({ limit: 3, before: 2 })).toEqual(['1', false]);
  expect(await page({ limit: 3, after: 2 })).toEqual(['3,4,5', true]);
  expect(await page({ limit: 3, after: 4 })).toEqual(['5,6,7', false]);
  expect(await page({ after: 1, before: 4 })).toEqual(['2,3', false]);
  expect(await page({ after: 7 })).toEqual(['', false]);
  await expect(page({ limit: LIMITS.historyPage + 1 })).rejects.toMatchObject({ code: 'bad-frame' });
});

test('texts sent by both at the same time get one order that both see', async () => {
  await using server = await testServer();
  const { anna, bert } = await contacts(server);
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      (i % 2 ? anna : bert).request('send', { to: i % 2 ? BERT : ANNA, ...text(String(i)) }),
    ),
  );
  const seen = (await anna.request('history', { with: BERT })).messages;
  expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const other = (await bert.request('history', { with: ANNA })).messages;
  expect(other.map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
});

test('unread counts survive signing in again, and reading tells the sender and the own tabs', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  await bert.close();
  for (const words of ['one', 'two', 'three']) await anna.request('send', { to: BERT, ...text(words) });
  const first = await Client.signIn(server, bertAccount);
  const second = await Client.signIn(server, bertAccount);
  expect(first.welcome.conversations).toMatchObject([
    { with: ANNA, unread: 3, readSeq: 0, last: { text: 'three' } },
  ]);
  await first.request('read', { with: ANNA, seq: 2 });
  expect(await second.frame('read')).toEqual({ type: 'read', with: ANNA, seq: 2 });
  await anna.frame('contact', ({ contact }) => contact.readSeq === 2);
  const third = await Client.signIn(server, bertAccount);
  expect(third.welcome.conversations).toMatchObject([{ unread: 1, readSeq: 2 }]);
  await first.settle();
  expect(first.all('read')).toEqual([]);
});

test('a read mark never goes back and never beyond the last message', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount } = await contacts(server);
  await anna.request('send', { to: BERT, ...text('one') });
  await anna.request('send', { to: BERT, ...text('two') });
  await bert.request('read', { with: ANNA, seq: 1000 });
  await bert.request('read', { with: ANNA, seq: 1 });
  const again = await Client.signIn(server, annaAccount);
  expect(again.welcome.contacts).toMatchObject([{ address: BERT, readSeq: 2 }]);
});

test('typing is passed on to the other person only', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount } = await contacts(server);
  const annaTwo = await Client.signIn(server, annaAccount);
  await anna.request('typing', { to: BERT, on: true });
  expect(await bert.frame('typing')).toEqual({ type: 'typing', from: ANNA, on: true });
  await annaTwo.settle();
  expect(annaTwo.all('typing')).toEqual([]);
});

test('a person is online while at least one device is connected', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const second = await Client.signIn(server, bertAccount);
  await bert.close();
  await anna.settle();
  expect(anna.all('contact').map(({ contact }) => contact.presence)).not.toContain('offline');
  await second.close();
  await anna.frame('contact', ({ contact }) => contact.presence === 'offline');
  await Client.signIn(server, bertAccount);
  await anna.until(() => (anna.all('contact').at(-1)?.contact.presence === 'online' ? true : undefined));
});

test('a new name reaches contacts and is kept', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount } = await contacts(server);
  const { self } = await anna.request('setName', { name: ' Anna\u202e B. ' });
  expect(self).toMatchObject({ address: ANNA, name: 'Anna B.' });
  await bert.frame('contact', ({ contact }) => contact.name === 'Anna B.');
  expect((await Client.signIn(server, annaAccount)).welcome.self.name).toBe('Anna B.');
  await expect(anna.request('setName', { name: '\u200b' })).rejects.toMatchObject({ code: 'bad-frame' });
});

test('removing a contact ends the conversation for both, and a new link brings its history back', async () => {
  await using server = await testServer();
  const { anna, bert, annaAccount } = await contacts(server);
  await anna.request('send', { to: BERT, ...text('before') });
  await bert.request('removeContact', { address: ANNA });
  expect(await anna.frame('contactRemoved')).toEqual({ type: 'contactRemoved', address: BERT });
  expect(await bert.frame('contactRemoved')).toEqual({ type: 'contactRemoved', address: ANNA });
  await expect(anna.request('send', { to: BERT, ...text('after') })).rejects.toMatchObject({
    code: 'not-contact',
  });
  const again = await Client.signIn(server, annaAccount);
  expect(again.welcome).toMatchObject({ contacts: [], conversations: [] });
  const { token } = await anna.request('createLink', { kind: 'contact' });
  await bert.request('redeemLink', { token });
  const { messages } = await bert.request('history', { with: ANNA });
  expect(messages.map(words)).toEqual(['before']);
});

test('one device that reconnects while its old socket hangs is served on both until the old one is gone', async () => {
  await using server = await testServer();
  const { anna, bert, bertAccount } = await contacts(server);
  const again = await Client.signIn(server, bertAccount, bert.device);
  await anna.request('send', { to: BERT, ...text('hello') });
  await Promise.all([bert.frame('message'), again.frame('message')]);
  await bert.close();
  await anna.request('send', { to: BERT, ...text('still there') });
  await again.frame('message', ({ message }) => words(message) === 'still there');
});

test('one account cannot hold any number of connections', async () => {
  await using server = await testServer({ settings: { limits: { connections: 2 } } });
  const account = await signUp(server, 'anna');
  await Client.signIn(server, account);
  await Client.signIn(server, account);
  const third = await Client.open(server);
  third.hello(account.token);
  expect(await third.closed()).toBe(4029);
});
