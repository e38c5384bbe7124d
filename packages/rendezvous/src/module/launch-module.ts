/** Applications in the messenger's own process: a module whose default export makes them. */
import { type Logger, silentLogger } from '@rendezvous/base';
import { acceptSession } from '../application.ts';
import { memoryChannelPair } from '../channels/memory.ts';
import { type Clock, systemClock } from '../clock.ts';
import { LaunchError } from '../errors.ts';
import type { LaunchedApplication } from '../host/driver.ts';
import { DEADLINES } from '../limits.ts';
import type { RendezvousApplication, RendezvousApplicationFactory } from '../rendezvous-application.ts';
import { RunningModule } from './running-module.ts';

interface CommonOptions {
  /** The launch token: in process, too, the application speaks first and says it. */
  readonly token: string;
  /** What the application calls itself in its hello; at most 100 characters count. */
  readonly name: string;
  /** Default `1`. */
  readonly version?: string;
  /** How long the module may take to load, in milliseconds; default `DEADLINES.launchMs`. */
  readonly deadlineMs?: number;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Aborts when nobody wants the application any more: it is disposed of. */
  readonly signal?: AbortSignal;
}

export type LaunchModuleOptions = CommonOptions &
  (
    | { readonly factory: RendezvousApplicationFactory }
    /** Imports the module, for example `() => import(address)`. Its default export is the factory. */
    | { readonly load: () => Promise<unknown> }
  );

/**
 * Creates the application, and accepts its session on its behalf. Whatever the module does wrong ends this one application:
 * what it throws while it is loaded, made, given its session, told of an event or disposed of goes no further than the
 * log. A module that never gives the thread back cannot be stopped: launch only what is trusted as the messenger itself.
 * @throws LaunchError `timeout`, `not-found` (no such module, or it makes no application), `exited` (it threw);
 * `signal.reason` when the caller gave up
 */
export async function launchModule(options: LaunchModuleOptions): Promise<LaunchedApplication> {
  const { token, name, version = '1', clock = systemClock, log = silentLogger, signal } = options;
  signal?.throwIfAborted();
  const factory = 'factory' in options ? options.factory : await loadFactory(options, clock, log);
  signal?.throwIfAborted();
  const running = new RunningModule(create(factory, log), log);
  const [channel, applicationEnd] = memoryChannelPair();
  void running.closed.then(() => applicationEnd.close());
  const abort = (): void => running.end();
  signal?.addEventListener('abort', abort, { once: true });
  void running.closed.then(() => signal?.removeEventListener('abort', abort));
  acceptSession({
    channel: applicationEnd,
    token,
    application: { name: name.slice(0, 100), version: version.slice(0, 50) },
    clock,
    log,
    ...(signal ? { signal } : {}),
    setSession: (session, messenger) => running.take(session, messenger),
  }).catch((error: unknown) => {
    log.warn('The module got no session', { error });
    running.end();
  });
  return { channel, closed: running.closed, close: () => running.end() };
}

async function loadFactory(
  options: Extract<LaunchModuleOptions, { load: unknown }>,
  clock: Clock,
  log: Logger,
): Promise<RendezvousApplicationFactory> {
  const { load, signal, deadlineMs = DEADLINES.launchMs } = options;
  const cleanups: (() => void)[] = [];
  const givenUp = new Promise<never>((_, reject) => {
    cleanups.push(
      clock.setTimer(deadlineMs, () => reject(new LaunchError('timeout', 'the module did not load in time'))),
    );
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    cleanups.push(() => signal?.removeEventListener('abort', abort));
  });
  const loading = (async () => load())().catch((error: unknown) => {
    log.warn('The module failed to load', { error });
    throw isMissing(error)
      ? new LaunchError('not-found', 'there is no such module')
      : new LaunchError('exited', 'the module threw while it was loaded');
  });
  try {
    const loaded = await Promise.race([loading, givenUp]);
    const factory = typeof loaded === 'object' && loaded !== null && 'default' in loaded && loaded.default;
    if (!isFactory(factory))
      throw new LaunchError('not-found', 'the module exports no factory as its default');
    return factory;
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}

function create(factory: RendezvousApplicationFactory, log: Logger): RendezvousApplication {
  let made: unknown;
  try {
    made = factory();
  } catch (error) {
    log.warn('The module threw', { error });
    throw new LaunchError('exited', 'the module threw while it made its application');
  }
  if (!isApplication(made)) throw new LaunchError('not-found', 'the module made no application');
  return made;
}

function isFactory(value: unknown): value is RendezvousApplicationFactory {
  return typeof value === 'function';
}

function isApplication(value: unknown): value is RendezvousApplication {
  return (
    typeof value === 'object' &&
    value !== null &&
    'setRendezvousSession' in value &&
    typeof value.setRendezvousSession === 'function'
  );
}

/** Node says which; a browser tells a missing module from a broken one to nobody. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
