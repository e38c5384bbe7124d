/** A browser page with the harness, and what tests do with it. */
import { chromium, type Page } from 'playwright-core';
import type { SoundView } from '../../src/sound/browser-sound.ts';
import { CHROMIUM } from './chromium.ts';
import { pressThrough } from './press.ts';
import { serveHarness } from './serve.ts';

declare global {
  interface Window {
    /** What the rooms asked for: name and parameters, in order. */
    harnessCalls: unknown[][];
    harnessShow: (name: string) => void;
    /** Microphone and speaker change by themselves. */
    harnessSound: (change: Partial<SoundView>) => void;
  }
}

export interface RoomPage extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of: a violated content security policy, an error in React. */
  readonly complaints: readonly string[];
  open(name: string, options?: { readonly theme?: string; readonly language?: string }): Promise<void>;
  calls(name?: string): Promise<unknown[][]>;
}

export async function openRoomPage(): Promise<RoomPage> {
  const harness = await serveHarness();
  const browser = await chromium.launch(CHROMIUM);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' && !/favicon|404/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  return {
    page,
    complaints,
    open: async (name, { theme = 'light', language = 'en' } = {}) => {
      await page.goto(`${harness.url}?view=${name}&theme=${theme}&language=${language}`);
      await page.evaluate(() => document.fonts.ready);
      await pressThrough(page, name, language);
    },
    calls: async name => {
      const all = await page.evaluate(() => window.harnessCalls);
      return name === undefined ? all : all.filter(call => call[0] === name);
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await harness[Symbol.asyncDispose]();
    },
  };
}
