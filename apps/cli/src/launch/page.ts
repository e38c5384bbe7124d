/** Launches pages: a launcher page in a browser frames or opens them, and pipes their port to this process. */
import { framePolicy, type Launch, LaunchError, type LaunchOf, launchesAs } from '@rendezvous/rendezvous';
import type { LauncherSide, SimulatedApplication } from '@rendezvous/rendezvous/simulator';
import { UsageError } from '../errors.ts';
import { Browsers } from '../page/browser.ts';
import { type LauncherServer, openLauncherServer } from '../page/launcher-server.ts';
import type { LoopbackServer } from '../page/loopback.ts';
import { PageSession } from '../page/page-session.ts';
import { findFile, serveFolder } from '../page/static-files.ts';
import type { RegistrationFile } from '../registration-file.ts';
import { say } from '../terminal.ts';

export interface PageLauncherOptions {
  /** Opens the launcher pages; without it a person does. */
  readonly browser?: readonly [string, ...string[]] | undefined;
  /** What relative addresses start from, instead of the folder of the registration. */
  readonly base?: string | undefined;
}

/** Owns its servers and the browsers that it has started. */
export class PageLauncher {
  readonly #base: string | undefined;
  readonly #browsers: Browsers | undefined;
  readonly #folders = new Map<string, Promise<LoopbackServer>>();
  #server: Promise<LauncherServer> | undefined;

  constructor({ browser, base }: PageLauncherOptions) {
    this.#base = base;
    this.#browsers = browser === undefined ? undefined : new Browsers(browser);
  }

  /** @throws UsageError when the page of a registration is to be served from its folder, and is not there */
  async check({ registration, folder, file }: RegistrationFile): Promise<void> {
    if (!launchesAs(registration, 'page') || !this.#isServed(registration.launch)) return;
    const { pathname } = new URL(registration.launch.url, 'http://folder/');
    if ((await findFile(folder, pathname)) !== undefined) return;
    throw new UsageError(
      `${file}: there is no page ${registration.launch.url} in the folder of the registration; name a server of it with --base`,
    );
  }

  /** Resolves when the page has knocked. @throws LaunchError; what the launch's signal was aborted with */
  async launch(
    launch: Launch,
    side: LauncherSide,
    { folder }: RegistrationFile,
  ): Promise<SimulatedApplication> {
    const { registration, signal } = launch;
    if (!launchesAs(registration, 'page')) throw new LaunchError('unsupported', 'this is no page');
    const page = registration.launch;
    const url = await this.#address(page, folder);
    this.#server ??= openLauncherServer();
    const server = await this.#server;
    signal.throwIfAborted();
    const policy = framePolicy(page, url, { hostOrigin: server.origin });
    const session = new PageSession({ launch, page, side, url, policy });
    const address = server.add(session);
    side.open(address);
    if (this.#browsers === undefined) say(`open this address for the ${side.name}: ${address}`);
    else this.#browsers.open(address);
    return session.launched;
  }

  /** Ends the browsers and the servers. */
  async close(): Promise<void> {
    await (await this.#server)?.close();
    for (const folder of this.#folders.values()) await (await folder).close();
    await this.#browsers?.close();
  }

  #isServed({ url }: LaunchOf<'page'>): boolean {
    return this.#base === undefined && !URL.canParse(url);
  }

  async #address(page: LaunchOf<'page'>, folder: string): Promise<string> {
    if (!this.#isServed(page)) return new URL(page.url, this.#base).href;
    let server = this.#folders.get(folder);
    if (server === undefined) {
      server = serveFolder(folder);
      this.#folders.set(folder, server);
    }
    return new URL(page.url, `${(await server).origin}/`).href;
  }
}
