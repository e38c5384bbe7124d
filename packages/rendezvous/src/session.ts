/** `IRendezvousSession` and `DRendezvousSessionEvents`, as the application sees them: rendezvous-api 1.4, 1.5, 2. */
import { BoundedQueue, TypedEventTarget } from '@rendezvous/base';
import type { NotificationParamsOf, SessionSnapshot } from './contract.ts';
import { ContextDataError, StateError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { ContextDataEvent, SendErrorEvent, StateChangeEvent, TerminationEvent } from './session-events.ts';
import {
  HRESULT,
  isTerminal,
  SESSION_FLAGS,
  type SessionOutcome,
  type SessionState,
  stateNamed,
} from './session-state.ts';
import { exceedsBytes } from './utf8.ts';

/** What a host tells a session, in the order in which it happened. */
export interface SessionReceiver {
  stateChanged(event: NotificationParamsOf<'session/stateChanged'>): void;
  terminated(event: NotificationParamsOf<'session/terminated'>): void;
  contextData(event: NotificationParamsOf<'session/contextData'>): void;
  sendError(event: NotificationParamsOf<'session/sendError'>): void;
  /** The session was handed over once more, on a new way to the host: its state may have changed meanwhile. */
  refreshed(snapshot: SessionSnapshot): void;
  /** The host is gone: nothing more will come. */
  lost(): void;
}

/** How a session reaches its host. */
export interface SessionTransport {
  /** Called once, from the session's constructor: from then on the receiver misses nothing. */
  listen(receiver: SessionReceiver): void;
  sendContextData(id: number, data: string): Promise<unknown>;
  terminate(hr: number, appData: string): Promise<unknown>;
  /** How many leases the application holds now. */
  held(count: number): void;
  /** The application has taken context data up to this number. */
  received(seq: number): void;
}

type Received = NotificationParamsOf<'session/contextData'>;

export interface SessionEvents {
  statechange: StateChangeEvent;
  contextdata: ContextDataEvent;
  senderror: SendErrorEvent;
  termination: TerminationEvent;
}

/**
 * One rendezvous session, held by one application. Made by `acceptSession`.
 * It lives until `terminate` of either side; the application may live on after it with a transport of its own.
 */
export class RendezvousSession extends TypedEventTarget<SessionEvents> {
  readonly id: string;
  /** RENDEZVOUS_SESSION_FLAGS, a bit field. */
  readonly flags: number;
  /** Untrusted name for display; `address` is what the messenger vouches for. */
  readonly remoteUser: { readonly name: string; readonly address: string };
  /** The application id that both messengers know: upper case, in braces. */
  readonly application: string;
  /** The component id that was launched on both sides: upper case, in braces. */
  readonly component: string;
  /** What the inviter's application has sent along with the invitation; from the other side untrusted, mostly empty. */
  readonly invitationData: string;
  /** Resolves with the terminal record when the session has ended. Never rejects. */
  readonly ended: Promise<SessionOutcome>;
  /** Resolves when the session has ended and no lease of {@link hold} is left. */
  readonly released: Promise<void>;

  readonly #transport: SessionTransport;
  #state: SessionState;
  #outcome: SessionOutcome | undefined;
  #record: NotificationParamsOf<'session/terminated'> | undefined;
  #settleEnded: (outcome: SessionOutcome) => void = () => undefined;
  #settleReleased: () => void = () => undefined;
  #terminating: Promise<void> | undefined;
  #holds = 0;
  #sent = 0;
  /** Data that nobody has asked for yet; whoever listens or iterates first gets it. */
  #backlog: Received[] = [];
  #listened = false;
  #queue: BoundedQueue<Received> | undefined;

  /**
   * @param snapshot what the host handed over; @param transport the way back to the host
   * @param sent the number of the last context data that an earlier life of this page has sent
   */
  constructor(snapshot: SessionSnapshot, transport: SessionTransport, sent = 0) {
    super();
    this.id = snapshot.id;
    this.flags = snapshot.flags;
    this.remoteUser = Object.freeze({ ...snapshot.remoteUser });
    this.application = snapshot.application;
    this.component = snapshot.component;
    this.invitationData = snapshot.invitationData;
    this.#sent = sent;
    this.#state = stateNamed(snapshot.state) ?? 'unknown';
    this.#transport = transport;
    this.ended = new Promise(resolve => {
      this.#settleEnded = resolve;
    });
    this.released = new Promise(resolve => {
      this.#settleReleased = resolve;
    });
    transport.listen({
      stateChanged: event => this.#handleStateChanged(event),
      terminated: event => {
        this.#record ??= event;
      },
      contextData: event => this.#handleContextData(event),
      sendError: event => {
        if (this.#outcome === undefined) this.dispatchEvent(new SendErrorEvent(event.id, event.hr));
      },
      refreshed: snapshot => {
        const state = stateNamed(snapshot.state);
        // The end comes with its record, right behind.
        if (state !== undefined && !isTerminal(state)) this.#handleStateChanged(snapshot);
      },
      lost: () => this.#handleLost(),
    });
  }

  /** Always the current state; read it right after subscribing. */
  get state(): SessionState {
    return this.#state;
  }

  /** Whether this side sent the invitation. */
  get inviter(): boolean {
    return (this.flags & SESSION_FLAGS.inviter) !== 0;
  }

  /** The terminal record, once there is one. */
  get outcome(): SessionOutcome | undefined {
    return this.#outcome;
  }

  /** How many leases of {@link hold} are out. */
  get holds(): number {
    return this.#holds;
  }

  /**
   * Context data from the other side, in order, none lost: it is kept from the birth of the session until it is read.
   * At most `LIMITS.contextDataQueue` strings wait; beyond, the session is terminated with `E_OUTOFMEMORY`. One reader.
   */
  get contextData(): AsyncIterable<string> {
    if (this.#queue === undefined) {
      this.#queue = new BoundedQueue(LIMITS.contextDataQueue);
      for (const event of this.#backlog.splice(0)) this.#queue.push(event);
      if (this.#outcome) this.#queue.close();
    }
    return this.#taken(this.#queue);
  }

  /** As for every `EventTarget`; the first listener to `contextdata` also gets what has waited, unless {@link contextData} was read. */
  override addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: ((event: SessionEvents[K]) => void) | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener, options);
    if (type !== 'contextdata' || listener === null || this.#listened) return;
    this.#listened = true;
    queueMicrotask(() => this.#flushBacklog());
  }

  /**
   * Hands an opaque string to the application on the other side: `SendContextData`.
   * Resolves when the messenger has taken it; a later failure comes as a `senderror` event with the number of this call.
   * @throws StateError `not-connected` unless the session is CONNECTED
   * @throws ContextDataError `over-limit` beyond `LIMITS.contextDataBytes` bytes of UTF-8, `too-many`, `refused`
   */
  async sendContextData(data: string): Promise<void> {
    if (this.#state !== 'connected' || this.#record !== undefined) {
      throw new StateError('not-connected', 'context data can be sent only while the session is connected');
    }
    if (exceedsBytes(data, LIMITS.contextDataBytes)) {
      throw new ContextDataError(
        'over-limit',
        HRESULT.CONTEXT_DATA_OVER_LIMIT,
        'the context data is too long',
      );
    }
    await this.#transport.sendContextData(++this.#sent, data);
  }

  /**
   * `Terminate`: the application no longer needs the messenger's transport. Both sides' sessions end as CANCELLED.
   * A second call, or a call after the end, does nothing. A messenger that has gone is not an error: the session ends.
   * @param hr the application's own result, signed 32 bits; default `S_OK`
   * @param appData text for the other side, at most `LIMITS.appDataBytes` bytes of UTF-8; default empty
   * @throws ContextDataError `over-limit` when `appData` is too long; the session goes on
   */
  async terminate(hr: number = HRESULT.S_OK, appData = ''): Promise<void> {
    if (exceedsBytes(appData, LIMITS.appDataBytes)) {
      throw new ContextDataError('over-limit', HRESULT.CONTEXT_DATA_OVER_LIMIT, 'the text is too long');
    }
    if (this.#outcome !== undefined || this.#record !== undefined) return;
    this.#terminating ??= this.#transport.terminate(hr | 0, appData).then(
      () => undefined,
      // The host is gone or confused; either way this session is over for this side.
      () => this.#handleLost(),
    );
    await this.#terminating;
  }

  /**
   * `AddRef` as a lease: the session counts as held until the result is disposed of (`Release`). The messenger keeps a
   * session that is held, and sees the count; losing the channel releases everything.
   */
  hold(): Disposable {
    this.#holds += 1;
    this.#transport.held(this.#holds);
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#holds -= 1;
        this.#transport.held(this.#holds);
        this.#releaseIfOver();
      },
    };
  }

  #handleStateChanged({ state }: { readonly state: number }): void {
    const next = stateNamed(state);
    if (next === undefined || this.#outcome !== undefined) return;
    // A page that has come back to a session that is over learns of the end all the same.
    if (isTerminal(next)) this.#finish(next as SessionOutcome['state']);
    else if (next !== this.#state && !isTerminal(this.#state)) this.#enter(next);
  }

  #enter(next: SessionState): void {
    const previous = this.#state;
    this.#state = next;
    this.dispatchEvent(new StateChangeEvent(previous, next));
  }

  /** The end: the record first, then the change of state, each exactly once. */
  #finish(state: SessionOutcome['state']): void {
    if (this.#outcome !== undefined) return;
    const { reason, hr, appData, by } = this.#record ?? {
      reason: 'connectivity' as const,
      hr: HRESULT.E_ABORT,
      appData: '',
      by: 'host' as const,
    };
    const outcome: SessionOutcome = Object.freeze({ state, reason, hr, appData, by });
    this.#outcome = outcome;
    this.dispatchEvent(new TerminationEvent(outcome));
    if (this.#state !== state) this.#enter(state);
    this.#queue?.close();
    this.#settleEnded(outcome);
    this.#releaseIfOver();
  }

  #handleLost(): void {
    this.#finish(this.#record?.reason === 'success' ? 'cancelled' : 'terminated');
  }

  #releaseIfOver(): void {
    if (this.#outcome !== undefined && this.#holds === 0) this.#settleReleased();
  }

  #handleContextData(event: Received): void {
    if (this.#state !== 'connected') return;
    const nobody = this.#queue === undefined && (!this.#listened || this.#backlog.length > 0);
    const room = this.#backlog.length < LIMITS.contextDataQueue;
    if (nobody && room) this.#backlog.push(event);
    else if (this.#listened && !nobody) this.#dispatch(event);
    const taken = this.#queue === undefined || this.#queue.push(event);
    if (!taken || (nobody && !room)) {
      void this.terminate(HRESULT.E_OUTOFMEMORY, 'the application does not read its context data');
    }
  }

  #flushBacklog(): void {
    for (const event of this.#backlog.splice(0)) this.#dispatch(event);
  }

  #dispatch({ data, seq }: Received): void {
    this.dispatchEvent(new ContextDataEvent(data, seq));
    // Whoever iterates says by asking for the next one that it has this one.
    if (this.#queue === undefined) this.#transport.received(seq);
  }

  async *#taken(queue: AsyncIterable<Received>): AsyncGenerator<string, void> {
    for await (const { data, seq } of queue) {
      yield data;
      this.#transport.received(seq);
    }
  }
}
