/** The two people's browsers: the novice's on the desktop, the expert's without a screen; each perhaps on a side of a network. */
import { type Browser, chromium } from 'playwright-core';
import type { Person } from '../../tests/e2e/support/browser.ts';
import { processesOf } from '../../tests/e2e/support/processes.ts';
import { SCREEN } from './layout.ts';
import type { Stage } from './stage.ts';

const CHROMIUM = '/usr/bin/chromium';

const ALWAYS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,WebRtcHideLocalIpsWithMdns',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--lang=en',
];

async function open(stage: Stage, browser: Promise<Browser>, isExpert: boolean): Promise<Person> {
  const opened = stage.resources.add(await browser, it => it.close());
  // As large as the novice's screen, so that neither way of showing it has to scale much.
  const viewport = isExpert ? { width: SCREEN.width, height: SCREEN.height } : null;
  const context = await opened.newContext({ viewport, locale: 'en-GB' });
  context.setDefaultTimeout(30_000);
  return { browser: opened, context, page: await context.newPage() };
}

/** A browser on the novice's desktop whose whole screen answers the picker. */
export async function openNovice(stage: Stage): Promise<Person> {
  const browser = chromium.launch({
    executablePath: (await stage.network?.novice.wrap(CHROMIUM)) ?? CHROMIUM,
    headless: false,
    env: stage.desktop.env,
    args: [
      ...ALWAYS,
      '--auto-select-desktop-capture-source=Entire screen',
      '--window-size=900,860',
      '--window-position=0,0',
    ],
  });
  return open(stage, browser, false);
}

export async function openExpert(stage: Stage): Promise<Person> {
  const browser = chromium.launch({
    executablePath: (await stage.network?.expert.wrap(CHROMIUM)) ?? CHROMIUM,
    headless: true,
    args: ALWAYS,
  });
  return open(stage, browser, true);
}

/** The root of a browser's processes. */
export async function browserProcess({ browser }: Person): Promise<number> {
  const [pid] = await processesOf(browser);
  if (pid === undefined) throw new Error('a browser without a process');
  return pid;
}
