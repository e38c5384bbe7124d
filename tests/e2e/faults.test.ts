/** What happens when something dies, is closed, reloaded, frozen or stopped: the rows of docs/closures.md. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import { xdotool } from './support/desktop.ts';
import { allReleased, expertHolds, expertTypes, keysDown, TerminalFile } from './support/hands.ts';
import {
  ALICE,
  ASK,
  type Assistance,
  BOB,
  endAssistance,
  grantControl,
  invite,
  OFFER,
  openChat,
  reads,
  say,
  show,
  signIn,
  videoRuns,
} from './support/journey.ts';
import { processesOf, signalAll } from './support/processes.ts';
import { type CompanionProgram, type Server, startCompanion, startServer } from './support/programs.ts';
import { until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { befriend, buildWorld, type World } from './support/world.ts';

/** For what a loaded machine, or a deadline of the product, makes long. */
const PATIENT = { timeout: 40_000 };

let world: World;
let server: Server;
let companion: CompanionProgram;
/** The novice, and the expert, with their chats. */
let alice: Person;
let bob: Person;
let file: TerminalFile;

beforeAll(async () => {
  world = await buildWorld();
  ({ server, companion, novice: alice, expert: bob } = world);
  file = new TerminalFile(world);
  await befriend(world);
  await bob.context.addInitScript(holdTheLine);
});
afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail';
  await takePictures(failed ? `failed ${task.name}` : task.name, { alice, bob });
  if (failed) {
    console.error(`The companion said: ${companion.program.output()}`);
    signalAll(frozen, 'SIGCONT');
    if (server.program.child.signalCode !== null) await startServerAgain();
  }
  for (const { context, page } of [alice, bob]) {
    for (const window of context.pages()) if (window !== page) await window.close();
    if (failed) await page.reload();
  }
  for (const { page } of [alice, bob]) {
    await page.getByText('Connected and running').first().waitFor({ state: 'hidden' });
  }
});
afterAll(async () => {
  await world?.resources.dispose();
});

/** Processes that stand still and must not stay so. */
let frozen: readonly number[] = [];

const HOLD = 'hold-the-line';

/** Runs in Bob's pages: while the flag stands, his application stays at connecting, as on a very slow network. */
function holdTheLine(): void {
  window.RTCPeerConnection = class extends RTCPeerConnection {
    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      return localStorage.getItem('hold-the-line') === null
        ? super.setRemoteDescription(description)
        : new Promise(() => undefined);
    }
  };
}

/** Alice asks, or Bob offers; Bob sees Alice's screen. */
async function seen(application: typeof ASK | typeof OFFER = ASK): Promise<Assistance> {
  const assistance = application === ASK ? await invite(alice, bob, ASK) : await invite(bob, alice, OFFER);
  await show(assistance);
  return assistance;
}

/** Bob sees Alice's screen and is in control; the terminal has the focus. */
async function controlled(application: typeof ASK | typeof OFFER = ASK): Promise<Assistance> {
  const assistance = await seen(application);
  await grantControl(assistance, companion);
  await world.raiseTerminal();
  return assistance;
}

/** The newest invitation's card. */
const lastCard = (page: Page): Locator =>
  page
    .getByRole('region', { name: /^Messages with/ })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: /Remote Assistance$/ }) })
    .last();

const receipts = (page: Page): Locator =>
  page.getByRole('region', { name: /^Messages with/ }).getByText(/^As reported/);

/** How many receipts there are; resolves when there are more than `before`. */
async function moreReceipts(page: Page, before: number): Promise<number> {
  return until('one more receipt', async () => {
    const count = await receipts(page).count();
    return count > before ? count : undefined;
  });
}

/** The page says that it is over, and why. */
async function ends(page: Page, why: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: 'The assistance has ended' }).waitFor(PATIENT);
  await page.getByText(why).first().waitFor();
}

async function killServer(): Promise<void> {
  await server.program.stop('SIGKILL');
}

/** On the same port and the same data; both chats find it again by themselves. */
async function startServerAgain(): Promise<void> {
  server = await startServer(world.resources, join(world.folder, 'data'), server.port);
}

async function bothAreBack(): Promise<void> {
  for (const { page } of [alice, bob]) {
    await page.getByText('No connection to the server').waitFor({ state: 'hidden', ...PATIENT });
    await page.getByRole('button', { name: ASK, disabled: false }).waitFor(PATIENT);
  }
}

describe('an application window', () => {
  it("the peer's window is closed: words, nothing held down, nothing injected, and a receipt", async () => {
    const before = await receipts(alice.page).count();
    const { novice, expert } = await controlled();
    await expertHolds({ novice, expert }, 'Shift', world.desktop);
    expert.on('dialog', dialog => void dialog.accept());
    await expert.close({ runBeforeUnload: true });
    await ends(novice, /Bob ended it\.|Bob is gone/);
    await allReleased(world.desktop);
    await file.gainsNothing();
    await moreReceipts(alice.page, before);
  });

  it('the application page is reloaded: it says that the session cannot come back, and the peer is told', async () => {
    const assistance = await controlled(OFFER);
    const { novice, expert } = assistance;
    await expertHolds(assistance, 'Shift', world.desktop);
    novice.on('dialog', dialog => void dialog.accept());
    await novice.reload();
    await novice.getByText('This window was loaded again, and that ended the assistance.').waitFor();
    await ends(expert, /Alice ended it\.|Alice is gone/);
    await allReleased(world.desktop);
    await expert.keyboard.type('after the reload');
    await file.gainsNothing();
  });
});

describe('screen sharing', () => {
  it("is stopped in the browser's bar: the view is empty, control is off, and it can be shown again", async () => {
    const assistance = await controlled();
    const { novice, expert } = assistance;
    await expertHolds(assistance, 'Shift', world.desktop);
    await pressStopSharing();
    await novice.getByText('Bob does not see anything').first().waitFor(PATIENT);
    await expert.getByText('Alice is choosing what to show.').first().waitFor();
    expect(await expert.locator('video').evaluateAll(all => all.some(video => video.checkVisibility()))).toBe(
      false,
    );
    await allReleased(world.desktop);
    await world.raiseTerminal();
    await expert.keyboard.type('after the screen');
    await file.gainsNothing();

    await novice.getByRole('button', { name: 'Choose what to show' }).click();
    await videoRuns(expert);
    await expert.getByRole('button', { name: 'Ask for control' }).waitFor();
    await endAssistance(assistance);
  });
});

describe('the companion', () => {
  it('is killed with a key held down: the key goes up, both read why, and another one can be paired', async () => {
    const assistance = await controlled();
    const { novice, expert } = assistance;
    await expertHolds(assistance, 'Shift', world.desktop);
    await companion.program.stop('SIGKILL');
    await allReleased(world.desktop);
    await novice.getByText('The companion stopped, and with it control.').first().waitFor();
    await expert.getByText('The companion of Alice stopped, and with it control.').first().waitFor();
    await expert.keyboard.type('after the companion');
    await file.gainsNothing();

    companion = await startCompanion(world.resources, world.desktop);
    await grantControl(assistance, companion);
    await world.raiseTerminal();
    await expertTypes(assistance, 'by the second companion');
    await file.gains('by the second companion');
    await endAssistance(assistance);
  });
});

describe('the server is killed', () => {
  it('while the invitation rings: both read so, and can try again when it is back', async () => {
    const opening = alice.context.waitForEvent('page');
    await alice.page.getByRole('button', { name: ASK }).click();
    const lobby = await opening;
    await bob.page.getByRole('button', { name: 'Accept' }).waitFor();
    await lobby.getByText('Ringing', { exact: true }).waitFor();
    await killServer();
    for (const { page } of [alice, bob]) await page.getByText('No connection to the server').waitFor();
    await lobby.getByText('The connection to the server broke.').waitFor();
    await startServerAgain();
    await bothAreBack();
    // What the server has forgotten cannot be accepted any more.
    await bob.page.getByRole('button', { name: 'Accept' }).waitFor({ state: 'hidden', ...PATIENT });
    for (const { page } of [alice, bob]) await lastCard(page).getByText('It did not work').waitFor();
    await lobby.close();
    await endAssistance(await seen());
  });

  it('while the two are connecting: when it is back and knows nothing of them, both pages say so, and both chats are ready for another try', async () => {
    await bob.page.evaluate(flag => localStorage.setItem(flag, ''), HOLD);
    const { novice, expert } = await invite(alice, bob, ASK);
    await expert.getByText('Connecting', { exact: true }).first().waitFor();
    await novice.getByText('Connecting to Bob').first().waitFor();
    await bob.page.getByText('Connected', { exact: true }).last().waitFor();
    await killServer();
    await startServerAgain();
    await bothAreBack();
    for (const page of [novice, expert]) await ends(page, 'The chat could not bring you together.');
    await bob.page.evaluate(flag => localStorage.removeItem(flag), HOLD);
    // Both can try again: the next test does.
  });

  it('in mid-session: nothing changes, the chats come back by themselves, and both find the receipt', async () => {
    const before = await Promise.all([alice, bob].map(({ page }) => receipts(page).count()));
    await say(alice.page, BOB, 'Before the server died.');
    await reads(bob.page, ALICE, 'Before the server died.');
    const assistance = await controlled();
    await killServer();
    for (const { page } of [alice, bob]) await page.getByText('No connection to the server').waitFor();
    await say(alice.page, BOB, 'While it was dead.');
    await world.raiseTerminal();
    await expertTypes(assistance, 'without the server');
    await file.gains('without the server');
    await startServerAgain();
    await bothAreBack();
    await reads(bob.page, ALICE, 'Before the server died.');
    await reads(bob.page, ALICE, 'While it was dead.');
    await expertTypes(assistance, 'and with it again');
    await file.gains('and with it again');
    await endAssistance(assistance);
    for (const [index, { page }] of [alice, bob].entries())
      await moreReceipts(page, (before[index] ?? 0) + 1);
  });
});

describe('the chat', () => {
  it('is reloaded in mid-session: nothing changes, and the reloaded chat takes the receipt', async () => {
    const assistance = await controlled();
    const before = await receipts(alice.page).count();
    await Promise.all([alice.page.reload(), bob.page.reload()]);
    await openChat(alice.page, BOB);
    await world.raiseTerminal();
    await expertTypes(assistance, 'behind a reloaded chat');
    await file.gains('behind a reloaded chat');
    await endAssistance(assistance);
    for (const { page } of [alice, bob]) await moreReceipts(page, before + 1);
    await receipts(alice.page).filter({ hasText: 'on your side' }).last().waitFor();
    await receipts(alice.page).filter({ hasText: 'by Bob' }).last().waitFor();
  });

  it("is closed in mid-session: nothing changes, and the other side's receipt is there when it is opened again", async () => {
    const before = await receipts(alice.page).filter({ hasText: 'by Bob' }).count();
    const assistance = await controlled(OFFER);
    await alice.page.close();
    await world.raiseTerminal();
    await expertTypes(assistance, 'behind a closed chat');
    await file.gains('behind a closed chat');
    await endAssistance(assistance);
    alice = { ...alice, page: await alice.context.newPage() };
    await alice.page.goto(server.url);
    await openChat(alice.page, BOB);
    await until('the receipt of Bob', async () => {
      return (await receipts(alice.page).filter({ hasText: 'by Bob' }).count()) > before;
    });
  });
});

describe('the link', () => {
  it('is cut for a while: what was held goes up, both read so, and it mends', async () => {
    const assistance = await controlled();
    const { novice, expert } = assistance;
    frozen = await processesOf(bob.browser);
    await expertHolds(assistance, 'Shift', world.desktop);
    signalAll(frozen, 'SIGSTOP');
    try {
      await novice.getByText('The connection is interrupted. Trying again…').first().waitFor(PATIENT);
      await allReleased(world.desktop);
      await file.gainsNothing();
    } finally {
      signalAll(frozen, 'SIGCONT');
    }
    await expert.keyboard.up('Shift');
    // The one who was frozen notices only now, and what is done meanwhile is dropped.
    await expert.getByRole('textbox', { name: 'Message' }).fill('Back again.');
    await expert.keyboard.press('Enter');
    await novice.getByText('Back again.').first().waitFor(PATIENT);
    for (const page of [novice, expert]) {
      const words = page.getByText('The connection is interrupted.').first();
      await words.waitFor({ state: 'hidden', ...PATIENT });
    }
    await expert.getByText('You are in control').first().waitFor(PATIENT);
    await world.raiseTerminal();
    await expertTypes(assistance, 'after it was mended');
    await file.gains('after it was mended');
    expect(await keysDown(world.desktop)).toEqual([]);
    await endAssistance(assistance);
  });

  it("the peer's browser is killed with a key held down: the key goes up, and the novice reads that it is over", async () => {
    const before = await receipts(alice.page).count();
    const assistance = await controlled();
    const { novice } = assistance;
    const processes = await processesOf(bob.browser);
    await expertHolds(assistance, 'Shift', world.desktop);
    signalAll(processes, 'SIGKILL');
    bob = await openBrowser(world.resources);
    await allReleased(world.desktop, 30_000);
    await signIn(bob.page, server.url, BOB);
    await openChat(bob.page, ALICE);
    await ends(novice, /The connection was lost and could not be mended\.|Bob is gone/);
    await file.gainsNothing();
    await moreReceipts(alice.page, before);
    await moreReceipts(bob.page, before);
  });
});

/** From the right edge of the browser's bar to the middle of its button. */
const STOP_SHARING = 113;

/** Alice presses "Stop sharing" in the browser's own bar, by her own hand. */
async function pressStopSharing(): Promise<void> {
  const { desktop } = world;
  const search = ['search', '--sync', '--onlyvisible', '--name', 'sharing your screen'];
  const bar = (await xdotool(desktop, ...search)).trim();
  const [, width, height] =
    /Geometry: (\d+)x(\d+)/.exec(await xdotool(desktop, 'getwindowgeometry', bar)) ?? [];
  const x = String(Number(width) - STOP_SHARING);
  const y = String(Math.round(Number(height) / 2));
  await xdotool(desktop, 'mousemove', '--window', bar, x, y, 'click', '1');
}
