/** One launch of a page: its launcher page, the sockets of that page, and what the host sees of it. */
import { randomBytes } from 'node:crypto';
import {
  type FramePolicy,
  type Launch,
  LaunchError,
  type LaunchedApplication,
  type LaunchOf,
} from '@rendezvous/rendezvous';
import type { LauncherSide } from '@rendezvous/rendezvous/simulator';
import type { WebSocket } from 'ws';
import { socketChannel } from './socket-channel.ts';

/** What the launcher page must know. It is told once: the token in it is good once. */
export interface LauncherPageConfig {
  readonly name: string;
  readonly side: string;
  /** Absolute address of the application's page. */
  readonly url: string;
  /** What its messages come from in a frame: its origin, or `null`. */
  readonly pageOrigin: string;
  readonly token: string;
  readonly placement: 'window' | 'frame';
  readonly width: number;
  readonly height: number;
  readonly sandbox: string | undefined;
  readonly allow: string;
}

export interface PageSessionOptions {
  readonly launch: Launch;
  readonly page: LaunchOf<'page'>;
  readonly side: LauncherSide;
  readonly url: string;
  readonly policy: FramePolicy;
}

/** The sockets of a launcher page: `watch` as long as it is there, `channel` and `again` one for each port. */
export type SocketKind = 'watch' | 'channel' | 'again';

/** Codes with which a socket is closed, beside 1000. */
const LET_GO = 4000;

/** The launcher page may come back with this many ports. */
const RETURNS = 64;

export class PageSession {
  /** Names the launcher page's address: nobody else can guess it. */
  readonly secret = randomBytes(24).toString('base64url');
  /** The one origin that may be framed. */
  readonly pageOrigin: string;
  readonly launched: Promise<LaunchedApplication>;
  readonly #options: PageSessionOptions;
  readonly #closed = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<LaunchedApplication>();
  #watch: WebSocket | undefined;
  #told = false;
  #taken = false;
  #channels = 0;

  constructor(options: PageSessionOptions) {
    this.#options = options;
    this.pageOrigin = new URL(options.url).origin;
    this.launched = this.#opened.promise;
    const { signal, session } = options.launch;
    const abort = (): void => {
      this.#opened.reject(signal.reason as Error);
      // A page that has taken its session is its person's to close.
      if (!this.#taken) this.#watch?.close(LET_GO);
    };
    session.addEventListener('change', () => {
      this.#taken ||= session.stage === 'waiting' || session.stage === 'connected';
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    // Whoever launches waits for it; until then nobody may.
    this.launched.catch(() => undefined);
  }

  /** For the launcher page; `undefined` when it was told before: it was loaded twice. */
  takeConfig(): LauncherPageConfig | undefined {
    if (this.#told) return undefined;
    this.#told = true;
    const { launch, page, side, url, policy } = this.#options;
    return {
      name: launch.registration.name,
      side: side.name,
      url,
      pageOrigin: this.#comesFrom,
      token: launch.token,
      placement: page.placement,
      width: page.width,
      height: page.height,
      sandbox: policy.sandbox,
      allow: policy.allow,
    };
  }

  /** Whether a socket of this kind may be opened now. */
  admits(kind: SocketKind): boolean {
    switch (kind) {
      case 'watch':
        return this.#watch === undefined;
      case 'channel':
        return this.#watch !== undefined && this.#channels === 0;
      case 'again':
        return this.#watch !== undefined && this.#channels > 0 && this.#channels < RETURNS;
    }
  }

  take(kind: SocketKind, socket: WebSocket): void {
    if (kind === 'watch') {
      this.#watch = socket;
      socket.on('error', () => socket.terminate());
      socket.on('close', () => this.#isGone());
      if (this.#options.launch.signal.aborted && !this.#taken) socket.close(LET_GO);
      return;
    }
    this.#channels += 1;
    const channel = socketChannel(socket);
    if (kind === 'again') {
      this.#options.side.reconnect(channel, this.#comesFrom, this.#closed.promise);
      return;
    }
    this.#opened.resolve({
      channel,
      closed: this.#closed.promise,
      // The page may run on; it is its person's to close.
      close: () => channel.close(),
      origin: this.#comesFrom,
    });
  }

  get #comesFrom(): string {
    return this.#options.policy.opaque ? 'null' : this.pageOrigin;
  }

  #isGone(): void {
    this.#closed.resolve();
    this.#opened.reject(new LaunchError('closed', 'the page was closed'));
  }
}
