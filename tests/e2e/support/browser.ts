/** Debian's Chromium: headful on a desktop for the novice, headless for the expert. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  /** Goes over the desktop's environment, as a person's sound devices do. */
  readonly env?: NodeJS.ProcessEnv;
  /** Runs the browser by another command, as `['ip', 'netns', 'exec', 'alice']` does. */
  readonly prefix?: readonly string[];
}

const CHROMIUM = '/usr/bin/chromium';

/** A program that starts the browser by another command, and becomes it: the process id stays the browser's. */
function launcher(resources: Resources, prefix: readonly string[]): string {
  const folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-browser-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  const script = join(folder, 'chromium');
  const words = prefix.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  writeFileSync(script, `#!/bin/sh\nexec ${words} ${CHROMIUM} "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

export async function openBrowser(resources: Resources, options: BrowserOptions = {}): Promise<Person> {
  const { desktop } = options;
  const [width, height] = options.windowSize ?? [620, 780];
  const browser = resources.add(
    await chromium.launch({
      executablePath: options.prefix ? launcher(resources, options.prefix) : CHROMIUM,
      headless: desktop === undefined,
      ...(desktop || options.env
        ? { env: { ...(desktop ? desktop.env : process.env), ...options.env } }
        : {}),
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
