/** The companion: one page, one gate, one desktop. */
import type { CompanionScreen, UnableReason } from '@rendezvous/assist';
import { type Clock, systemClock } from './clock.ts';
import type { Ask } from './consent/ask.ts';
import { GateKeeper } from './gate-keeper.ts';
import { type LoopbackServer, listenOnLoopback } from './loopback-server.ts';
import type { AllowedOrigins } from './origins.ts';
import { PageDoor, type PageRequest } from './page-door.ts';
import { Pairing } from './pairing.ts';
import { type Platform, PlatformError, type PlatformEvents } from './platform/platform.ts';
import { type Language, WORDS } from './words.ts';

/** What cleans up when this process is killed; see watchdog/watchdog.ts. */
export interface Guard {
  ready(): Promise<void>;
  report(codes: readonly string[]): void;
  close(): void;
}

export interface CompanionOptions {
  /** Tried in order; 0 takes any free one. */
  readonly ports: readonly number[];
  readonly origins: AllowedOrigins;
  readonly language: Language;
  readonly ask: Ask;
  readonly openPlatform: (events: PlatformEvents) => Promise<Platform>;
  readonly startGuard: (died: () => void) => Guard;
  /** Prints words for the person at the machine. */
  readonly say: (words: string) => void;
  readonly clock?: Clock;
}

/** Why it ended: the person stopped it, five wrong codes, the desktop went away. */
export type CompanionEnd = 'stopped' | 'locked' | 'lost';

export interface Companion {
  readonly port: number;
  /** The one-time code; undefined once it is spent. */
  readonly code: string | undefined;
  /** Present when this machine cannot inject. */
  readonly unable: UnableReason | undefined;
  readonly ended: Promise<CompanionEnd>;
  /** Releases everything before it returns its promise, which resolves when every socket is closed. Idempotent. */
  stop(): Promise<void>;
  /** Releases everything, synchronously: for the last moment of a process. */
  releaseNow(): void;
}

/**
 * Opens the desktop, then the door.
 * @throws ListenError when no port is free
 */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const { say, clock = systemClock } = options;
  const words = WORDS[options.language];
  const { promise: ended, resolve: end } = Promise.withResolvers<CompanionEnd>();
  let keeper: GateKeeper | undefined;
  let guard: Guard | undefined;
  let server: LoopbackServer | undefined;

  const { platform, unable } = await openOrSayWhy(options.openPlatform, {
    held: codes => guard?.report(codes),
    screensChanged: () => {
      keeper?.screensChanged();
      door.send({ type: 'screens', screens: screens() });
    },
    lost: () => {
      keeper?.disarm('failed');
      void finish('lost');
    },
  });
  const screens = (): CompanionScreen[] => platform?.screens().slice(0, 16) ?? [];

  /** The guard is started for the first question, and again for the next one if it died. */
  const guardReady = (): Promise<void> => {
    guard ??= options.startGuard(() => {
      guard = undefined;
      keeper?.disarm('failed');
    });
    return guard.ready();
  };

  const pairing = new Pairing();
  const door = new PageDoor(pairing, clock, {
    welcome: () => ({ platform: platform?.name ?? 'none', screens: screens(), ...(unable && { unable }) }),
    entered: resumed => {
      if (!resumed) say(words.paired);
    },
    request: request => handle(request),
    pinged: () => keeper?.pinged(),
    dropped: event => {
      // A lost movement is nothing; a lost release would leave a key down.
      if (event.type !== 'move' && event.type !== 'wheel') keeper?.releaseAll();
    },
    left: () => {
      keeper?.disarm('closed');
      const code = stopping ? undefined : pairing.renewCode();
      if (code !== undefined) say(words.newCode(code));
    },
    wrongCode: left => {
      if (left > 0) say(words.wrongCode(left));
    },
    locked: () => void finish('locked'),
  });

  if (platform) {
    keeper = new GateKeeper(platform, clock, options.ask, guardReady, {
      send: message => door.send(message),
      armed: (name, minutes) => say(words.armed(name, minutes)),
      disarmed: reason => say(words.disarmed[reason]),
    });
  }

  function handle(request: PageRequest): void {
    if (!keeper) {
      if (request.type === 'arm') door.send({ type: 'disarmed', reason: 'failed' });
      return;
    }
    switch (request.type) {
      case 'arm':
        return keeper.arm(request);
      case 'renew':
        return keeper.renew(request.minutes);
      case 'disarm':
        return keeper.disarm('page');
      case 'suspend':
        return keeper.suspend(request.on);
      case 'input':
        return keeper.inject(request.event);
    }
  }

  let stopping: Promise<void> | undefined;
  function finish(reason: CompanionEnd): Promise<void> {
    if (stopping) return stopping;
    keeper?.disarm('stopped');
    platform?.close();
    guard?.close();
    stopping = (server?.close() ?? Promise.resolve()).then(() => end(reason));
    return stopping;
  }

  try {
    server = await listenOnLoopback(
      options.ports,
      options.origins,
      () => door.hasRoom,
      socket => door.enter(socket),
    );
  } catch (error) {
    platform?.close();
    throw error;
  }
  return {
    port: server.port,
    get code() {
      return pairing.code;
    },
    unable,
    ended,
    stop: () => finish('stopped'),
    releaseNow: () => platform?.releaseAll(),
  };
}

async function openOrSayWhy(
  open: CompanionOptions['openPlatform'],
  events: PlatformEvents,
): Promise<{ platform: Platform | undefined; unable: UnableReason | undefined }> {
  try {
    return { platform: await open(events), unable: undefined };
  } catch (error) {
    if (error instanceof PlatformError && error.unable !== undefined)
      return { platform: undefined, unable: error.unable };
    throw error;
  }
}
