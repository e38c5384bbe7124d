/** Every state of the pages is looked at by axe, light and dark, and the way to an accepted invitation goes by keyboard. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import {
  ALICE,
  ASK,
  anotherPerson,
  BOB,
  followLink,
  makeLink,
  OFFER,
  openChat,
  reads,
  say,
  signUp,
  videoRuns,
} from './support/journey.ts';
import { type Server, startServer } from './support/programs.ts';
import { Resources } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const resources = new Resources();
let server: Server;
let alice: Person;
let bob: Person;

/** The page shows a picture of its own as if it were the screen: without a desktop there is none to choose. */
function paintedScreen(): void {
  navigator.mediaDevices.getDisplayMedia = () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 1280, height: 720 });
    const context = canvas.getContext('2d');
    const paint = (): void => {
      if (!context) return;
      context.fillStyle = `hsl(${String(Date.now() % 360)} 40% 50%)`;
      context.fillRect(0, 0, 1280, 720);
    };
    paint();
    setInterval(paint, 100);
    const stream = canvas.captureStream(10);
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings();
      track.getSettings = () => ({ ...settings, displaySurface: 'monitor' });
    }
    return Promise.resolve(stream);
  };
}

beforeAll(async () => {
  const data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-accessibility-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  server = await startServer(resources, data);
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  await alice.context.addInitScript(paintedScreen);
  await bob.context.addInitScript(paintedScreen);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { alice, bob });
});
afterAll(async () => {
  await resources.dispose();
});

/** One line for each thing that axe finds wrong. Colours are looked at in both schemes, the rest in one. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  // A window that has left its first, empty document still is the same window: what came with that one looks at that one.
  await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const lines = await page.evaluate(async dark => {
      // Colours on their way from one scheme to the other, or into view, are not yet what a person reads.
      const onTheWay = (animation: Animation): boolean =>
        animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity;
      do {
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      } while (document.getAnimations().some(onTheWay));
      const options: axe.RunOptions = { resultTypes: ['violations'] };
      if (dark) options.runOnly = ['color-contrast', 'link-in-text-block'];
      // What was spoken lingers here for a while, and may name a button that has gone since.
      const context = { include: document, exclude: '[data-live-announcer]' };
      const { violations } = await window.axe.run(context, options);
      return violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(({ target, any, all, none }) => {
          const why = [...any, ...all, ...none].map(check => check.message).join('; ');
          return `${id} (${String(impact)}): ${target.join(' ')}: ${why}`;
        }),
      );
    }, colorScheme === 'dark');
    found.push(...lines.map(line => `${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Waits for `sign`, which shows that the state is there, and has axe look at the page. */
async function isAccessible(state: string, page: Page, sign: Locator): Promise<void> {
  await sign.first().waitFor();
  expect.soft(await findings(page), state).toEqual([]);
}

const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Presses Tab until this has the focus, and finds that it can be seen to have it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const focused = (): Promise<boolean> => target.evaluate(element => element === document.activeElement);
  for (let presses = 0; presses < 40 && !(await focused()); presses += 1) await page.keyboard.press('Tab');
  expect(await focused(), `the keyboard reaches ${String(target)}`).toBe(true);
  const marked = await target.evaluate(element => {
    const { outlineStyle, boxShadow } = getComputedStyle(element);
    return outlineStyle !== 'none' || boxShadow !== 'none';
  });
  expect(marked, `the focus of ${String(target)} is seen`).toBe(true);
}

describe('what axe finds', () => {
  it('is nothing on the first pages', async () => {
    const { page } = alice;
    await page.goto(server.url);
    await isAccessible('sign up', page, page.getByText('Create your account'));
    await page.getByRole('button', { name: 'Create account' }).click();
    await isAccessible('sign up, refused', page, page.getByText('Say what people call you.'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await isAccessible('sign in', page, page.getByText('Welcome back'));
    await page.goto(`${server.url}/#join/no-such-link`);
    await isAccessible('bad link', page, page.getByText('This link does not exist.'));
    await page.goto(`${server.url}/apps/remote-assistance/`);
    await isAccessible('application without a chat', page, page.getByText('This window could not be opened'));
  });

  it('is nothing in the chat, its dialogs and the pages of its links', async () => {
    await Promise.all([signUp(alice.page, server.url, ALICE), signUp(bob.page, server.url, BOB)]);
    const { page } = alice;
    await isAccessible('nobody here yet', page, page.getByText('Nobody here yet'));
    await page.getByRole('button', { name: 'Settings' }).click();
    await isAccessible('settings', page, dialog(page));
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Invite someone' }).first().click();
    await isAccessible('invite', page, dialog(page));
    await dialog(page).getByRole('button', { name: 'Make the link' }).click();
    await isAccessible('link', page, dialog(page).getByLabel('Link', { exact: true }));
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();

    const stranger = await anotherPerson(alice);
    await stranger.page.goto(await makeLink(page, 'A guest'));
    await isAccessible('guest link', stranger.page, stranger.page.getByText('You need no account'));
    await stranger.context.close();
    const link = await makeLink(page, 'A new contact');
    await bob.page.goto(link);
    await isAccessible('contact link', bob.page, bob.page.getByText('Alice invites you to chat'));

    await followLink(bob.page, link, ALICE);
    await openChat(page, BOB);
    await isAccessible('empty chat', page, page.getByText('This is the start of your chat with Bob'));
    await say(bob.page, ALICE, 'See https://example.org');
    await say(page, BOB, 'Thank you.');
    await reads(bob.page, ALICE, 'Thank you.');
    await isAccessible('chat', page, page.getByText('Read', { exact: true }));
    await page.getByRole('button', { name: 'More about this chat' }).click();
    await page.getByRole('menuitem', { name: 'Remove contact' }).click();
    await isAccessible('question', page, page.getByRole('alertdialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  });

  it('is nothing in an invitation and in the rooms of the two', async () => {
    await bob.page.goto(server.url);
    await bob.page.getByText('Choose a chat').waitFor();
    const opening = alice.context.waitForEvent('page');
    await alice.page.getByRole('button', { name: ASK }).click();
    const novice = await opening;
    await isAccessible('lobby', novice, novice.getByText('Ringing', { exact: true }));
    await isAccessible('inviter', alice.page, alice.page.getByText('Ringing at Bob…'));
    const look = bob.page.getByRole('button', { name: 'Look at the invitation' });
    await isAccessible('invitation elsewhere', bob.page, look);
    await look.click();
    await isAccessible('invitee', bob.page, bob.page.getByText('Waiting for your answer'));

    // The novice's page comes late, so that the expert's has to wait for it.
    const late = Promise.withResolvers<void>();
    await alice.context.route('**/apps/remote-assistance/', route =>
      late.promise.then(() => route.continue()),
    );
    const accepted = bob.context.waitForEvent('page');
    await bob.page.getByRole('button', { name: 'Accept' }).click();
    const expert = await accepted;
    await isAccessible('opening', expert, expert.getByText('Waiting for Alice to open…'));
    late.resolve();
    const choose = novice.getByRole('button', { name: 'Choose what to show' });
    await isAccessible(
      'expert without a picture',
      expert,
      expert.getByText('Alice is choosing what to show'),
    );
    await isAccessible('novice before choosing', novice, choose);
    await choose.click();
    await videoRuns(expert);
    await isAccessible('novice who shows', novice, novice.getByText('Bob sees your screen'));
    await isAccessible('expert who sees', expert, expert.getByRole('button', { name: 'Ask for control' }));
    await expert.getByRole('button', { name: 'Ask for control' }).click();
    await isAccessible('control question', novice, novice.getByRole('alertdialog'));
    await novice.getByRole('alertdialog').getByRole('button', { name: 'Refuse' }).click();
    await isAccessible('refused', expert, expert.getByText('Alice refused control.'));
    await novice.getByRole('button', { name: 'Pause' }).first().click();
    await isAccessible('paused', expert, expert.getByText('Alice has paused'));
    await novice.getByRole('button', { name: 'Stop' }).first().click();
    await isAccessible('ended, novice', novice, novice.getByText('The assistance has ended'));
    await isAccessible('ended, expert', expert, expert.getByText('The assistance has ended'));
    await Promise.all([novice.close(), expert.close()]);
    await isAccessible('receipt', alice.page, alice.page.getByText('As reported').first());
  });

  it('is nothing in German and on a phone', async () => {
    const dora = await anotherPerson(alice, { locale: 'de-DE', viewport: { width: 360, height: 740 } });
    await dora.page.goto(server.url);
    await isAccessible('Konto anlegen', dora.page, dora.page.getByLabel('Ihr Name'));
    await dora.context.close();

    const { page } = alice;
    await page.getByRole('button', { name: 'Settings' }).click();
    await dialog(page).getByText('Deutsch').click();
    await isAccessible('Einstellungen', page, dialog(page).getByText('Ihre Adresse'));
    await dialog(page).getByRole('button', { name: 'Schließen', exact: true }).click();
    await page.setViewportSize({ width: 360, height: 740 });
    await isAccessible('Chat', page, page.getByLabel('Nachricht an Bob'));
    await page.goto(server.url);
    await isAccessible('Liste', page, page.getByRole('navigation', { name: 'Chats' }));
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(() => localStorage.removeItem('rendezvous.language'));
  });
});

describe('by keyboard only', () => {
  it('goes from the list of chats to an application that both have open', async () => {
    await Promise.all([alice.page.goto(server.url), bob.page.goto(server.url)]);
    const chatWith = (page: Page, name: string): Locator =>
      page.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name });
    await chatWith(bob.page, 'Alice').waitFor();
    await tabTo(alice.page, chatWith(alice.page, 'Bob'));
    await alice.page.keyboard.press('Enter');
    await tabTo(alice.page, alice.page.getByRole('button', { name: OFFER }));
    const opening = alice.context.waitForEvent('page');
    await alice.page.keyboard.press('Enter');
    const expert = await opening;

    await tabTo(bob.page, bob.page.getByRole('button', { name: 'Look at the invitation' }));
    await bob.page.keyboard.press('Enter');
    await tabTo(bob.page, bob.page.getByRole('button', { name: 'Accept' }));
    const accepted = bob.context.waitForEvent('page');
    await bob.page.keyboard.press('Enter');
    const novice = await accepted;
    await tabTo(novice, novice.getByRole('button', { name: 'Choose what to show' }));
    await novice.keyboard.press('Enter');
    await videoRuns(expert);
  });
});
