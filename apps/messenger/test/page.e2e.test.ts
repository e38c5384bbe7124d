/** What only a real browser can tell: where the focus is, what is folded, how wide a thing becomes. */
import type { InvitationMessage } from '@rendezvous/rendezvous';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../../scripts/build-pages.ts';
import { type House, openHouse, type Somebody } from './harness/house.ts';

const LONG = 'Wolfeschlegelsteinhausenbergerdorffwelche';
const APPLICATION = '{00000000-0000-4000-8000-000000000001}';

let house: House;
let alice: Somebody;
let bob: Somebody;
beforeAll(async () => {
  await buildPages(true);
  house = await openHouse();
  alice = await house.join('alice', 'Alice');
  bob = await house.join('bob', LONG);
  await house.introduce(alice, bob);
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** Somebody invited the other to something, which is over now. */
async function hold(from: Somebody, to: Somebody): Promise<string> {
  const sessionId = crypto.randomUUID();
  const application = {
    id: APPLICATION,
    component: APPLICATION,
    name: 'Board',
    url: 'https://board.example',
  };
  const invite: InvitationMessage = { type: 'invite', sessionId, application, protocol: [1] };
  const cancel: InvitationMessage = { type: 'cancel', sessionId, reason: 'cancelled' };
  for (const message of [invite, cancel])
    await from.client.request('invitation', { to: to.credentials.address, message });
  return sessionId;
}

/** Somebody's application reports how a session went. */
async function leaveReceipt(from: Somebody, to: Somebody, sessionId: string, who: string): Promise<void> {
  const lines = [`${who} saw the screen.`, 'Nobody else typed.', 'It was verified.', `${who} ended it.`];
  await from.client.request('receipt', {
    with: to.credentials.address,
    sessionId,
    application: APPLICATION,
    summary: { texts: { en: { title: 'A session', lines } } },
  });
}

describe('the receipts of a session', () => {
  it('say how it went at first sight, and fold the rest and the word of the other side', async () => {
    const session = await hold(bob, alice);
    await leaveReceipt(bob, alice, session, 'Theirs');
    const page = await house.open(`/#chat/${bob.credentials.address}`, {}, alice);
    const cards = page.getByRole('article', { name: 'A session' });
    await cards.getByText(`As reported by ${LONG}`).waitFor();
    await cards.getByText('Theirs saw the screen.').waitFor();

    await leaveReceipt(alice, bob, session, 'Ours');
    await cards.getByText('As reported on your side').waitFor();
    expect(await cards.count()).toBe(1);
    expect(await cards.getByText('Ours saw the screen.').isVisible()).toBe(true);
    expect(await cards.getByText('Nobody else typed.').first().isVisible()).toBe(true);
    expect(await cards.getByText('Ours ended it.').isVisible()).toBe(false);
    expect(await cards.getByText('Theirs saw the screen.').isVisible()).toBe(false);

    await cards.getByText('Details', { exact: true }).click();
    await cards.getByText('Ours ended it.').waitFor();
    await cards.getByText(`As reported by ${LONG}`).click();
    await cards.getByText('Theirs saw the screen.').waitFor();
    await page.context().close();
  });
});

describe('a conversation', () => {
  it('scrolls by itself: the page is never longer than the window', async () => {
    const to = bob.credentials.address;
    for (let line = 1; line <= 30; line += 1) {
      const clientId = crypto.randomUUID();
      await alice.client.request('send', { to, clientId, text: `Line ${String(line)}\nand more of it` });
    }
    const page = await house.open(`/#chat/${to}`, {}, alice);
    await page.locator('.bubble-text', { hasText: 'Line 30' }).waitFor();
    const heights = await page.evaluate(() => [document.documentElement.scrollHeight, window.innerHeight]);
    expect(heights[0]).toBe(heights[1]);
    await page.context().close();
  });
});

describe('a dialog', () => {
  it('stays within a window of 320 pixels, however long a word in it is', async () => {
    const page = await house.open(
      `/#chat/${bob.credentials.address}`,
      { viewport: { width: 320, height: 640 } },
      alice,
    );
    await page.getByRole('button', { name: /^(More|Options)/ }).click();
    await page.getByRole('menuitem', { name: /Remove/ }).click();
    const box = await page.getByRole('alertdialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 320)).toBeLessThanOrEqual(320);
    await page.context().close();
  });
});

describe('the link of a contact', () => {
  it('leaves, after signing up, one press: the focus is on it, and the page says what it does', async () => {
    const { token } = await alice.client.request('createLink', { kind: 'contact' });
    const page = await house.open(`/#join/${token}`);
    await page.getByLabel('Your name', { exact: true }).fill('Carol');
    await page.getByLabel('Username').fill('carol');
    await page.getByLabel('Password').fill('correct horse');
    await page.keyboard.press('Enter');
    const press = page.getByRole('button', { name: 'Become contacts with Alice' });
    await press.waitFor();
    await page.getByText('You and Alice become contacts, and your chat opens.').waitFor();
    await expect.poll(() => press.evaluate(button => button === document.activeElement)).toBe(true);
    expect(alice.client.snapshot.contacts.some(({ name }) => name === 'Carol')).toBe(false);
    await page.keyboard.press('Enter');
    await page.getByLabel('Message to Alice').waitFor();
    await page.context().close();
  });
});
