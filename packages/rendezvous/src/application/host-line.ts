/** The way from an application to its messenger, found again when it breaks: either page may be loaded again. */
import { type Logger, silentLogger } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { MethodFrom, ParamsOf, ResultOf, SessionSnapshot } from '../contract.ts';
import { AcceptError, RPC_CODE, RpcError, StateError } from '../errors.ts';
import { PROTOCOL_VERSIONS } from '../invitation.ts';
import { DEADLINES, LIMITS } from '../limits.ts';
import type { RpcPeer } from '../rpc.ts';
import type { SessionReceiver, SessionTransport } from '../session.ts';
import { HRESULT } from '../session-state.ts';
import { type ApplicationPeer, applicationPeer } from './application-peer.ts';
import { acceptError, sendError } from './refusals.ts';

/** What must be remembered for a page that is loaded again; see `sessionMemory`. */
export interface ReceivedMemory {
  write(record: { readonly resumeToken: string; readonly received: number }): void;
  clear(): void;
}

export interface HostLineOptions {
  readonly application: { readonly name: string; readonly version: string };
  readonly reconnect?: (() => Promise<Channel>) | undefined;
  readonly memory?: ReceivedMemory | undefined;
  /** The last context data that an earlier life of this page has taken. */
  readonly received?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly log?: Logger | undefined;
  /** The session is handed over for the first time; what it throws refuses it. */
  readonly onSession?: (snapshot: SessionSnapshot, transport: SessionTransport, hello: Hello) => void;
  readonly onInvitationEnded?: (event: { readonly sessionId: string; readonly reason: string }) => void;
}

export type Hello = ResultOf<'rendezvous/hello'>;

interface Unanswered {
  readonly data: string;
  readonly resolve: (value: null) => void;
  readonly reject: (error: Error) => void;
}

export class HostLine implements SessionTransport {
  /** Resolves when the messenger has gone and is not looked for any more. Never rejects. */
  readonly closed: Promise<void>;
  readonly clock: Clock;
  readonly #options: HostLineOptions;
  readonly #log: Logger;
  readonly #unanswered = new Map<number, Unanswered>();
  #settleClosed: () => void = () => undefined;
  #peer: RpcPeer<'application'> | undefined;
  #hello: Hello | undefined;
  #receiver: SessionReceiver | undefined;
  #sessionId: string | undefined;
  #over = false;
  #ending = false;
  #received: number;
  #confirmed = 0;
  #held = 0;
  /** When the messenger was last found again, in milliseconds since 1970. */
  #foundAt = 0;
  #reopening: Promise<void> | undefined;

  constructor(options: HostLineOptions) {
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    this.#log = options.log ?? silentLogger;
    this.#received = options.received ?? 0;
    this.closed = new Promise(resolve => {
      this.#settleClosed = resolve;
    });
  }

  /** The first hello on the first channel. @throws AcceptError */
  async open(channel: Channel, token: string): Promise<Hello> {
    try {
      return await this.#greet(channel, token);
    } catch (error) {
      this.close();
      throw acceptError(error);
    }
  }

  listen(receiver: SessionReceiver): void {
    this.#receiver = receiver;
  }

  /** Resolves when the messenger has taken it; what nobody has answered goes out again on the next way. */
  sendContextData(id: number, data: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#unanswered.set(id, { data, resolve, reject });
      if (this.#reopening === undefined) this.#send(id);
    });
  }

  terminate(hr: number, appData: string): Promise<unknown> {
    return this.request('session/terminate', { hr, appData });
  }

  held(count: number): void {
    this.#held = count;
    this.#peer?.notify('session/held', { count });
  }

  received(seq: number): void {
    this.#received = seq;
    const { memory } = this.#options;
    if (this.#hello !== undefined) memory?.write({ resumeToken: this.#hello.resumeToken, received: seq });
    // Only who may come back has anything kept for it.
    if (!this.#returns || seq - this.#confirmed < LIMITS.contextDataPerAck) return;
    this.#confirmed = seq;
    this.#peer?.notify('session/received', { seq });
  }

  /** Asks the messenger, and finds it again first when the way is broken. @throws RpcError | StateError | AcceptError */
  async request<M extends MethodFrom<'application'>>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const peer = this.#peer;
    try {
      if (this.#reopening !== undefined || peer === undefined)
        throw new StateError('closed', 'the way is broken');
      return await peer.request(method, params);
    } catch (error) {
      if (this.#options.reconnect === undefined || this.#ending || !isBroken(error)) throw error;
      // Not every browser tells of a dead port: no answer in time means the same.
      if (peer === this.#peer) peer?.close();
      await this.#reopen();
      if (this.#peer === undefined) throw error;
      return await this.#peer.request(method, params);
    }
  }

  /** The session is over: nothing is found again by itself from now on. */
  sessionOver(): void {
    this.#over = true;
    this.#options.memory?.clear();
  }

  close(): void {
    this.#ending = true;
    this.#peer?.close();
    this.#settleClosed();
  }

  get #returns(): boolean {
    return this.#options.reconnect !== undefined || this.#options.memory !== undefined;
  }

  async #greet(channel: Channel, token: string): Promise<Hello> {
    const { peer, hear } = this.#peerOn(channel);
    this.#peer = peer;
    const { application, memory } = this.#options;
    const hello = await peer.request('rendezvous/hello', {
      protocol: [...PROTOCOL_VERSIONS],
      token,
      application,
      returns: this.#returns,
      received: this.#received,
    });
    if (!PROTOCOL_VERSIONS.includes(hello.protocol)) {
      throw new AcceptError('unsupported-version', 'the messenger chose a version that was not offered');
    }
    this.#hello = hello;
    if (hello.handOver) memory?.write({ resumeToken: hello.resumeToken, received: this.#received });
    hear();
    return hello;
  }

  #peerOn(channel: Channel): ApplicationPeer {
    const made = applicationPeer({
      channel,
      clock: this.clock,
      log: this.#log,
      setSession: session => this.#take(session),
      receiver: () => this.#receiver,
      invitationEnded: event => this.#options.onInvitationEnded?.(event),
    });
    void made.peer.closed.then(() => this.#broken(made.peer));
    return made;
  }

  #take(session: SessionSnapshot): void {
    if (this.#sessionId !== undefined) {
      if (this.#sessionId !== session.id) {
        throw new RpcError(RPC_CODE.state, 'it is another session', { hresult: HRESULT.E_INVALIDARG });
      }
      this.#receiver?.refreshed(session);
      return;
    }
    if (this.#hello !== undefined) this.#options.onSession?.(session, this, this.#hello);
    this.#sessionId = session.id;
  }

  #send(id: number): void {
    const unanswered = this.#unanswered.get(id);
    const peer = this.#peer;
    if (unanswered === undefined || peer === undefined) return;
    peer.request('session/sendContextData', { id, data: unanswered.data }).then(
      () => this.#answered(id)?.resolve(null),
      (error: unknown) => {
        if (isClosed(error) && this.#mayReopen) return;
        this.#answered(id)?.reject(sendError(error));
      },
    );
  }

  #answered(id: number): Unanswered | undefined {
    const unanswered = this.#unanswered.get(id);
    this.#unanswered.delete(id);
    return unanswered;
  }

  get #mayReopen(): boolean {
    const { reconnect } = this.#options;
    return reconnect !== undefined && this.#sessionId !== undefined && !this.#over && !this.#ending;
  }

  #broken(peer: RpcPeer<'application'>): void {
    if (peer !== this.#peer) return;
    // It may have broken in the same breath in which it was found: that is known when the search is over.
    if (this.#reopening !== undefined) this.#reopening.then(() => this.#broken(peer)).catch(() => undefined);
    else if (!this.#mayReopen) this.#lost();
    else void this.#reopen().catch(() => undefined);
  }

  #lost(): void {
    for (const id of this.#unanswered.keys())
      this.#answered(id)?.reject(new StateError('closed', 'the messenger has gone'));
    this.#receiver?.lost();
    this.#settleClosed();
  }

  #reopen(): Promise<void> {
    this.#reopening ??= this.#search();
    return this.#reopening;
  }

  /** Whoever has asked for it: when nothing is found, everything that waits learns of it. */
  async #search(): Promise<void> {
    try {
      await this.#findAgain();
    } catch (error) {
      this.#lost();
      throw error;
    } finally {
      this.#reopening = undefined;
    }
  }

  #pause(): Promise<void> {
    return new Promise(resolve => this.clock.setTimer(PAUSE_MS, resolve));
  }

  /** Until the messenger says that it does not know this application, or has had time enough to be loaded again. */
  async #findAgain(): Promise<void> {
    const { reconnect } = this.#options;
    const token = this.#hello?.resumeToken;
    if (reconnect === undefined || token === undefined) return;
    const until = this.clock.now() + DEADLINES.returnMs;
    // A messenger that answers and is gone again is not run after at full speed.
    if (this.clock.now() - this.#foundAt < PAUSE_MS) await this.#pause();
    for (;;) {
      try {
        const hello = await this.#greet(await reconnect(), token);
        this.#foundAt = this.clock.now();
        for (const [id, unanswered] of this.#unanswered) {
          if (id > hello.sent) {
            this.#send(id);
          } else {
            this.#unanswered.delete(id);
            unanswered.resolve(null);
          }
        }
        if (!hello.handOver && !this.#over) this.#receiver?.lost();
        // A broken channel has released everything.
        else if (this.#held > 0) this.#peer?.notify('session/held', { count: this.#held });
        return;
      } catch (error) {
        const refused = acceptError(error);
        if (this.#ending || !AGAIN.has(refused.code) || this.clock.now() >= until) throw refused;
        await this.#pause();
      }
    }
  }
}

/** Between two tries to find the messenger again, in milliseconds. */
const PAUSE_MS = 500;

const AGAIN: ReadonlySet<string> = new Set(['closed', 'no-answer']);

function isClosed(error: unknown): boolean {
  return error instanceof StateError && error.code === 'closed';
}

function isBroken(error: unknown): boolean {
  return isClosed(error) || (error instanceof RpcError && error.reason === 'timeout');
}
