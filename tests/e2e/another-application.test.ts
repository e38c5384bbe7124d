/** The messenger knows no application by name: a game of another origin, in a window and in a frame, over reloads. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveExamples } from '../../examples/serve.ts';
import registration from '../../examples/shared-board/registration.json' with { type: 'json' };
import { openBrowser, type Person } from './support/browser.ts';
import { ALICE, anotherPerson, BOB, followLink, makeLink, openChat, signUp } from './support/journey.ts';
import { startServer } from './support/programs.ts';
import { Resources } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

const IN_WINDOW = 'Four in a row';
const IN_FRAME = 'Four in a frame';

const resources = new Resources();
let alice: Person;
let bob: Person;

beforeAll(async () => {
  const served = await serveExamples();
  resources.add(served.server, server => {
    server.close();
    server.closeAllConnections();
  });
  const data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-game-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  const server = await startServer(resources, data);
  const url = `${served.url}/apps/shared-board/`;
  const icon = join(import.meta.dirname, '../../examples/shared-board/public/icon.svg');
  copyFileSync(icon, join(data, 'applications', 'board.svg'));
  const register = (file: string, changes: object, launch: object): void =>
    writeFileSync(
      join(data, 'applications', file),
      JSON.stringify({ ...registration, ...changes, launch: { ...registration.launch, url, ...launch } }),
    );
  register('window.json', { icon: 'board.svg' }, { placement: 'window' });
  register(
    'frame.json',
    {
      id: '{0F5A3B0E-6A0C-4C3B-9B0D-0C8B5E6A7D10}',
      name: IN_FRAME,
      localizedNames: {},
    },
    { placement: 'frame' },
  );
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  await signUp(alice.page, server.url, ALICE);
  await signUp(bob.page, server.url, BOB);
  await followLink(bob.page, await makeLink(alice.page, 'A new contact'), ALICE);
  await openChat(alice.page, BOB);
  await openChat(bob.page, ALICE);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { alice, bob });
});
afterAll(async () => {
  await resources.dispose();
});

type Board = Page | FrameLocator;

const drop = (board: Board, column: number): Promise<void> =>
  board.getByRole('button', { name: new RegExp(`^Column ${String(column)},`) }).click();
const status = (board: Board, text: string): Promise<void> =>
  board.getByRole('status').filter({ hasText: text }).waitFor();
const receipt = (person: Person, text: string): Promise<void> =>
  person.page.getByText(text).filter({ visible: true }).first().waitFor();

async function invite(application: string): Promise<void> {
  await alice.page.getByRole('button', { name: application }).click();
  await bob.page.getByRole('button', { name: 'Accept' }).waitFor();
}

describe('a game in windows of their own', () => {
  it('goes on while either chat and either board is loaded again, and its result is in both chats', async () => {
    const opened = alice.context.waitForEvent('page');
    await invite(IN_WINDOW);
    const ofAlice = await opened;
    const [ofBob] = await Promise.all([
      bob.context.waitForEvent('page'),
      bob.page.getByRole('button', { name: 'Accept' }).click(),
    ]);
    await status(ofAlice, 'Your turn.');
    expect(new URL(ofAlice.url()).origin).not.toBe(new URL(alice.page.url()).origin);
    await drop(ofAlice, 4);
    await status(ofBob, 'Your turn.');

    await alice.page.reload();
    await drop(ofBob, 5);
    await status(ofAlice, 'Your turn.');
    await drop(ofAlice, 4);
    await status(ofBob, 'Your turn.');

    // Both at once: the chat of the one, the board of the other.
    await Promise.all([alice.page.reload(), ofBob.reload()]);
    await status(ofBob, 'Your turn.');
    await drop(ofBob, 5);
    await status(ofAlice, 'Your turn.');

    await Promise.all([alice.page.reload(), bob.page.reload()]);
    await drop(ofAlice, 4);
    await status(ofBob, 'Your turn.');
    await drop(ofBob, 5);
    await drop(ofAlice, 4);
    await status(ofAlice, 'You won this round.');
    await status(ofBob, 'Alice won this round.');
    await ofBob.getByRole('button', { name: 'Finish' }).click();
    await status(ofAlice, 'Bob has finished the game.');
    await receipt(alice, 'You won 1 : 0.');
    await receipt(bob, 'Alice won 1 : 0.');
    for (const board of [ofAlice, ofBob]) await board.close();
  });
});

describe('a game in a frame of the chat', () => {
  it('has an origin of its own and none of the chat’s rights, and is played to its end', async () => {
    await invite(IN_FRAME);
    expect(alice.page.frames()).toHaveLength(1);
    await bob.page.getByRole('button', { name: 'Accept' }).click();
    const [ofAlice, ofBob] = [alice, bob].map(({ page }) => page.frameLocator('iframe'));
    if (ofAlice === undefined || ofBob === undefined) throw new Error('unreachable');
    await status(ofAlice, 'Your turn.');
    const frame = alice.page.locator('iframe');
    expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
    expect(await alice.page.frames()[1]?.evaluate(() => window.origin)).toBe('null');
    await drop(ofAlice, 1);
    await status(ofBob, 'Your turn.');
    await takePictures('another application in a frame', { alice, bob });
    await ofBob.getByRole('button', { name: 'Finish' }).click();
    await status(ofAlice, 'Bob has finished the game.');
    await receipt(alice, 'Nobody has won a round.');
    await receipt(bob, 'Nobody has won a round.');
  });
});
