/** One life of one WebSocket to the messenger's server: hello → welcome → requests and pushes → closed. */
import { type Logger, silentLogger } from '@rendezvous/base';
import { ImError } from './errors.ts';
import {
  CLOSE,
  type OperationName,
  type OperationParams,
  type OperationResult,
  ServerFrame,
} from './frames.ts';
import { LIMITS } from './limits.ts';
import { LIVENESS_TIMING, Liveness, type LivenessTiming } from './liveness.ts';
import { PendingRequests } from './pending-requests.ts';

export type WelcomeFrame = Extract<ServerFrame, { type: 'welcome' }>;
/** What the server says without having been asked. */
export type PushFrame = Exclude<ServerFrame, { type: 'welcome' | 'result' | 'error' }>;

/** Waits of a connection in milliseconds. */
export interface ConnectionTiming extends LivenessTiming {
  /** From opening the socket to the server's welcome. */
  readonly welcomeMs: number;
  /** From a request to its answer. */
  readonly requestMs: number;
}
export const CONNECTION_TIMING: ConnectionTiming = {
  ...LIVENESS_TIMING,
  welcomeMs: 15_000,
  requestMs: 15_000,
};

/** How a connection ended: the WebSocket's close code, or why this side gave it up. */
export interface ConnectionEnd {
  /** 1006 when there was no closing handshake. */
  readonly code: number;
  readonly by: 'remote' | 'local' | 'silence';
}

/** Called in the order of the frames; `ended` exactly once, and nothing after it. */
export interface ConnectionOwner {
  welcomed(frame: WelcomeFrame): void;
  pushed(frame: PushFrame): void;
  ended(end: ConnectionEnd): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly token: string;
  readonly device: string;
  readonly WebSocket: typeof WebSocket;
  readonly owner: ConnectionOwner;
  readonly timing?: ConnectionTiming;
  readonly log?: Logger;
}

/** Frames that are not understood before the connection is given up: a newer server sends a few, a broken one many. */
const BAD_FRAMES_MAX = 100;
/** Closing code of this side when the server has gone silent; the range 4000–4999 is free for applications. */
const CLOSE_SILENCE = 4000;
const encoder = new TextEncoder();

export class Connection {
  readonly #owner: ConnectionOwner;
  readonly #timing: ConnectionTiming;
  readonly #log: Logger;
  readonly #socket: WebSocket;
  readonly #requests = new PendingRequests();
  readonly #liveness: Liveness;
  readonly #listeners = new AbortController();
  #phase: 'greeting' | 'welcomed' | 'ended' = 'greeting';
  #badFrames = 0;
  #welcomeTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(options: ConnectionOptions, socket: WebSocket) {
    this.#owner = options.owner;
    this.#timing = options.timing ?? CONNECTION_TIMING;
    this.#log = options.log ?? silentLogger;
    this.#socket = socket;
    this.#liveness = new Liveness(
      this.#timing,
      () => void this.request('ping', {}).catch(() => {}),
      () => this.#giveUp(),
    );
  }

  /** Opens the socket and greets. Never throws: what goes wrong arrives at `owner.ended`. */
  static open(options: ConnectionOptions): Connection {
    const connection = new Connection(options, new options.WebSocket(options.url));
    connection.#listen(options);
    return connection;
  }

  get welcomed(): boolean {
    return this.#phase === 'welcomed';
  }

  /**
   * Sends a request and waits for its answer.
   * @param apply see {@link PendingRequests.open}
   * @throws ImError (as rejection) with the server's code, or a local one
   */
  request<O extends OperationName>(
    op: O,
    params: OperationParams<O>,
    apply?: (result: OperationResult<O>) => void,
  ): Promise<OperationResult<O>> {
    if (this.#phase !== 'welcomed') return Promise.reject(new ImError('offline', 'client'));
    const { id, result } = this.#requests.open(op, this.#timing.requestMs, apply);
    const text = JSON.stringify({ type: 'request', id, request: { op, ...params } });
    // One UTF-16 unit is at most three bytes: most frames need no counting.
    if (text.length * 3 > LIMITS.frameBytes && encoder.encode(text).length > LIMITS.frameBytes) {
      this.#requests.fail(id, new ImError('too-large', 'client'));
    } else {
      this.#socket.send(text);
    }
    return result;
  }

  /** Asks for a sign of life now instead of after the usual silence. */
  probe(): void {
    if (this.#phase === 'welcomed') this.#liveness.probe();
  }

  /** Ends the connection from this side. Idempotent; `owner.ended` has been called when it returns. */
  close(): void {
    this.#end({ code: 1000, by: 'local' }, new ImError('stopped', 'client'));
  }

  #listen(options: ConnectionOptions): void {
    const { signal } = this.#listeners;
    this.#welcomeTimer = setTimeout(() => this.#giveUp(), this.#timing.welcomeMs);
    this.#socket.addEventListener(
      'open',
      () => {
        const { token, device } = options;
        this.#socket.send(JSON.stringify({ type: 'hello', protocol: 1, token, device }));
      },
      { signal },
    );
    this.#socket.addEventListener('message', event => this.#received(event.data), { signal });
    this.#socket.addEventListener('close', event => this.#end({ code: event.code, by: 'remote' }), {
      signal,
    });
    // An `error` is always followed by `close`; it is heard only so that no runtime reports it as unheard.
    this.#socket.addEventListener('error', () => {}, { signal });
  }

  #received(data: unknown): void {
    const frame = parseFrame(data);
    if (!frame) {
      this.#badFrame();
      return;
    }
    if (this.#phase === 'greeting') {
      // What is pushed before the welcome is part of the welcome.
      if (frame.type !== 'welcome') return;
      clearTimeout(this.#welcomeTimer);
      this.#phase = 'welcomed';
      this.#liveness.heard();
      this.#owner.welcomed(frame);
      return;
    }
    this.#liveness.heard();
    this.#dispatch(frame);
  }

  #dispatch(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#badFrame();
        return;
      case 'result':
        this.#requests.answer(frame.id, frame.result);
        return;
      case 'error':
        if (frame.id === undefined) this.#log.warn('Server reported an error', { code: frame.code });
        else this.#requests.refuse(frame.id, frame.code);
        return;
      default:
        this.#owner.pushed(frame);
    }
  }

  #badFrame(): void {
    this.#badFrames += 1;
    this.#log.debug('Frame not understood', { count: this.#badFrames });
    if (this.#badFrames > BAD_FRAMES_MAX) this.#end({ code: CLOSE.badFrame, by: 'local' });
  }

  #giveUp(): void {
    this.#end({ code: CLOSE_SILENCE, by: 'silence' });
  }

  #end(end: ConnectionEnd, error = new ImError('offline', 'client')): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    clearTimeout(this.#welcomeTimer);
    this.#liveness.stop();
    // The socket's own `close` may come minutes later when the network is gone; nobody waits for it.
    this.#listeners.abort();
    if (end.by !== 'remote') {
      this.#socket.addEventListener('error', () => {});
      this.#socket.close(end.code);
    }
    this.#requests.failAll(error);
    this.#owner.ended(end);
  }
}

/** One text frame of the server, or `undefined` when it is none: wrong kind, too large, no JSON, not in the schema. */
export function parseFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string' || data.length > LIMITS.serverFrameLength) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return undefined;
  }
  const parsed = ServerFrame.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
