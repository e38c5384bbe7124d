/** Windows and frames of two origins in one real Chromium: what fake windows cannot show. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationMessage } from '../src/index.ts';
import type { Plan } from './page/browser/messenger-page.ts';
import { bundlePages, PageServer } from './page/browser/pages.ts';

let chat: PageServer;
let apps: PageServer;
let browser: Browser;
let context: BrowserContext;
let a: Page;
let b: Page;

beforeAll(async () => {
  const pages = await bundlePages();
  chat = await PageServer.open(pages);
  apps = await PageServer.open(pages);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
});
afterAll(async () => {
  await browser?.close();
  await chat?.[Symbol.asyncDispose]();
  await apps?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  // Not a `BroadcastChannel`: Chromium loses what arrives on one while the page opens a window.
  await context.exposeFunction('carry', async (from: string, to: string, message: InvitationMessage) => {
    const page = to === 'a' ? a : b;
    await page.evaluate(said => messengerPage.receive(said.from, said.message), { from, message });
  });
  b = await context.newPage();
  await b.goto(`${chat.origin}/messenger-page#b`);
  a = await context.newPage();
  await a.goto(`${chat.origin}/messenger-page#a`);
  for (const page of [a, b]) await until(page, () => 'messengerPage' in globalThis);
});
afterEach(() => context.close());

/** A page that lies behind another one draws no frames, so that it is asked again and again from here. */
async function until(page: Page, holds: () => boolean): Promise<void> {
  await expect.poll(() => page.evaluate(holds), { timeout: 20_000, message: holds.toString() }).toBe(true);
}

interface Report {
  readonly origin: string;
  readonly resumed: boolean;
  readonly hash: string;
  readonly name: string;
  readonly reachesChat: string;
  readonly stores: string;
  readonly fullscreen: boolean;
}

/** What A's page says when B asks. */
async function report(): Promise<Report> {
  const before = await b.evaluate(() => messengerPage.heard.length);
  await b.evaluate(() => messengerPage.ask('where are you'));
  await expect
    .poll(() => b.evaluate(() => messengerPage.heard.length), { timeout: 20_000, message: 'an answer' })
    .toBeGreaterThan(before);
  return JSON.parse((await b.evaluate(() => messengerPage.heard.at(-1))) ?? '') as Report;
}

async function begin(plan: Omit<Plan, 'url'>, origin = apps.origin): Promise<Report> {
  const given = { ...plan, url: `${origin}/application-page` };
  await a.evaluate(asked => messengerPage.begin(asked), given);
  for (const page of [a, b]) await until(page, () => messengerPage.state() === 'connected');
  return report();
}

const BOTH = ['allow-scripts', 'allow-same-origin'];

describe('an application in a frame', () => {
  it('with nothing but scripts has no origin and no storage, and gets its session', async () => {
    const said = await begin({ placement: 'frame', sandbox: ['allow-scripts'] });
    expect(said).toMatchObject({
      origin: 'null',
      hash: '',
      reachesChat: 'no',
      stores: 'no',
      fullscreen: false,
    });
    expect(said.name).toMatch(/^rendezvous-/);
  });

  it('with nothing but scripts comes back after its reload too, by what only its own frame can read', async () => {
    const said = await begin({ placement: 'frame', sandbox: ['allow-scripts'] });
    await b.evaluate(() => messengerPage.ask('reload'));
    await expect.poll(async () => (await report()).resumed, { timeout: 15_000 }).toBe(true);
    const { name, ...again } = await report();
    expect({ ...again, name: said.name }).toEqual({ ...said, resumed: true });
    expect(name).toMatch(/^rendezvous-.*"resumeToken"/);
    for (const page of [a, b]) expect(await page.evaluate(() => messengerPage.state())).toBe('connected');
    // Not even the page that the frame is in.
    const read = (): string => {
      try {
        return frames[0]?.name ?? '';
      } catch (error) {
        return error instanceof DOMException ? error.name : '';
      }
    };
    expect(await a.evaluate(read)).toBe('SecurityError');
  });

  it('that may keep its origin has its own, comes back after its reload, and has the features it asked for', async () => {
    const said = await begin({ placement: 'frame', sandbox: BOTH, permissions: ['fullscreen'] });
    expect(said).toMatchObject({
      origin: apps.origin,
      resumed: false,
      hash: '',
      reachesChat: 'no',
      stores: 'yes',
      fullscreen: true,
    });
    await b.evaluate(() => messengerPage.ask('reload'));
    await expect.poll(async () => (await report()).resumed, { timeout: 15_000 }).toBe(true);
    expect(await report()).toEqual({ ...said, resumed: true });
    expect(await a.evaluate(() => messengerPage.state())).toBe('connected');
  });

  it('of the messenger’s own origin is kept apart, whatever it asks for', async () => {
    const said = await begin({ placement: 'frame', sandbox: BOTH }, chat.origin);
    expect(said).toMatchObject({ origin: 'null', reachesChat: 'no', stores: 'no' });
    expect(await a.evaluate(() => messengerPage.frames())).toEqual([{ sandbox: 'allow-scripts', allow: '' }]);
  });

  it('of the messenger’s own origin is the messenger itself where that was said', async () => {
    const said = await begin({ placement: 'frame', sandbox: BOTH, trustOwnOrigin: true }, chat.origin);
    expect(said).toMatchObject({ origin: chat.origin, reachesChat: 'yes', stores: 'yes' });
    expect(await a.evaluate(() => messengerPage.frames())).toEqual([{ sandbox: null, allow: '' }]);
  });

  it('that is taken away has crashed', async () => {
    await begin({ placement: 'frame' });
    await a.evaluate(() => document.querySelector('iframe')?.remove());
    await until(b, () => messengerPage.reason() === 'app-crashed');
  });
});

describe('an application in a window', () => {
  it('goes on after the reload of its own page and of the messenger’s, and is missed when it is closed', async () => {
    const opening = context.waitForEvent('page');
    const said = await begin({ placement: 'window' });
    const popup = await opening;
    expect(said).toMatchObject({ origin: apps.origin, resumed: false, hash: '', reachesChat: 'no' });
    await popup.reload();
    await expect.poll(async () => (await report()).resumed, { timeout: 15_000 }).toBe(true);
    await a.reload();
    await until(a, () => 'messengerPage' in globalThis && messengerPage.state() === 'connected');
    expect(await report()).toEqual({ ...said, resumed: true });
    await popup.close();
    await until(b, () => messengerPage.reason() === 'app-crashed');
  });
});
