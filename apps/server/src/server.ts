/** A running server: everything it owns is made here and ended by `stop`. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { APPLICATIONS_DIR, Applications } from './applications.ts';
import { type Config, type ConfigInput, listenHost, resolveConfig } from './config.ts';
import { authSecret, isCode, prepareDataFolder } from './data-folder.ts';
import { openDatabase } from './database/open.ts';
import type { Database } from './database/schema.ts';
import { StartError } from './errors.ts';
import { House } from './house.ts';
import { createApp } from './http/app.ts';
import { built, pageFolders } from './http/pages.ts';
import type { RelayDeadlines } from './invitations/relay-ports.ts';
import { createLog } from './log.ts';
import { type Certificate, loadCertificate } from './tls.ts';

export type { Config, ConfigInput } from './config.ts';
export { StartError } from './errors.ts';

export interface ServerOptions {
  /** The resolved configuration; or give `settings`, which have the same form as the configuration file. */
  readonly config?: Config;
  readonly settings?: ConfigInput;
  /** Short for `settings.dataDir`. */
  readonly dataDir?: string;
  /** Short for `settings.port`; 0 takes any free port. */
  readonly port?: number;
  /** Short for `settings.pages`: folders with the built pages. */
  readonly staticRoots?: { readonly messenger?: string; readonly remoteAssistance?: string };
  /** Where log lines go; standard error when absent. */
  readonly logStream?: DestinationStream;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly deadlines?: RelayDeadlines;
}

export interface RunningServer {
  /** Where a browser on this machine opens it, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Set when the server speaks TLS itself. */
  readonly certificate: Certificate | undefined;
  /** Whether the pages are there to be served. */
  readonly pagesBuilt: boolean;
  /** Closes all connections with 1001 and finishes what is being written. Idempotent. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server; resolves when it listens.
 * @throws StartError with a sentence for the person who starts it
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const config = options.config ?? resolveConfig(settingsOf(options), process.cwd());
  const now = options.now ?? Date.now;
  const folders = pageFolders(config);
  prepareDataFolder(config.dataDir);
  const certificate = await loadCertificate(config, now());
  const secret = config.authSecret ?? authSecret(config.dataDir);
  const log = createLog(config, options.logStream);
  const applications = await Applications.open({
    system: config.applicationsDir ?? APPLICATIONS_DIR,
    user: join(config.dataDir, 'applications'),
    log,
  });
  let db: Database | undefined;
  let house: House | undefined;
  let app: FastifyInstance | undefined;
  const stop = async () => {
    applications.close();
    await app?.close();
    await house?.stop();
    await db?.destroy();
    log.info('The server has stopped');
    log.flush();
  };
  try {
    db = openDatabase(config.dataDir);
    house = await House.open({ config, db, secret, applications, log, now, deadlines: options.deadlines });
    app = await createApp(house, folders, certificate);
    await listen(app, listenHost(config), config.port);
  } catch (error) {
    await stop();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  log.info({ port, applications: applications.list.length }, 'The server is ready');
  let stopping: Promise<void> | undefined;
  const stopOnce = () => {
    stopping ??= stop();
    return stopping;
  };
  return {
    url: `${certificate ? 'https' : 'http'}://${shownHost(listenHost(config))}:${String(port)}`,
    port,
    certificate,
    pagesBuilt: built(folders),
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}

function settingsOf(options: ServerOptions): ConfigInput {
  const { settings = {}, dataDir, port, staticRoots } = options;
  return {
    ...settings,
    ...(dataDir !== undefined && { dataDir }),
    ...(port !== undefined && { port }),
    ...(staticRoots && { pages: { ...settings.pages, ...staticRoots } }),
  };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if (isCode(cause, 'EADDRINUSE')) {
      const sentence = `port ${String(port)} is already in use: stop the other program, or choose another port with --port`;
      throw new StartError('port-in-use', sentence, { cause });
    }
    if (isCode(cause, 'EACCES')) {
      const sentence = `port ${String(port)} is not allowed for this user: choose one above 1023 with --port`;
      throw new StartError('port-not-allowed', sentence, { cause });
    }
    throw cause;
  }
}

/** Loopback and "all addresses" are both reached as `localhost`, which browsers also treat as secure. */
function shownHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
