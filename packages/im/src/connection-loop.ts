import { type Logger, silentLogger } from '@rendezvous/base';
import type { Connection, ConnectionEnd, ConnectionOwner, PushFrame, WelcomeFrame } from './connection.ts';
import { CLOSE } from './frames.ts';
import type { ReconnectPolicy } from './reconnect-policy.ts';

/** Where the loop stands. `waiting` has the time of the next attempt, by the clock given. */
export type LoopState =
  | { readonly name: 'stopped' }
  | { readonly name: 'connecting' }
  | { readonly name: 'waiting'; readonly retryAtMs: number }
  | { readonly name: 'online' }
  | { readonly name: 'signed-out' };

export interface LoopOwner {
  welcomed(frame: WelcomeFrame): void;
  pushed(frame: PushFrame): void;
  /** Not called for `online`: the welcome says that. */
  stateChanged(state: LoopState): void;
}

export interface LoopOptions {
  readonly open: (owner: ConnectionOwner) => Connection;
  readonly policy: ReconnectPolicy;
  readonly owner: LoopOwner;
  readonly now: () => number;
  readonly random: () => number;
  readonly log?: Logger | undefined;
}

/** After `rate-limited` the server wants quiet: at least this long. */
const RATE_LIMITED_MS = 5_000;

/** Keeps one connection alive: opens the next when one has ended, until stopped or signed out. */
export class ConnectionLoop {
  readonly #options: LoopOptions;
  readonly #log: Logger;
  #state: LoopState = { name: 'stopped' };
  #connection: Connection | undefined;
  #attempt = 0;
  #onlineSince = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
  }

  /** The connection that has been welcomed, while there is one. */
  get connection(): Connection | undefined {
    return this.#connection?.welcomed ? this.#connection : undefined;
  }

  /** Begins, or begins again after `stop` or signing out. Idempotent. */
  start(): void {
    if (this.#state.name !== 'stopped' && this.#state.name !== 'signed-out') return;
    this.#attempt = 0;
    this.#connect();
  }

  stop(): void {
    if (this.#state.name === 'stopped') return;
    clearTimeout(this.#timer);
    this.#enter({ name: 'stopped' });
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
  }

  /** The network may be back, or the machine awake: try now, or check the connection that there seems to be. */
  wake(): void {
    if (this.#state.name === 'online') this.#connection?.probe();
    if (this.#state.name !== 'waiting') return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect(): void {
    this.#enter({ name: 'connecting' });
    const connection = this.#options.open({
      welcomed: frame => {
        this.#state = { name: 'online' };
        this.#onlineSince = this.#options.now();
        this.#log.info('Connected', { attempt: this.#attempt });
        this.#options.owner.welcomed(frame);
      },
      pushed: frame => this.#options.owner.pushed(frame),
      ended: end => {
        if (this.#connection === connection) this.#ended(end);
      },
    });
    this.#connection = connection;
  }

  #ended(end: ConnectionEnd): void {
    this.#connection = undefined;
    this.#log.info('Disconnected', { code: end.code, by: end.by });
    if (end.code === CLOSE.unauthorized || end.code === CLOSE.signedOut) {
      this.#enter({ name: 'signed-out' });
      return;
    }
    const { now, policy, random } = this.#options;
    const wasStable = this.#state.name === 'online' && now() - this.#onlineSince >= policy.stableAfterMs;
    if (wasStable) this.#attempt = 0;
    const drawnMs = policy.nextDelayMs(this.#attempt, random());
    const delayMs = end.code === CLOSE.rateLimited ? Math.max(RATE_LIMITED_MS, drawnMs) : drawnMs;
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.#connect(), delayMs);
    this.#enter({ name: 'waiting', retryAtMs: now() + delayMs });
  }

  #enter(state: LoopState): void {
    this.#state = state;
    this.#options.owner.stateChanged(state);
  }
}
