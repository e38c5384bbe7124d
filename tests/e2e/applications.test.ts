/** The registry in the product: a file on the server's machine, and a button in a conversation that stands open. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import { ALICE, ASK, anotherPerson, makeLink, OFFER, openChat, signUp } from './support/journey.ts';
import { type Server, startServer } from './support/programs.ts';
import { Resources, until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

const DORA = { name: 'Dora' };
const BOARD = {
  id: '{00000000-0000-4000-8000-000000000001}',
  component: '{00000000-0000-4000-8000-000000000002}',
  name: 'Board for two',
  localizedNames: { en: 'Board for two', de: 'Tafel für zwei' },
  icon: 'board.svg',
  url: 'https://board.example',
  launch: { kind: 'page', url: '/apps/board/' },
};
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="teal"/></svg>';

const resources = new Resources();
let folder: string;
let server: Server;
let alice: Person;
/** Her browser asks for German. */
let dora: Person;

beforeAll(async () => {
  const data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-applications-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  server = await startServer(resources, data);
  folder = join(data, 'applications');
  alice = await openBrowser(resources);
  dora = await anotherPerson(alice, { locale: 'de-DE' });
  await signUp(alice.page, server.url, ALICE);
  await dora.page.goto(await makeLink(alice.page, 'A new contact'));
  await dora.page.getByLabel('Ihr Name', { exact: true }).fill(DORA.name);
  await dora.page.getByLabel('Passwort').fill('lang genug');
  await dora.page.getByRole('button', { name: 'Konto anlegen' }).click();
  await dora.page.getByRole('button', { name: 'Kontakt mit Alice werden' }).click();
  await dora.page.getByLabel('Nachricht an Alice').waitFor();
  await openChat(alice.page, DORA);
  for (const { page } of [alice, dora]) await page.evaluate(() => (document.body.dataset.loaded = 'once'));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { alice, dora });
});
afterAll(async () => {
  await resources.dispose();
});

const buttons = (page: Page): Locator => page.locator('.applications').getByRole('button');
const button = (page: Page, name: string): Locator => buttons(page).filter({ hasText: name });

/** The words of the buttons; when they are not yet these, they become so. */
async function shows(page: Page, names: readonly string[]): Promise<void> {
  await until(`the buttons ${names.join(', ')}`, async () => {
    const shown = await buttons(page).allInnerTexts();
    return shown.map(text => text.trim()).join() === names.join();
  });
}

const focused = (): Promise<string> =>
  alice.page.evaluate(() => document.activeElement?.textContent.trim() ?? '');

/** As a careful installer does it: beside it first, then by its name. */
function register(registration: object): void {
  writeFileSync(join(folder, 'board.json.new'), JSON.stringify(registration));
  renameSync(join(folder, 'board.json.new'), join(folder, 'board.json'));
}

it('shows an application in the open conversation when its file comes, in the language of each, with its icon', async () => {
  await shows(alice.page, [ASK, OFFER]);
  writeFileSync(join(folder, 'board.svg'), ICON);
  register(BOARD);
  await shows(alice.page, [ASK, OFFER, 'Board for two']);
  await shows(dora.page, ['Um Fernhilfe bitten', 'Fernhilfe anbieten', 'Tafel für zwei']);
  const icon = button(alice.page, 'Board for two').locator('img');
  await until('the icon to be shown', () =>
    icon.evaluate(image => image instanceof HTMLImageElement && image.complete && image.naturalWidth === 20),
  );
  expect(await icon.getAttribute('src')).toMatch(/^\/api\/applications\/icons\/[0-9a-f]{64}$/);

  register({ ...BOARD, localizedNames: { en: 'Shared board', de: 'Gemeinsame Tafel' } });
  await button(alice.page, 'Shared board').waitFor();
  await button(dora.page, 'Gemeinsame Tafel').waitFor();
});

it('takes it away when the file goes, and the focus that was on it goes to what is beside it', async () => {
  await button(alice.page, 'Shared board').focus();
  rmSync(join(folder, 'board.json'));
  await shows(alice.page, [ASK, OFFER]);
  await shows(dora.page, ['Um Fernhilfe bitten', 'Fernhilfe anbieten']);
  await until('the focus on the last button', async () => (await focused()) === OFFER);
  for (const { page } of [alice, dora]) {
    expect(await page.evaluate(() => document.body.dataset.loaded)).toBe('once');
  }
});

it('leaves the focus on the name of the other when the last application goes', async () => {
  await alice.page.route('**/api/applications', route => route.fulfill({ json: [] }));
  await button(alice.page, ASK).focus();
  register(BOARD);
  await shows(alice.page, []);
  await until('the focus on the name', async () => (await focused()) === DORA.name);
  await alice.page.unroute('**/api/applications');
  rmSync(join(folder, 'board.json'));
  await shows(alice.page, [ASK, OFFER]);
});

it('shows what came while the page had no connection, when it has one again', async () => {
  await server.program.stop();
  await alice.page.getByText('No connection to the server').first().waitFor();
  register(BOARD);
  server = await startServer(resources, join(folder, '..'), server.port);
  await alice.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await button(alice.page, 'Board for two').waitFor();
  expect(await alice.page.evaluate(() => document.body.dataset.loaded)).toBe('once');
});
