/** The messenger's client and its server together: everything between the two is real. */
import {
  lookUpLink,
  type OutboxEntry,
  type OutboxStorage,
  signIn,
  signInAsGuest,
  signOut,
  signUp,
} from '@rendezvous/im';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { befriend, newPerson, PASSWORD, Tab, until } from './support/people.ts';
import { type Home, openHome, ServerProcess } from './support/server.ts';

let home: Home;
beforeAll(async () => {
  home = await openHome();
});
afterAll(() => home[Symbol.asyncDispose]());

async function friends(one: string, other: string): Promise<[Tab, Tab]> {
  const pair: [Tab, Tab] = [await newPerson(home.url, one), await newPerson(home.url, other)];
  await befriend(...pair);
  return pair;
}

describe('two people', () => {
  test('become contacts by a link, see each other come and go, and write to each other', async () => {
    const anna = await newPerson(home.url, 'anna');
    const ben = await newPerson(home.url, 'ben');
    await befriend(anna, ben);
    expect(anna.contact(ben)).toMatchObject({ name: 'Ben', guest: false, presence: 'online' });

    anna.client.send(ben.address, 'Are you there?');
    expect(anna.texts(ben)).toEqual(['Are you there?']);
    await until(() => ben.conversation(anna).unread === 1);
    expect(ben.texts(anna)).toEqual(['Are you there?']);
    await until(() => anna.settled(ben));

    ben.client.markRead(anna.address);
    const sent = anna.conversation(ben).messages[0];
    await until(() => sent?.kind === 'text' && anna.contact(ben)?.readSeq === sent.seq);

    ben.client.setTyping(anna.address, true);
    await until(() => anna.conversation(ben).typing);
    ben.client.send(anna.address, 'Yes!');
    await until(() => anna.texts(ben).includes('Yes!'));
    expect(anna.conversation(ben)).toMatchObject({ typing: false, unread: 1 });

    await ben.client.request('setName', { name: 'Benjamin' });
    expect(ben.client.snapshot.self?.name).toBe('Benjamin');
    await until(() => anna.contact(ben)?.name === 'Benjamin');

    await ben.client.stop();
    await until(() => anna.contact(ben)?.presence === 'offline');
    await anna.client.stop();
  });

  test('are no longer contacts when one removes the other, and a text is refused in words', async () => {
    const [anna, ben] = await friends('anna2', 'ben2');
    await ben.client.request('removeContact', { address: anna.address });
    await until(() => anna.contact(ben) === undefined && ben.contact(anna) === undefined);
    anna.client.send(ben.address, 'Hello?');
    await until(() =>
      anna.conversation(ben).messages.some(m => m.kind === 'pending' && m.failed !== undefined),
    );
    expect(anna.conversation(ben).messages).toMatchObject([{ kind: 'pending', failed: 'not-contact' }]);
    await befriend(anna, ben);
    const [failed] = anna.conversation(ben).messages;
    anna.client.retry(failed?.kind === 'pending' ? failed.clientId : '');
    await until(() => ben.texts(anna).includes('Hello?'));
    await Promise.all([anna.client.stop(), ben.client.stop()]);
  });
});

describe('two tabs of one person', () => {
  test('show the same: what one wrote, and what one has read', async () => {
    const [anna, ben] = await friends('anna3', 'ben3');
    await using second = await new Tab(home.url, anna).open();
    anna.client.send(ben.address, 'from the first tab');
    await until(() => second.texts(ben).includes('from the first tab'));
    second.client.send(ben.address, 'from the second tab');
    await until(() => anna.texts(ben).includes('from the second tab'));
    ben.client.send(anna.address, 'to both');
    await until(() => anna.conversation(ben).unread === 1 && second.conversation(ben).unread === 1);
    second.client.markRead(ben.address);
    await until(() => anna.conversation(ben).unread === 0);
    await Promise.all([anna.client.stop(), ben.client.stop()]);
  });
});

describe('signing in and out', () => {
  test('a wrong password and a taken name are told by their codes', async () => {
    const person = { username: 'dora', name: 'Dora', password: PASSWORD };
    await signUp(home.url, person);
    await expect(signUp(home.url, person)).rejects.toMatchObject({ code: 'name-taken', by: 'server' });
    await expect(signIn(home.url, { username: 'dora', password: 'something else' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    const again = await signIn(home.url, { username: 'dora', password: PASSWORD });
    await using tab = await new Tab(home.url, again).open();
    expect(tab.client.snapshot.self).toMatchObject({ address: again.address, name: 'Dora', guest: false });
  });

  test('signing out ends every connection of that sign-in, and its token is worth nothing any more', async () => {
    const emil = await newPerson(home.url, 'emil');
    await signOut(home.url, emil.token);
    await until(() => emil.client.snapshot.connection === 'signed-out');
    const late = new Tab(home.url, emil);
    late.client.start();
    await until(() => late.client.snapshot.connection === 'signed-out');
  });
});

describe('a guest', () => {
  test('comes in once by a link with a name only, and is a contact of the inviter', async () => {
    await using anna = await newPerson(home.url, 'anna4');
    const link = await anna.client.request('createLink', { kind: 'guest' });
    expect(await lookUpLink(home.url, link.token)).toMatchObject({
      kind: 'guest',
      from: { name: 'Anna4', address: anna.address },
    });
    const guest = await signInAsGuest(home.url, { link: link.token, name: 'Grandma' });
    await using tab = await new Tab(home.url, guest).open();
    expect(tab.client.snapshot.self).toMatchObject({ name: 'Grandma', guest: true });
    expect(tab.client.snapshot.self?.expiresAt).toBeGreaterThan(Date.now());
    await until(() => anna.contact(tab)?.guest === true);
    tab.client.send(anna.address, 'How does this work?');
    await until(() => anna.texts(tab).includes('How does this work?'));
    await expect(signInAsGuest(home.url, { link: link.token, name: 'Thief' })).rejects.toMatchObject({
      code: 'link-used',
    });
    await expect(lookUpLink(home.url, 'no-such-link')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a restart of the server', () => {
  test('is survived: both come back by themselves, and what was written meanwhile arrives', async () => {
    await using own = await openHome();
    await using anna = await newPerson(own.url, 'anna');
    await using ben = await newPerson(own.url, 'ben');
    await befriend(anna, ben);
    for (let n = 0; n < 60; n += 1) ben.client.send(anna.address, `before ${String(n)}`);
    await until(() => ben.settled(anna) && anna.conversation(ben).unread === 60);
    await own.stop();
    await until(() => anna.client.snapshot.connection === 'reconnecting');
    anna.client.send(ben.address, 'written while it was away');
    await own.start();
    await Promise.all([anna.online(), ben.online()]);
    await until(() => ben.texts(anna).includes('written while it was away'));

    const fresh = await signIn(own.url, { username: 'ben', password: PASSWORD });
    await using later = await new Tab(own.url, fresh).open();
    await later.client.loadOlder(anna.address);
    expect(later.texts(anna)).toHaveLength(50);
    await later.client.loadOlder(anna.address);
    expect(later.texts(anna)).toEqual([
      ...Array.from({ length: 60 }, (_, n) => `before ${String(n)}`),
      'written while it was away',
    ]);
    expect(later.conversation(anna)).toMatchObject({ hasOlder: false, loaded: true });
  });

  test('fills the gap of a tab that was away while many messages came', async () => {
    await using own = await openHome();
    await using anna = await newPerson(own.url, 'anna');
    await using ben = await newPerson(own.url, 'ben');
    await befriend(anna, ben);
    ben.client.send(anna.address, 'first');
    await until(() => anna.texts(ben).includes('first'));
    await anna.client.loadOlder(ben.address);
    await anna.client.stop();
    for (let n = 0; n < 130; n += 1) ben.client.send(anna.address, `missed ${String(n)}`);
    await until(() => ben.settled(anna));
    anna.client.start();
    await until(() => anna.texts(ben).length === 131 && !anna.conversation(ben).loading);
    expect(anna.texts(ben)).toEqual(ben.texts(anna));
    expect(anna.conversation(ben).unread).toBe(131);
  });

  test('by kill -9 loses no text that was acknowledged, and doubles none, also over a reload of the page', async () => {
    await using server = new ServerProcess();
    await server.start();
    const stored: { entries: readonly OutboxEntry[] } = { entries: [] };
    const outbox: OutboxStorage = {
      load: () => structuredClone(stored.entries),
      save: entries => {
        stored.entries = entries;
      },
    };
    const anna = await newPerson(server.url, 'anna', { outbox });
    await using ben = await newPerson(server.url, 'ben');
    await befriend(anna, ben);
    const written = Array.from({ length: 150 }, (_, n) => `text ${String(n)}`);
    for (const words of written) anna.client.send(ben.address, words);
    await until(() => ben.texts(anna).length >= 40);
    await server.kill();
    const acknowledged = anna.conversation(ben).messages.flatMap(m => (m.kind === 'text' ? [m.text] : []));
    expect(acknowledged.length).toBeGreaterThanOrEqual(39);
    await anna.client.stop();
    await server.start();
    await using reloaded = new Tab(server.url, anna, { outbox });
    expect(reloaded.texts(ben).length).toBeGreaterThanOrEqual(written.length - acknowledged.length);
    await reloaded.open();
    await until(() => stored.entries.length === 0);

    const fresh = await signIn(server.url, { username: 'ben', password: PASSWORD });
    await using later = await new Tab(server.url, fresh).open();
    do await later.client.loadOlder(anna.address);
    while (later.conversation(anna).hasOlder);
    expect(later.texts(anna)).toEqual(written);
    expect(written.slice(0, acknowledged.length)).toEqual(acknowledged);
  }, 40_000);
});
