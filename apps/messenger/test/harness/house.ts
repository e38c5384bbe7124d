/** The real server with two people in it, and a browser to look at it with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Credentials, ImClient, signUp } from '@rendezvous/im';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** How long the server may take to be ready, in milliseconds. */
const READY_MS = 30_000;

/** Somebody with an account, as the tests act for them: without a page. */
export interface Somebody {
  readonly credentials: Credentials;
  readonly client: ImClient;
}

export interface House extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  join(username: string, name: string): Promise<Somebody>;
  /** Makes the two contacts of each other. */
  introduce(one: Somebody, other: Somebody): Promise<void>;
  /** A page of a new profile; signed in as somebody, when given. */
  open(path: string, options?: BrowserContextOptions, as?: Somebody): Promise<Page>;
}

/** Starts it all on the built page. @throws Error when the server does not start */
export async function openHouse(): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'rendezvous-messenger-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = spawn(process.execPath, ['apps/server/src/main.ts', '--port', '0', '--data', folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  stack.defer(() => ended(server));
  const url = await addressOf(server);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  stack.defer(() => browser.close());
  const clients = stack.adopt(new Set<ImClient>(), async all => {
    await Promise.all([...all].map(client => client.stop()));
  });
  const owned = stack.move();

  return {
    url,
    browser,
    join: async (username, name) => {
      const credentials = await signUp(url, { username, name, password: 'correct horse' });
      const client = new ImClient({
        url: `${url.replace(/^http/, 'ws')}/im`,
        token: credentials.token,
        device: crypto.randomUUID(),
      });
      clients.add(client);
      const online = Promise.withResolvers<void>();
      client.addEventListener('change', () => {
        if (client.snapshot.connection === 'online') online.resolve();
      });
      client.start();
      await online.promise;
      return { credentials, client };
    },
    introduce: async (one, other) => {
      const { token } = await one.client.request('createLink', { kind: 'contact' });
      await other.client.request('redeemLink', { token });
    },
    open: async (path, options = {}, as) => {
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
      if (as !== undefined) {
        await context.addInitScript(
          kept => localStorage.setItem('rendezvous.account', kept),
          JSON.stringify(as.credentials),
        );
      }
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(url + path);
      return page;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Where it is reached, by its own word. */
async function addressOf(server: ChildProcess): Promise<string> {
  const found = Promise.withResolvers<string>();
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    const url = /Rendezvous is ready at (http:\/\/[^\s/]+)/.exec(said)?.[1];
    if (url !== undefined) found.resolve(url);
  };
  server.stdout?.on('data', hear);
  server.stderr?.on('data', hear);
  server.once('exit', () => found.reject(new Error(`the server ended: ${said}`)));
  const late = setTimeout(() => found.reject(new Error(`the server is not ready: ${said}`)), READY_MS);
  return found.promise.finally(() => clearTimeout(late));
}

/** Ends it and waits for it. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise(resolve => server.once('exit', resolve));
  server.kill();
  await gone;
}
