/** The chat itself, in browsers: what is kept, what is seen and said of it, who gets in and who does not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import {
  type Account,
  ALICE,
  anotherPerson,
  BOB,
  followLink,
  makeLink,
  openChat,
  reads,
  say,
  signIn,
  signUp,
} from './support/journey.ts';
import { type Server, startServer } from './support/programs.ts';
import { Resources, until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

const resources = new Resources();
let data: string;
let server: Server;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-chat-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  server = await startServer(resources, data);
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  await Promise.all([signUp(alice.page, server.url, ALICE), signUp(bob.page, server.url, BOB)]);
  await followLink(bob.page, await makeLink(alice.page, 'A new contact'), ALICE);
  await openChat(alice.page, BOB);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { alice, bob });
});
afterAll(async () => {
  await resources.dispose();
});

const messages = (page: Page, other: Account): Locator =>
  page.getByRole('region', { name: `Messages with ${other.name}` });

/** The text and what stands under it, e.g. `Sent`. */
const bubble = (page: Page, other: Account, text: string): Locator =>
  messages(page, other)
    .getByRole('listitem')
    .filter({ has: page.getByText(text, { exact: true }) });

const howOften = (page: Page, other: Account, text: string): Promise<number> =>
  messages(page, other).getByText(text, { exact: true }).count();

/** The person comes back to the page; it then looks for the server at once instead of when its wait is over. */
const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.dispatchEvent(new Event('focus')));

/** The list of chats, with no chat chosen. */
async function toList(page: Page): Promise<void> {
  await page.goto(server.url);
  await page.getByText('Choose a chat').waitFor();
}

/** Lets the time of links and guests pass: only the server's own record of it can be changed from here. */
function timePasses(statement: string): void {
  const database = new DatabaseSync(join(data, 'rendezvous.db'), { timeout: 5_000 });
  try {
    expect(database.prepare(statement).run().changes).toBeGreaterThan(0);
  } finally {
    database.close();
  }
}

describe('what is kept', () => {
  it('keeps the history when the server is stopped and started again', async () => {
    await say(alice.page, BOB, 'Before the stop.');
    await reads(bob.page, ALICE, 'Before the stop.');
    await say(bob.page, ALICE, 'And the answer.');
    await reads(alice.page, BOB, 'And the answer.');
    await server.program.stop();
    server = await startServer(resources, data, server.port);
    await Promise.all([alice.page.reload(), bob.page.reload()]);
    for (const [page, other] of [
      [alice.page, BOB],
      [bob.page, ALICE],
    ] as const) {
      await reads(page, other, 'Before the stop.');
      await reads(page, other, 'And the answer.');
      expect(await messages(page, other).innerText()).toMatch(/Before the stop\.[^]*And the answer\./);
    }
  });

  it('loses nothing acknowledged to kill -9, and delivers what was written meanwhile exactly once', async () => {
    await say(alice.page, BOB, 'Acknowledged.');
    await bubble(alice.page, BOB, 'Acknowledged.')
      .getByText(/^(Sent|Read)$/)
      .waitFor();
    await server.program.stop('SIGKILL');
    await say(alice.page, BOB, 'Written meanwhile.');
    await bubble(alice.page, BOB, 'Written meanwhile.').getByText('Waiting for the connection').waitFor();
    await alice.page.getByText('What you write is kept and sent').first().waitFor();

    server = await startServer(resources, data, server.port);
    await Promise.all([comeBack(alice.page), comeBack(bob.page)]);
    await bubble(alice.page, BOB, 'Written meanwhile.')
      .getByText(/^(Sent|Read)$/)
      .waitFor();
    await reads(bob.page, ALICE, 'Written meanwhile.');
    await alice.page.getByText('No connection to the server').waitFor({ state: 'hidden' });
    await Promise.all([alice.page.reload(), bob.page.reload()]);
    for (const [page, other] of [
      [alice.page, BOB],
      [bob.page, ALICE],
    ] as const) {
      for (const text of ['Acknowledged.', 'Written meanwhile.']) {
        await reads(page, other, text);
        expect(await howOften(page, other, text)).toBe(1);
      }
    }
  });
});

describe('what one sees of the other', () => {
  it('counts what is unread until it is read, and then tells the writer', async () => {
    await toList(bob.page);
    await say(alice.page, BOB, 'One.');
    await say(alice.page, BOB, 'Two.');
    await bob.page.getByText('2 unread messages', { exact: true }).waitFor();
    await until('the count in the title', async () => (await bob.page.title()).startsWith('(2) '));
    await bubble(alice.page, BOB, 'Two.').getByText('Sent', { exact: true }).waitFor();
    await openChat(bob.page, ALICE);
    await messages(bob.page, ALICE).getByText('New messages').waitFor();
    await bubble(alice.page, BOB, 'Two.').getByText('Read', { exact: true }).waitFor();
    await bob.page.getByText('unread message').waitFor({ state: 'hidden' });
    await until('the title without a count', async () => !(await bob.page.title()).startsWith('('));
  });

  it('says that the other is writing, and no longer when nothing is left of it', async () => {
    const words = alice.page.getByText('Bob is writing…', { exact: true });
    await bob.page.getByLabel('Message to Alice').pressSequentially('Hm');
    await words.waitFor();
    await bob.page.getByLabel('Message to Alice').fill('');
    await words.waitFor({ state: 'hidden' });
  });

  it('says who is online and who is not', async () => {
    const presence = (words: string): Locator =>
      alice.page.getByRole('main').getByText(words, { exact: true });
    await presence('Online').waitFor();
    await bob.page.close();
    await presence('Offline').waitFor();
    bob = { ...bob, page: await bob.context.newPage() };
    await bob.page.goto(server.url);
    await presence('Online').waitFor();
  });

  it('serves two tabs of one person: both receive, and what is read in one is read in the other', async () => {
    await toList(bob.page);
    const second = await bob.context.newPage();
    await toList(second);
    await say(alice.page, BOB, 'To both tabs.');
    for (const tab of [bob.page, second]) await tab.getByText('1 unread message', { exact: true }).waitFor();
    await openChat(second, ALICE);
    await bob.page.getByText('1 unread message', { exact: true }).waitFor({ state: 'hidden' });
    await openChat(bob.page, ALICE);
    await say(second, ALICE, 'From the second tab.');
    await reads(bob.page, ALICE, 'From the second tab.');
    await reads(alice.page, BOB, 'From the second tab.');
    expect(await howOften(second, ALICE, 'From the second tab.')).toBe(1);
    await second.close();
  });

  it('shows the list or the chat on the screen of a phone, and goes back from one to the other', async () => {
    const phone = await anotherPerson(alice, {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    const { page } = phone;
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    await signIn(page, server.url, ALICE);
    const list = page.getByRole('navigation', { name: 'Chats' });
    await list.waitFor();
    expect(await page.getByLabel('Message to Bob').isVisible()).toBe(false);
    expect(await fits()).toBe(true);

    await list.getByText('Bob', { exact: true }).tap();
    await page.getByLabel('Message to Bob').waitFor();
    await list.waitFor({ state: 'hidden' });
    await reads(page, BOB, 'From the second tab.');
    expect(await fits()).toBe(true);
    await page.getByLabel('Message to Bob').fill('From the phone.');
    await page.getByRole('button', { name: 'Send' }).tap();
    await reads(bob.page, ALICE, 'From the phone.');
    await reads(alice.page, BOB, 'From the phone.');

    await page.getByRole('button', { name: 'Back to chats' }).tap();
    await list.waitFor();
    await list.getByText('Bob', { exact: true }).tap();
    await list.waitFor({ state: 'hidden' });
    await page.goBack();
    await list.waitFor();
    await phone.context.close();
  });
});

describe('who gets in', () => {
  it('lets a guest in by a link and a name, once, for a chat and nothing else', async () => {
    const link = await makeLink(alice.page, 'A guest');
    const guest = await anotherPerson(alice);
    const { page } = guest;
    await page.goto(link);
    await page.getByText('You need no account, only a name.').waitFor();
    await page.getByLabel('Your name', { exact: true }).fill('Gina');
    await page.getByRole('button', { name: 'Join the chat' }).click();
    await page.getByText('You are a guest until').waitFor();
    await page.getByLabel('Message to Alice').waitFor();
    expect(await page.getByRole('button', { name: 'Invite someone' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'More about this chat' }).count()).toBe(0);
    expect(await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').count()).toBe(1);

    const gina = { name: 'Gina', username: '', password: '' };
    await say(page, ALICE, 'Thank you for the link.');
    await openChat(alice.page, gina);
    await reads(alice.page, gina, 'Thank you for the link.');
    await alice.page.getByRole('main').getByText('Guest until').waitFor();

    const second = await anotherPerson(alice);
    await second.page.goto(link);
    await second.page.getByText('This link has been used already.').waitFor();
    expect(await second.page.getByLabel('Your name', { exact: true }).count()).toBe(0);
    await second.context.close();

    await guest.context.close();
    await openChat(alice.page, BOB);
  });

  it('tells a guest whose time is over to ask for a new link, and not to sign in', async () => {
    const guest = await anotherPerson(alice);
    await guest.page.goto(await makeLink(alice.page, 'A guest'));
    await guest.page.getByLabel('Your name', { exact: true }).fill('Gus');
    await guest.page.getByRole('button', { name: 'Join the chat' }).click();
    await guest.page.getByLabel('Message to Alice').waitFor();
    timePasses('UPDATE person SET expires_at = created_at WHERE guest = 1');
    await guest.page.reload();
    await guest.page.getByText('Your guest access has ended.').waitFor();
    await guest.context.close();
  });

  it('makes a contact of the first who follows a link, and says to the second that it is used', async () => {
    const link = await makeLink(alice.page, 'A new contact');
    const carol = await anotherPerson(alice);
    await carol.page.goto(link);
    await carol.page.getByText('Alice invites you to chat').waitFor();
    await carol.page.getByLabel('Your name', { exact: true }).fill('Carol');
    await carol.page.getByLabel('Password').fill('a long enough one');
    await carol.page.getByRole('button', { name: 'Create account' }).click();
    await carol.page.getByRole('button', { name: 'Become contacts with Alice' }).click();
    await carol.page.getByLabel('Message to Alice').waitFor();
    await carol.context.close();

    await bob.page.goto(link);
    await bob.page.getByText('This link has been used already.').waitFor();
    await bob.page.getByRole('button', { name: 'To the start page' }).click();
    await openChat(bob.page, ALICE);
  });

  it('says that a link has expired, and that a mistyped one does not exist', async () => {
    const link = await makeLink(alice.page, 'A guest');
    timePasses('UPDATE link SET expires_at = created_at WHERE used_at IS NULL');
    const late = await anotherPerson(alice);
    await late.page.goto(link);
    await late.page.getByText('This link has expired.').waitFor();
    await late.page.goto(`${link}x`);
    await late.page.getByText('This link does not exist.').waitFor();
    await late.context.close();
  });

  it('says in words that a password is wrong, in the same words as for a name that does not exist', async () => {
    const stranger = await anotherPerson(alice);
    for (const account of [
      { ...BOB, password: 'not the right one' },
      { ...BOB, username: 'nobody-here' },
    ]) {
      await signIn(stranger.page, server.url, account);
      await stranger.page.getByText('Username and password do not match.').waitFor();
    }
    await stranger.context.close();
  });

  it('signs out in every tab, and the token is worth nothing after it', async () => {
    await toList(bob.page);
    const second = await bob.context.newPage();
    await toList(second);
    const { token } = JSON.parse(
      await bob.page.evaluate(() => localStorage.getItem('rendezvous.account') ?? '{}'),
    ) as { token: string };
    await second.getByRole('button', { name: 'Settings' }).click();
    await second.getByRole('button', { name: 'Sign out' }).click();
    await second.getByText('Welcome back').waitFor();
    await bob.page.getByText('You were signed out.').waitFor();
    await bob.page.reload();
    await bob.page.getByText('Welcome back').waitFor();
    expect(await bob.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token);
    await until('the token to be worthless', async () => {
      const again = await fetch(`${server.url}/api/account/sign-out`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
      return again.status === 401;
    });
    await second.close();
  });
});

describe('in German', () => {
  it('speaks German to a browser that asks for it, from the first page to the chat', async () => {
    const link = await makeLink(alice.page, 'A new contact');
    const dora = await anotherPerson(alice, { locale: 'de-DE' });
    const { page } = dora;
    await page.goto(link);
    await page.getByText('Alice lädt Sie zum Chat ein').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.getByLabel('Ihr Name', { exact: true }).fill('Dörte');
    await page.getByLabel('Passwort').fill('lang genug');
    expect(await page.getByLabel('Benutzername').inputValue()).toBe('doerte');
    await page.getByRole('button', { name: 'Konto anlegen' }).click();
    await page.getByRole('button', { name: 'Kontakt mit Alice werden' }).click();
    await page.getByLabel('Nachricht an Alice').fill('Grüße!');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Nachrichten mit Alice' }).getByText('Gesendet').waitFor();
    await page.getByRole('button', { name: 'Um Fernhilfe bitten' }).waitFor();
    await page.getByRole('button', { name: 'Fernhilfe anbieten' }).waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/\b(Message|Settings|Send|Today|Remote)\b/);
    await dora.context.close();
  });
});
