/**
 * One WebSocket from its first frame to its end: hello, then requests, each answered exactly once and in order.
 * Close codes are those of the protocol's `CLOSE`.
 */
import { TokenBucket } from '@rendezvous/base';
import { CLOSE, type ClientFrame, type ErrorCode, LIMITS } from '@rendezvous/im';
import type { RawData, WebSocket } from 'ws';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import { dispatch } from '../operations/dispatch.ts';
import { Connection } from './connection.ts';
import { parseFrame } from './parse-frame.ts';

/** How often a sign of life is asked for; a socket that gives none until the next time is cut. */
const HEARTBEAT_MS = 20_000;
/** How often a sign-in is looked up again while its socket is open. */
const REVERIFY_MS = 3_600_000;
/** Refusals for haste that are answered before the socket is closed: this many at once, this many a second. */
const PATIENCE = { burst: 100, perSecond: 5 };

export class SocketSession {
  readonly #house: House;
  readonly #socket: WebSocket;
  readonly #frames = new TokenBucket(LIMITS.frameBurst, LIMITS.framesPerSecond);
  readonly #patience = new TokenBucket(PATIENCE.burst, PATIENCE.perSecond);
  readonly #heartbeat: NodeJS.Timeout;
  #timer: NodeJS.Timeout;
  #connection: Connection | undefined;
  #work: Promise<void> = Promise.resolve();
  #greeted = false;
  #alive = true;
  #ended = false;

  /** Takes the socket over; the session ends with it. */
  constructor(house: House, socket: WebSocket) {
    this.#house = house;
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#close(CLOSE.helloTimeout), LIMITS.helloMs);
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    socket.on('message', (data, binary) => this.#received(data, binary));
    socket.on('pong', () => {
      this.#alive = true;
    });
    socket.on('close', () => this.#end());
    // A frame beyond twice the limit ends here too; the socket is closed by the library, with 1009.
    socket.on('error', () => {});
  }

  #received(data: RawData, binary: boolean): void {
    if (this.#ended) return;
    this.#alive = true;
    if (!(data instanceof Buffer) || binary) return this.#close(CLOSE.badFrame);
    if (data.length > LIMITS.frameBytes) return this.#close(CLOSE.frameTooLarge);
    const parsed = parseFrame(data.toString('utf8'));
    if (parsed.kind === 'garbage') return this.#close(CLOSE.badFrame);
    if (!this.#greeted) {
      if (parsed.kind !== 'frame' || parsed.frame.type !== 'hello') return this.#close(CLOSE.badFrame);
      this.#greeted = true;
      clearTimeout(this.#timer);
      this.#then(this.#hello(parsed.frame));
      return;
    }
    const id =
      parsed.kind === 'refused' ? parsed.id : parsed.frame.type === 'request' ? parsed.frame.id : undefined;
    if (!this.#frames.take(this.#house.now())) return this.#tooFast(id);
    if (parsed.kind === 'refused') return this.#then(() => this.#refuse(parsed.code, id));
    const { frame } = parsed;
    // A second hello would be a second identity on one socket.
    if (frame.type === 'hello') return this.#then(() => this.#refuse('bad-frame', undefined));
    this.#then(() => this.#request(frame));
  }

  /** Everything of one socket happens one after the other. */
  #then(step: () => Promise<void> | void): void {
    this.#work = this.#work
      .then(async () => {
        if (!this.#ended) await step();
      })
      .catch((error: unknown) => {
        this.#house.failed(error);
        this.#close(1011);
      });
  }

  #hello({ token, device }: Extract<ClientFrame, { type: 'hello' }>): () => Promise<void> {
    return async () => {
      const { accounts, people, hub, relay, config } = this.#house;
      const account = await accounts.resolve(token);
      const person = account && (await people.ensure(account, this.#house.now()));
      if (!person || !this.#house.admitted(person)) return this.#close(CLOSE.unauthorized);
      if (hub.of(person.id).length >= config.limits.connections) return this.#close(CLOSE.rateLimited);
      // The socket may have closed while the token was looked up.
      if (this.#ended) return;
      const connection = new Connection(this.#socket, person, device, token);
      for (const older of hub.of(person.id, device)) older.probe();
      this.#connection = connection;
      hub.add(connection);
      this.#house.metrics.connections.set(hub.size);
      this.#house.log.info({ connections: hub.size }, 'A device is connected');
      await this.#welcome(connection);
      relay.connected(connection);
      this.#watch(person.expires_at);
    };
  }

  async #welcome(connection: Connection): Promise<void> {
    const { contacts, messages, people } = this.#house;
    const { person } = connection;
    const pairs = await contacts.list(person.id);
    const conversations = await messages.summaries(person, pairs);
    connection.welcome({
      type: 'welcome',
      self: {
        ...people.view(person),
        ...(person.expires_at !== null && { expiresAt: person.expires_at }),
      },
      contacts: pairs.map(pair => contacts.view(pair)),
      conversations,
      now: this.#house.now(),
    });
  }

  /** Looks the sign-in up again from time to time, and at the moment a guest's access ends. */
  #watch(expiresAt: number | null): void {
    const left = expiresAt === null ? REVERIFY_MS : expiresAt - this.#house.now();
    this.#timer = setTimeout(
      () => {
        this.#then(async () => {
          const connection = this.#connection;
          if (!connection) return;
          const account = await this.#house.accounts.resolve(connection.token);
          if (account && this.#house.admitted(connection.person)) this.#watch(expiresAt);
          else this.#close(CLOSE.signedOut);
        });
      },
      Math.max(0, Math.min(left, REVERIFY_MS)),
    );
  }

  async #request({ id, request }: Extract<ClientFrame, { type: 'request' }>): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    const started = performance.now();
    try {
      const result = await dispatch(this.#house, connection, request);
      connection.send({ type: 'result', id, result });
    } catch (error) {
      if (!(error instanceof RequestError)) this.#house.failed(error);
      this.#refuse(error instanceof RequestError ? error.code : 'internal', id);
    } finally {
      this.#house.metrics.operation(request.op, performance.now() - started);
    }
  }

  #refuse(code: ErrorCode, id: number | undefined): void {
    this.#house.metrics.refused.inc({ code });
    this.#connection?.send({ type: 'error', ...(id !== undefined && { id }), code });
  }

  #tooFast(id: number | undefined): void {
    if (this.#patience.take(this.#house.now())) this.#then(() => this.#refuse('rate-limited', id));
    else this.#close(CLOSE.rateLimited);
  }

  #beat(): void {
    if (!this.#alive) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #close(code: number): void {
    if (this.#ended) return;
    this.#house.metrics.closed.inc({ code: String(code) });
    this.#house.log.debug({ code }, 'A socket is closed by the server');
    this.#socket.close(code);
    this.#end();
  }

  /** Idempotent. */
  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    const connection = this.#connection;
    if (!connection) return;
    const { hub, relay, metrics, log } = this.#house;
    hub.remove(connection);
    if (hub.of(connection.person.id, connection.device).length === 0) relay.disconnected(connection);
    metrics.connections.set(hub.size);
    log.info({ connections: hub.size }, 'A device is gone');
  }
}
