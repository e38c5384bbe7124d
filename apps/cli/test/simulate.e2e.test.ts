/** Pages in the simulator: a real browser opens the launcher page, which opens the application's page. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  APPLICATIONS,
  manifest,
  program,
  type Running,
  registered,
  start,
  temporaryFolder,
  writeJson,
} from './support/command.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter',
];
const LONG = { timeout: 20_000 };

let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext();
  context.setDefaultTimeout(LONG.timeout);
  onTestFinished(() => context.close());
});

/** The page of the tests in a folder of its own, and its registration. */
async function pageRegistration(launch: object = {}): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(APPLICATIONS, 'page'), join(folder, 'page'), { recursive: true });
  return writeJson(
    folder,
    'page.json',
    manifest({ kind: 'page', url: 'page/index.html', placement: 'frame', ...launch }),
  );
}

const simulate = (inviter: string, invitee: string, ...more: string[]): Running =>
  start(['simulate', '--inviter', inviter, '--invitee', invitee, '--timeout', '60', '--show-data', ...more]);

async function openLauncher(running: Running, side: string): Promise<Page> {
  const line = await running.line(text => text.includes('"open"') && text.includes(`"${side}"`));
  const { url } = JSON.parse(line) as { url: string };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** The application's page in the launcher's frame. */
async function applicationIn(launcher: Page): Promise<Frame> {
  const handle = await launcher.waitForSelector('iframe');
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error('the launcher shows no page');
  return frame;
}

const says = (frame: Frame | Page, text: string): Promise<unknown> =>
  frame.waitForFunction(
    ([id, wanted]) => document.getElementById(id ?? '')?.textContent === wanted,
    ['state', text],
    LONG,
  );

describe('a page in the simulator', () => {
  it('is framed without an origin of its own, and meets a program', async () => {
    const running = simulate(await pageRegistration(), await registered(program()));
    const launcher = await openLauncher(running, 'inviter');
    const frame = await applicationIn(launcher);
    await frame.waitForSelector('li >> text=answer to from the page');
    expect(await frame.evaluate(() => [location.hash, self.origin])).toEqual(['', 'null']);
    expect(new URL(frame.url()).origin).not.toBe(new URL(launcher.url()).origin);
    await frame.click('#end');
    await says(frame, 'finished');
    const { code, stdout } = await running.finished;
    expect(stdout).toContain('"data":"answer to from the page"');
    expect(stdout).not.toContain('"problem"');
    expect(code).toBe(0);
    await launcher.waitForSelector('#status >> text=The simulation is over.');
  });

  it('meets another page, each at an origin of its own', async () => {
    const launch = { sandbox: ['allow-scripts', 'allow-same-origin'] };
    const running = simulate(await pageRegistration(launch), await pageRegistration(launch));
    const inviter = await applicationIn(await openLauncher(running, 'inviter'));
    const invitee = await applicationIn(await openLauncher(running, 'invitee'));
    await inviter.waitForSelector('li >> text=from the page');
    await invitee.waitForSelector('li >> text=from the page');
    const origins = [inviter, invitee].map(frame => new URL(frame.url()).origin);
    expect(new Set(origins).size).toBe(2);
    await invitee.click('#end');
    await says(inviter, 'finished');
    expect((await running.finished).code).toBe(0);
  });

  it('comes back when it is loaded again, without a new launch', async () => {
    const launch = { sandbox: ['allow-scripts', 'allow-same-origin'] };
    const running = simulate(await pageRegistration(launch), await registered(program()));
    const frame = await applicationIn(await openLauncher(running, 'inviter'));
    await frame.waitForSelector('li >> text=answer to from the page');
    await frame.evaluate(() => location.reload());
    await frame.waitForFunction(() => document.querySelector('li') === null, undefined, LONG);
    await says(frame, 'state 4');
    await frame.click('#end');
    await says(frame, 'finished');
    const { code, stdout } = await running.finished;
    expect(stdout.match(/"event":"launch"/g)).toHaveLength(2);
    expect(stdout.match(/"event":"hello"/g)).toHaveLength(3);
    expect(code).toBe(0);
  });

  it('opens in a window of its own where the browser lets it, and ends the session when that is closed', async () => {
    const running = simulate(await pageRegistration({ placement: 'window' }), await registered(program()));
    const opening = context.waitForEvent('page', page => page.opener().then(opener => opener !== null));
    const launcher = await openLauncher(running, 'inviter');
    const application = await opening;
    await application.waitForSelector('li >> text=answer to from the page');
    expect(await launcher.textContent('#status')).toBe('The application runs in a window of its own.');
    await application.close();
    const { code, stdout } = await running.finished;
    expect(stdout).toMatch(/"side":"invitee","event":"terminated",.*"reason":"app-crashed"/);
    expect(code).toBe(1);
  });

  it('gives its token once: the launcher page cannot be loaded a second time', async () => {
    const running = simulate(await pageRegistration(), await registered(program()));
    const launcher = await openLauncher(running, 'inviter');
    await applicationIn(launcher);
    const second = await openLauncher(running, 'inviter');
    await second.waitForSelector('#status >> text=This page was opened before.');
    expect(await second.$('iframe')).toBeNull();
  });

  it('is opened by the browser that was named, which goes with the simulation', async () => {
    const profile = await temporaryFolder();
    const command = [
      CHROMIUM,
      '--headless',
      '--remote-debugging-port=0',
      ...FLAGS,
      `--user-data-dir=${profile}`,
    ];
    const file = await pageRegistration();
    const running = simulate(file, await registered(program('crash')), '--browser', command.join(' '));
    const { code, stdout } = await running.finished;
    expect(stdout).toContain('"data":"from the page"');
    expect(stdout).toContain('"reason":"app-crashed"');
    expect(code).toBe(1);
  });
});
