/** Debian's Chromium: headful on a desktop for the novice, headless for the expert. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Desktop } from './desktop.ts';
import type { Resources } from './resources.ts';

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

export interface Person {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface BrowserOptions {
  /** Headful on this desktop, whose whole screen answers the browser's screen picker. */
  readonly desktop?: Desktop;
  readonly windowSize?: readonly [number, number];
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { width: number; height: number };
  readonly args?: readonly string[];
}

export async function openBrowser(resources: Resources, options: BrowserOptions = {}): Promise<Person> {
  const { desktop } = options;
  const [width, height] = options.windowSize ?? [620, 780];
  const browser = resources.add(
    await chromium.launch({
      executablePath: '/usr/bin/chromium',
      headless: desktop === undefined,
      ...(desktop ? { env: desktop.env } : {}),
      args: [
        ...ALWAYS,
        ...(desktop ? ['--auto-select-desktop-capture-source=Entire screen'] : []),
        ...(desktop ? [`--window-size=${String(width)},${String(height)}`, '--window-position=0,0'] : []),
        ...(options.args ?? []),
      ],
    }),
    b => b.close(),
  );
  const context = await browser.newContext({
    viewport: desktop ? null : (options.viewport ?? { width: 1280, height: 800 }),
    locale: options.locale ?? 'en-GB',
    ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
  });
  context.setDefaultTimeout(15_000);
  return { browser, context, page: await context.newPage() };
}
