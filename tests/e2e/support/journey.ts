/** The steps that two people take, by the names that are on screen. Used by the tests and by the benchmark. */

import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from './browser.ts';
import type { CompanionProgram } from './programs.ts';
import { until } from './resources.ts';

export interface Account {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

export const ALICE: Account = { name: 'Alice', username: 'alice', password: 'correct horse' };
export const BOB: Account = { name: 'Bob', username: 'bob', password: 'battery staple' };

export const ASK = 'Ask for Remote Assistance';
export const OFFER = 'Offer Remote Assistance';

/** Opens the messenger and makes an account. */
export async function signUp(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Your name', { exact: true }).fill(account.name);
  await page.getByLabel('Username').fill(account.username);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Nobody here yet').waitFor();
}

/** Opens the messenger and signs in to an account that exists. */
export async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(url);
  const form = page.getByRole('region', { name: 'Welcome back' });
  const other = page.getByRole('region', { name: 'Create your account' });
  await form.or(other).waitFor();
  // On a busy machine a press may come while the page still changes, and be lost.
  await until('the form to sign in', async () => {
    if (await other.isVisible()) {
      await other
        .getByRole('button', { name: 'Sign in' })
        .click({ timeout: 2_000 })
        .catch(() => undefined);
    }
    return form.isVisible();
  });
  await form.getByLabel('Username').fill(account.username);
  await form.getByLabel('Password').fill(account.password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

/** Somebody else, or another device of somebody: the same browser program, a profile of its own. */
export async function anotherPerson(
  { browser }: Person,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return { browser, context, page: await context.newPage() };
}

/** Makes a single-use link and returns its address. */
export async function makeLink(page: Page, kind: 'A new contact' | 'A guest'): Promise<string> {
  await page.getByRole('button', { name: 'Invite someone' }).first().click();
  await page.getByRole('radio', { name: kind }).click({ force: true });
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  return link;
}

/** The second person opens the link of the first. */
export async function followLink(page: Page, link: string, inviter: Account): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: `Become contacts with ${inviter.name}` }).click();
  await openChat(page, inviter);
}

export async function openChat(page: Page, other: { readonly name: string }): Promise<void> {
  const box = page.getByLabel(`Message to ${other.name}`);
  if (await box.isVisible()) return;
  await page
    .getByRole('navigation', { name: 'Chats' })
    .getByText(other.name, { exact: true })
    .first()
    .click();
  await box.waitFor();
}

export async function say(page: Page, other: Account, text: string): Promise<void> {
  await page.getByLabel(`Message to ${other.name}`).fill(text);
  await page.keyboard.press('Enter');
}

/** Waits until a message stands in the conversation. */
export async function reads(page: Page, other: Account, text: string): Promise<void> {
  const messages = page.getByRole('region', { name: `Messages with ${other.name}` });
  await messages.getByText(text, { exact: true }).waitFor();
}

/** The two windows of one assistance. */
export interface Assistance {
  readonly novice: Page;
  readonly expert: Page;
}

/** One invites, the other accepts, both windows open; nothing is shown yet. */
export async function invite(
  inviter: Person,
  invitee: Person,
  application: typeof ASK | typeof OFFER,
): Promise<Assistance> {
  const [lobby] = await Promise.all([
    inviter.context.waitForEvent('page'),
    inviter.page.getByRole('button', { name: application }).click(),
  ]);
  const [other] = await Promise.all([
    invitee.context.waitForEvent('page'),
    invitee.page.getByRole('button', { name: 'Accept' }).click(),
  ]);
  await lobby.waitForURL(/remote-assistance/);
  return application === ASK ? { novice: lobby, expert: other } : { novice: other, expert: lobby };
}

/** The novice picks the whole screen; resolves when the expert's video has it. */
export async function show({ novice, expert }: Assistance): Promise<void> {
  await novice.getByRole('button', { name: 'Choose what to show' }).click();
  await videoRuns(expert);
}

/** Waits until the expert's video has a picture. */
export async function videoRuns(expert: Page): Promise<void> {
  await expert.waitForFunction(() => {
    const video = document.querySelector('video');
    return video !== null && video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  });
}

/** The expert asks, the novice says yes in the page (pairing the companion first if needed) and at the machine. */
export async function grantControl(
  { novice, expert }: Assistance,
  companion: CompanionProgram,
): Promise<void> {
  await expert.getByRole('button', { name: 'Ask for control' }).click();
  const question = novice.getByRole('alertdialog');
  await question.waitFor();
  const code = question.getByLabel('Code of the companion');
  if (await code.isVisible()) {
    await code.fill(companion.code);
    await question.getByRole('button', { name: 'Connect' }).click();
  }
  await question.getByRole('button', { name: 'Allow' }).click();
  await companion.answer(true);
  await expert.getByText('You are in control').first().waitFor();
}

/** The novice stops; both windows say that it has ended, and are closed. */
export async function endAssistance({ novice, expert }: Assistance): Promise<void> {
  await novice.getByRole('button', { name: 'Stop', exact: true }).first().click();
  for (const page of [novice, expert]) {
    await page.getByRole('heading', { name: 'The assistance has ended' }).waitFor();
  }
  await Promise.all([novice.close(), expert.close()]);
}

/** Where a point of the novice's desktop is on the expert's page. */
export async function pointOn(expert: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  return expert.evaluate(
    ([px, py]) => {
      const video = document.querySelector('video');
      if (!video) throw new Error('no video');
      const box = video.getBoundingClientRect();
      const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
      const left = box.left + (box.width - video.videoWidth * scale) / 2;
      const top = box.top + (box.height - video.videoHeight * scale) / 2;
      return { x: left + (px ?? 0) * scale, y: top + (py ?? 0) * scale };
    },
    [x, y],
  );
}

/** The colour in the expert's video at a point of the novice's desktop. */
export async function colourAt(expert: Page, x: number, y: number): Promise<[number, number, number]> {
  return expert.evaluate(
    ([px, py]) => {
      const video = document.querySelector('video');
      if (!video) throw new Error('no video');
      const canvas = document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0);
      const data = context?.getImageData(px ?? 0, py ?? 0, 1, 1).data ?? [];
      return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0] as [number, number, number];
    },
    [x, y],
  );
}

/** Clicks a point of the novice's desktop on the expert's page. */
export async function clickOn(expert: Page, x: number, y: number): Promise<void> {
  const point = await pointOn(expert, x, y);
  await expert.mouse.click(point.x, point.y);
}

/** Waits until a file's text is this, and says what it was if it never is. */
export async function fileBecomes(read: () => string, expected: string): Promise<void> {
  await until(`the file to be ${JSON.stringify(expected)}`, () => read() === expected).catch(() => undefined);
  expect(read()).toBe(expected);
}
