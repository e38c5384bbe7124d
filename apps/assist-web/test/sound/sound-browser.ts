import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../harness/chromium.ts';
import { witness } from './witness.ts';

/** A machine on which Chromium finds no sound at all. */
export const NO_SOUND: Readonly<Record<string, string>> = {
  PULSE_SERVER: 'unix:/nonexistent/pulse',
  ALSA_CONFIG_PATH: '/dev/null',
};

export interface SoundBrowserOptions {
  /** What its made-up microphones hear, a WAV file; without it the browser uses the machine's own devices. */
  readonly hears?: string;
  /** The person says yes to the browser's question; otherwise no. */
  readonly allows?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Starts it; the page is at `url` after each `visit`. */
export class SoundBrowser implements AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of: a violated content security policy, an error that nobody caught. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(browser: Browser, page: Page, url: string) {
    this.#browser = browser;
    this.page = page;
    this.#url = url;
    page.on('pageerror', error => this.complaints.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async start(url: string, options: SoundBrowserOptions): Promise<SoundBrowser> {
    const { hears, allows = true, environment = {}, args = [] } = options;
    const browser = await chromium.launch({
      ...CHROMIUM,
      env: { ...process.env, ...environment },
      args: [
        ...(CHROMIUM.args ?? []),
        ...(hears === undefined
          ? []
          : ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${hears}`]),
        ...(allows ? ['--use-fake-ui-for-media-stream'] : []),
        ...args,
      ],
    });
    const page = await browser.newPage();
    await page.addInitScript(witness);
    return new SoundBrowser(browser, page, url);
  }

  async visit(hash = ''): Promise<void> {
    // A change of the hash alone would not load it anew.
    await this.page.goto('about:blank');
    await this.page.goto(this.#url + hash);
    await this.page.waitForFunction(() => 'sound' in window);
  }

  /** Forgets what the page keeps, and loads it anew. */
  async visitAnew(): Promise<void> {
    await this.visit();
    await this.page.evaluate(() => localStorage.clear());
    await this.visit();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
