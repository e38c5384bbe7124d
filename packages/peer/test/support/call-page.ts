/** A real Chromium with a fresh page of calls for every test, over one server; both end with the file that uses them. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** Registers what has to be done around the tests of the file; `page` is the test's own. */
export function callPage(): { readonly page: Page } {
  let server: ViteDevServer | undefined;
  let browser: Browser | undefined;
  let current: Page | undefined;

  beforeAll(async () => {
    server = await createServer({
      root: fileURLToPath(new URL('../../../..', import.meta.url)),
      configFile: false,
      logLevel: 'error',
      server: { port: 0, host: '127.0.0.1', hmr: false },
    });
    await server.listen();
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
  });

  beforeEach(async () => {
    const context = await browser?.newContext();
    current = await context?.newPage();
    await current?.goto(`${server?.resolvedUrls?.local[0] ?? ''}packages/peer/test/voice.html`);
    await current?.waitForFunction(() => 'voiceBench' in globalThis);
  });

  afterEach(async () => {
    await current?.context().close();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    get page() {
      if (!current) throw new Error('there is no page yet');
      return current;
    },
  };
}
