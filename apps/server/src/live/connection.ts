/** One signed-in device: a browser tab with an open WebSocket. */
import type { ServerFrame } from '@rendezvous/im';
import type { WebSocket } from 'ws';
import type { PersonRow } from '../domain/people.ts';

/** Bytes that may wait for a device that does not read; beyond, the socket is cut and the device starts afresh. */
const MAX_BUFFERED = 4 * 1024 * 1024;
/** Frames held back while the welcome is being put together. */
const MAX_HELD = 1000;

export class Connection {
  /** Replaced when the person changes their name. */
  person: PersonRow;
  /** The tab; several connections share one while a reconnect replaces a dead socket. */
  readonly device: string;
  readonly token: string;
  readonly #socket: WebSocket;
  #held: ServerFrame[] | undefined = [];

  constructor(socket: WebSocket, person: PersonRow, device: string, token: string) {
    this.#socket = socket;
    this.person = person;
    this.device = device;
    this.token = token;
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Sends a frame, or holds it back until the welcome has gone out. Frames for a closed socket are dropped. */
  send(frame: ServerFrame): void {
    if (this.#held === undefined) this.#write(frame);
    else if (this.#held.length < MAX_HELD) this.#held.push(frame);
    else this.#socket.terminate();
  }

  /** Sends the welcome, and then what has happened since the connection was made. */
  welcome(frame: Extract<ServerFrame, { type: 'welcome' }>): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#write(frame);
    for (const waiting of held) this.#write(waiting);
  }

  /** Idempotent. */
  close(code: number): void {
    this.#socket.close(code);
  }

  /** Asks a socket that may be dead for a sign of life; the heartbeat cuts it when none comes. */
  probe(): void {
    if (this.open) this.#socket.ping();
  }

  #write(frame: ServerFrame): void {
    if (!this.open) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(frame));
  }
}
