/** Every way an invitation can go other than well: in words on both sides, and with nothing loaded before a yes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import {
  type Account,
  ALICE,
  ASK,
  anotherPerson,
  BOB,
  followLink,
  makeLink,
  OFFER,
  openChat,
  signIn,
  signUp,
} from './support/journey.ts';
import { type Server, startServer } from './support/programs.ts';
import { Resources, until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

const CAROL: Account = { name: 'Carol', username: 'carol', password: 'purple elephants' };

const resources = new Resources();
let server: Server;
let alice: Person;
let bob: Person;
let carol: Person;
/** Whoever has asked for anything of the application in this test, but for its icons. */
let loadedBy: string[] = [];

function watchLoads(name: string, { context }: Person): void {
  context.on('request', request => {
    if (/\/apps\/remote-assistance\/(?!icons\/)/.test(request.url())) loadedBy.push(name);
  });
}

beforeAll(async () => {
  const data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-invitations-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  server = await startServer(resources, data);
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  carol = await anotherPerson(alice);
  watchLoads('alice', alice);
  watchLoads('bob', bob);
  watchLoads('carol', carol);
  for (const [person, account] of [
    [alice, ALICE],
    [bob, BOB],
    [carol, CAROL],
  ] as const) {
    await signUp(person.page, server.url, account);
  }
  for (const [person, other] of [
    [alice, ALICE],
    [carol, CAROL],
  ] as const) {
    await followLink(bob.page, await makeLink(person.page, 'A new contact'), other);
  }
});
beforeEach(async () => {
  loadedBy = [];
  await openChat(alice.page, BOB);
  await openChat(bob.page, ALICE);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { alice, bob, carol });
  // A window that tells how it ended closes itself after a while; the next test does not wait for that.
  for (const { context, page } of [alice, bob, carol]) {
    for (const other of context.pages()) if (other !== page) await other.close();
  }
});
afterAll(async () => {
  await resources.dispose();
});

type Application = typeof ASK | typeof OFFER;

/** Presses the button; resolves with the window that waits for the answer. */
async function press({ context, page }: Person, application: Application): Promise<Page> {
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: application }).click();
  return opening;
}

/** The newest card of an application in the open conversation. */
const card = (page: Page, application: Application): Locator =>
  page
    .getByRole('region', { name: /^Messages with/ })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: application }) })
    .last();

const acceptButton = (page: Page): Locator => page.getByRole('button', { name: 'Accept', exact: true });

/** Both read, in their card, how it stands. */
async function bothRead(
  application: Application,
  [one, oneReads]: readonly [Person, string | RegExp],
  [other, otherReads]: readonly [Person, string | RegExp],
): Promise<void> {
  await card(one.page, application).getByText(oneReads).waitFor();
  await card(other.page, application).getByText(otherReads).waitFor();
  for (const { page } of [one, other]) expect(await acceptButton(page).count()).toBe(0);
}

/** Presses Accept; resolves with the application's window when it has the session. */
async function accept({ context, page }: Person): Promise<Page> {
  const opening = context.waitForEvent('page');
  await acceptButton(page).click();
  const window = await opening;
  await window.waitForURL(/remote-assistance/);
  return window;
}

/** Closes the applications and the chat, and opens a chat that remembers no session. */
async function startAfresh({ context, ...person }: Person): Promise<Person> {
  const page = await context.newPage();
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.goto(server.url);
  return { ...person, context, page };
}

describe('an invitation that comes to nothing', () => {
  it('says on both sides that it was declined', async () => {
    const lobby = await press(alice, ASK);
    await card(bob.page, ASK).getByText('Waiting for your answer').waitFor();
    await card(bob.page, ASK).getByText('You can see the screen Alice chooses to show.').waitFor();
    await lobby.getByText('Ringing', { exact: true }).waitFor();
    await bob.page.getByRole('button', { name: 'Decline' }).click();
    await bothRead(ASK, [alice, 'Bob declined'], [bob, 'You declined']);
    await lobby.getByText('Bob declined').waitFor();
    expect(loadedBy).toEqual([]);
  });

  it('says on both sides that the inviter took it back, in the card or by closing the window', async () => {
    const words = ['You took the invitation back', 'Bob took the invitation back'] as const;
    const lobby = await press(bob, OFFER);
    await acceptButton(alice.page).waitFor();
    await lobby.getByRole('button', { name: 'Cancel the invitation' }).click();
    await bothRead(OFFER, [bob, words[0]], [alice, words[1]]);
    await lobby.getByText(words[0]).waitFor();

    const closed = await press(bob, ASK);
    await acceptButton(alice.page).waitFor();
    await closed.close();
    await bothRead(ASK, [bob, words[0]], [alice, words[1]]);

    await press(bob, OFFER);
    await acceptButton(alice.page).waitFor();
    await card(bob.page, OFFER).getByRole('button', { name: 'Cancel' }).click();
    await bothRead(OFFER, [bob, words[0]], [alice, words[1]]);
    expect(loadedBy).toEqual([]);
  });

  it('says on both sides that the time to answer is over', async () => {
    // Another device of Alice, whose page lives two minutes in a moment.
    const patient = await anotherPerson(alice);
    watchLoads('alice', patient);
    await patient.context.clock.install();
    await signIn(patient.page, server.url, ALICE);
    await openChat(patient.page, BOB);
    const lobby = await press(patient, ASK);
    await acceptButton(bob.page).waitFor();
    await lobby.getByText('Ringing', { exact: true }).waitFor();
    await patient.page.clock.fastForward(121_000);
    await bothRead(ASK, [patient, 'Bob did not answer in time'], [bob, 'The time to answer is over']);
    await card(alice.page, ASK).getByText('Bob did not answer in time').waitFor();
    expect(loadedBy).toEqual([]);
    await patient.context.close();
  });

  it('says that the other is busy while an application of the kind is open there', async () => {
    await openChat(carol.page, BOB);
    await press(carol, OFFER);
    await openChat(bob.page, CAROL);
    await accept(bob);
    loadedBy = [];
    const lobby = await press(alice, ASK);
    await lobby.getByText('Bob is busy with another session').waitFor();
    await openChat(bob.page, ALICE);
    await bothRead(
      ASK,
      [alice, 'Bob is busy with another session'],
      [bob, 'You were busy with another session'],
    );
    expect(loadedBy).not.toContain('alice');
    [bob, carol] = [await startAfresh(bob), await startAfresh(carol)];
  });

  it('says that the other is offline, and shows the missed invitation to whoever comes back', async () => {
    await bob.page.goto('about:blank');
    await alice.page.getByRole('main').getByText('Offline', { exact: true }).waitFor();
    const lobby = await press(alice, ASK);
    await lobby.getByText('Bob is offline.').waitFor();
    await card(alice.page, ASK).getByText('Bob is offline. Try again when they are back.').waitFor();
    await bob.page.goto(server.url);
    await openChat(bob.page, ALICE);
    await bothRead(ASK, [alice, 'Bob is offline.'], [bob, 'You were offline']);
    expect(loadedBy).toEqual([]);
  });

  it('says that the other messenger does not have the application', async () => {
    await alice.page.route('**/api/applications', route => route.fulfill({ json: [] }));
    await alice.page.reload();
    await openChat(alice.page, BOB);
    await press(bob, OFFER);
    await card(bob.page, OFFER).getByText("Alice's messenger does not have this application").waitFor();
    await alice.page.getByText('Your messenger does not have this application').last().waitFor();
    expect(await acceptButton(alice.page).count()).toBe(0);
    expect(loadedBy).toEqual([]);
    await alice.page.unroute('**/api/applications');
    await alice.page.reload();
  });
});

describe('an invitation in more than one window', () => {
  it('rings in every tab, is answered in one, and is over in the others', async () => {
    const second = { ...bob, page: await bob.context.newPage() };
    await second.page.goto(server.url);
    await openChat(second.page, ALICE);
    await press(alice, ASK);
    for (const { page } of [bob, second]) await acceptButton(page).waitFor();
    await second.page.getByRole('button', { name: 'Decline' }).click();
    await bothRead(ASK, [alice, 'Bob declined'], [bob, /You declined|Answered in another window/]);
    expect(loadedBy).toEqual([]);

    await press(alice, OFFER);
    for (const { page } of [bob, second]) await acceptButton(page).waitFor();
    const window = await accept(second);
    await acceptButton(bob.page).waitFor({ state: 'hidden' });
    await window.getByRole('button', { name: 'Choose what to show' }).waitFor();
    expect(bob.context.pages().filter(page => page.url().includes('remote-assistance'))).toEqual([window]);
    [alice, bob] = [await startAfresh(alice), await startAfresh(bob)];
  });

  it('becomes one session when the two invite each other at the same moment', async () => {
    // Nothing reaches either of them until both have pressed.
    const held: (() => void)[] = [];
    let holding = false;
    for (const { page } of [alice, bob]) {
      await page.routeWebSocket(/\/im$/, socket => {
        socket.connectToServer().onMessage(message => {
          const pass = (): void => socket.send(message);
          if (holding) held.push(pass);
          else pass();
        });
      });
      await page.reload();
    }
    await openChat(alice.page, BOB);
    await openChat(bob.page, ALICE);
    for (const { page } of [alice, bob])
      await page.getByRole('button', { name: ASK, disabled: false }).waitFor();
    holding = true;
    await press(alice, ASK);
    await press(bob, ASK);
    holding = false;
    for (const pass of held.splice(0)) pass();

    const lost = 'Both of you invited at the same moment.';
    const gaveWay = async ({ page }: Person): Promise<boolean> => (await page.getByText(lost).count()) > 0;
    const invitee = await until('one of the two to give way', async () => {
      if (await gaveWay(alice)) return alice;
      return (await gaveWay(bob)) ? bob : undefined;
    });
    const inviter = invitee === alice ? bob : alice;
    await acceptButton(invitee.page).waitFor();
    expect(await acceptButton(inviter.page).count()).toBe(0);
    expect(await gaveWay(inviter)).toBe(false);
    expect(loadedBy).toEqual([]);
    const window = await accept(invitee);
    await window.getByText('Remote Assistance').first().waitFor();
    const running = (person: Person): Page[] =>
      person.context.pages().filter(page => page.url().includes('/apps/remote-assistance/'));
    await inviter.page
      .getByText(/^Connected/)
      .first()
      .waitFor();
    expect([running(inviter).length, running(invitee).length]).toEqual([1, 1]);
    [alice, bob] = [await startAfresh(alice), await startAfresh(bob)];
  });

  it('can still be answered when the invitee loads the chat again while it rings', async () => {
    const lobby = await press(alice, OFFER);
    await acceptButton(bob.page).waitFor();
    await bob.page.reload();
    await acceptButton(bob.page).waitFor();
    expect(loadedBy).toEqual([]);
    const window = await accept(bob);
    await window.getByRole('button', { name: 'Choose what to show' }).waitFor();
    await lobby.waitForURL(/remote-assistance/);
    [alice, bob] = [await startAfresh(alice), await startAfresh(bob)];
  });

  it('runs the application in a frame of the chat where the browser opens no window', async () => {
    for (const { page } of [alice, bob]) {
      await page.evaluate(() => {
        window.open = () => null;
      });
    }
    await bob.page.getByRole('button', { name: ASK, disabled: false }).click();
    await acceptButton(alice.page).waitFor();
    expect(loadedBy).toEqual([]);
    expect(await alice.page.locator('iframe').count()).toBe(0);
    await acceptButton(alice.page).click();
    await bob.page
      .frameLocator(`iframe[title="${ASK} with Alice"]`)
      .getByRole('button', { name: 'Choose what to show' })
      .waitFor();
    await alice.page
      .frameLocator(`iframe[title="${ASK} with Bob"]`)
      .getByText('Bob is choosing what to show')
      .first()
      .waitFor();
    expect(alice.context.pages().length + bob.context.pages().length).toBe(2);

    await bob.page.getByRole('button', { name: 'Close the application' }).click();
    const question = bob.page.getByRole('alertdialog');
    await question.getByText('Closing it ends it for both of you.').waitFor();
    await question.getByRole('button', { name: 'Close the application' }).click();
    await bob.page.locator('iframe').waitFor({ state: 'detached' });
    await alice.page
      .frameLocator('iframe')
      .getByRole('heading', { name: 'The assistance has ended' })
      .waitFor();
    [alice, bob] = [await startAfresh(alice), await startAfresh(bob)];
  });

  it('does not keep a window waiting for a chat that was loaded again before it had said anything', async () => {
    const reloaded = Promise.withResolvers<void>();
    const hold = { times: 1 };
    await bob.context.route('**/lobby.html', route => reloaded.promise.then(() => route.continue()), hold);
    const lobby = press(bob, OFFER);
    await acceptButton(alice.page).waitFor();
    await bob.page.reload();
    reloaded.resolve();
    await (await lobby).getByText('The chat that belongs to this window is gone.').waitFor();
    await bothRead(OFFER, [bob, 'You took the invitation back'], [alice, 'Bob took the invitation back']);
    expect(loadedBy).toEqual([]);
  });

  it('ends with words on both sides when the inviter loads the chat again while it rings', async () => {
    const lobby = await press(bob, OFFER);
    await acceptButton(alice.page).waitFor();
    await lobby.getByText('Ringing', { exact: true }).waitFor();
    await bob.page.reload();
    await lobby.getByText('You took the invitation back').waitFor();
    await bothRead(OFFER, [bob, 'You took the invitation back'], [alice, 'Bob took the invitation back']);
    expect(loadedBy).toEqual([]);
  });
});
