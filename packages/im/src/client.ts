import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import type { Summary } from '@rendezvous/rendezvous';
import {
  CONNECTION_TIMING,
  Connection,
  type ConnectionTiming,
  type PushFrame,
  type WelcomeFrame,
} from './connection.ts';
import { ConnectionLoop, type LoopState } from './connection-loop.ts';
import { ImError } from './errors.ts';
import { IncomingMessageEvent, InvitationEvent } from './events.ts';
import type { Message, OperationName, OperationParams, OperationResult } from './frames.ts';
import { History } from './history.ts';
import { LIMITS } from './limits.ts';
import { Outbox } from './outbox.ts';
import type { OutboxEntry, OutboxStorage } from './outbox-storage.ts';
import { ReadMarks } from './read-marks.ts';
import { exponentialReconnect, type ReconnectPolicy } from './reconnect-policy.ts';
import { Store } from './store/store.ts';
import type { ImSnapshot } from './store/view.ts';
import { TYPING_EXPIRES_MS, TypingSignals } from './typing.ts';
import { randomUuid } from './uuid.ts';

export interface ImClientOptions {
  /** `ws://…/im` or `wss://…/im`. */
  readonly url: string;
  /** From signing up, signing in, or entering as a guest. */
  readonly token: string;
  /** A UUID of this browser tab, kept over reloads. */
  readonly device: string;
  readonly WebSocket?: typeof WebSocket;
  /** Keeps unsent texts and receipts over a reload; in memory only when absent. */
  readonly outbox?: OutboxStorage;
  readonly reconnect?: ReconnectPolicy;
  readonly timing?: ConnectionTiming;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly log?: Logger;
}

export interface ImClientEvents {
  /** The snapshot is a new one. */
  change: Event;
  invitation: InvitationEvent;
  message: IncomingMessageEvent;
  /**
   * The registered applications may be others than before: ask for them again. Comes after each connecting too, because
   * nobody says so to a client that is not connected.
   */
  applications: Event;
}

/**
 * One person's messenger in one tab: keeps a connection, and an immutable snapshot of everything it knows.
 * The constructor starts nothing; `start` and `stop` may alternate.
 */
export class ImClient extends TypedEventTarget<ImClientEvents> {
  readonly #now: () => number;
  readonly #store: Store;
  readonly #loop: ConnectionLoop;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #readMarks: ReadMarks;
  readonly #typing: TypingSignals;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ImClientOptions) {
    super();
    const { now = Date.now, random = Math.random, log = silentLogger } = options;
    this.#now = now;
    this.#store = new Store(() => this.dispatchEvent(new Event('change')));
    this.#outbox = new Outbox({
      storage: options.outbox,
      log,
      deliver: entry => this.#deliver(entry),
      changed: () => this.#store.pending(this.#outbox.entries),
    });
    this.#store.pending(this.#outbox.entries);
    this.#readMarks = new ReadMarks((address, seq) => this.request('read', { with: address, seq }));
    this.#typing = new TypingSignals(
      (to, on) => void this.request('typing', { to, on }).catch(() => {}),
      now,
    );
    this.#history = new History({
      log,
      request: (params, apply) => this.#call('history', params, apply),
      conversation: address => this.#store.state.conversations.get(address),
      behind: () => [...this.#store.state.conversations.values()].filter(c => c.behind).map(c => c.with),
      paged: (address, page) => this.#store.apply({ type: 'page', with: address, page }),
      loading: (address, on) => this.#store.apply({ type: 'loading', with: address, on }),
    });
    this.#loop = new ConnectionLoop({
      now,
      random,
      log,
      policy: options.reconnect ?? exponentialReconnect,
      open: owner =>
        Connection.open({
          url: options.url,
          token: options.token,
          device: options.device,
          WebSocket: options.WebSocket ?? WebSocket,
          timing: options.timing ?? CONNECTION_TIMING,
          log,
          owner,
        }),
      owner: {
        welcomed: frame => this.#welcomed(frame),
        pushed: frame => this.#pushed(frame),
        stateChanged: state => this.#stateChanged(state),
      },
    });
  }

  /** Immutable; a new object at each `change`. */
  get snapshot(): ImSnapshot {
    return this.#store.snapshot;
  }

  /** For React's `useSyncExternalStore(client.subscribe, client.getSnapshot)`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.addEventListener('change', listener);
    return () => this.removeEventListener('change', listener);
  };
  readonly getSnapshot = (): ImSnapshot => this.snapshot;

  /** Connects, and stays connected. Throws what `new WebSocket` throws for an address that is none. */
  start(): void {
    this.#loop.start();
  }

  /** Disconnects. What is unsent stays in the outbox. Idempotent. */
  stop(): Promise<void> {
    this.#loop.stop();
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** To be called at the browser's `online` event and when the page becomes visible again. */
  wake(): void {
    this.#loop.wake();
  }

  /**
   * One request to the server. What its result says about ourselves or our contacts is in the snapshot when it resolves.
   * @throws ImError as rejection; `offline` by `client` when there is no connection
   */
  request<O extends OperationName>(op: O, params: OperationParams<O>): Promise<OperationResult<O>> {
    return this.#call(op, params, result => {
      if ('self' in result) this.#store.apply({ type: 'self', self: result.self });
      if ('contact' in result) this.#store.apply({ type: 'contact', contact: result.contact });
      if (op === 'removeContact' && 'address' in params && typeof params.address === 'string') {
        this.#store.apply({ type: 'contactRemoved', address: params.address });
      }
    });
  }

  /**
   * Sends a text: it stands in the conversation as pending at once, and goes out as soon as it can. Blank texts are not sent.
   * @throws ImError `too-large` beyond `LIMITS.textLength`, `too-many` beyond `LIMITS.outboxEntries` unsent ones
   */
  send(to: string, text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    if (trimmed.length > LIMITS.textLength) throw new ImError('too-large', 'client');
    this.#typing.messageSent(to);
    this.#outbox.add({ kind: 'text', to, clientId: randomUuid(), text: trimmed, at: this.#now() });
  }

  /** Leaves an application's closing summary in the conversation: sent now, or when the connection is back. */
  sendReceipt(to: string, sessionId: string, application: string, summary: Summary): void {
    this.#outbox.add({ kind: 'receipt', to, sessionId, application, summary, at: this.#now() });
  }

  /** Sends a refused text again. */
  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  /** Forgets a refused text. */
  discard(clientId: string): void {
    this.#outbox.discard(clientId);
  }

  /** Fetches the newest page of a conversation the first time, then older ones. Never rejects; see `loading`. */
  loadOlder(address: string): Promise<void> {
    return this.#history.loadOlder(address);
  }

  /** Everything that is held of this conversation has been seen. */
  markRead(address: string): void {
    const conversation = this.#store.state.conversations.get(address);
    const newest = conversation?.confirmed.at(-1);
    if (!conversation || !newest || newest.seq <= conversation.readSeq) return;
    this.#store.apply({ type: 'read', with: address, seq: newest.seq });
    this.#readMarks.mark(address, newest.seq);
  }

  /** May be called at every key: it is thinned out. */
  setTyping(address: string, on: boolean): void {
    if (this.#loop.connection) this.#typing.set(address, on);
  }

  #call<O extends OperationName>(
    op: O,
    params: OperationParams<O>,
    apply?: (result: OperationResult<O>) => void,
  ): Promise<OperationResult<O>> {
    const connection = this.#loop.connection;
    return connection
      ? connection.request(op, params, apply)
      : Promise.reject(new ImError('offline', 'client'));
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    if (entry.kind === 'text') {
      const { to, clientId, text } = entry;
      await this.#call('send', { to, clientId, text }, ({ message }) => this.#arrived(message));
    } else {
      const { to, sessionId, application, summary } = entry;
      await this.#call('receipt', { with: to, sessionId, application, summary });
    }
  }

  #welcomed(frame: WelcomeFrame): void {
    const before = this.#store.state;
    this.#store.apply({ type: 'welcome', frame });
    this.#outbox.resume();
    this.#readMarks.resume();
    this.#history.resume();
    this.dispatchEvent(new Event('applications'));
    // What came while the connection was away deserves a notification too, one for each conversation.
    if (!before.self) return;
    for (const { last, unread, with: address } of frame.conversations) {
      const newest = before.conversations.get(address)?.confirmed.at(-1)?.seq ?? 0;
      if (last && unread > 0 && last.from === address && last.seq > newest) {
        this.dispatchEvent(new IncomingMessageEvent(last));
      }
    }
  }

  #pushed(frame: PushFrame): void {
    switch (frame.type) {
      case 'message':
        this.#arrived(frame.message);
        return;
      case 'messageUpdated':
      case 'contact':
      case 'contactRemoved':
      case 'read':
        this.#store.apply(frame);
        return;
      case 'typing':
        this.#typingHeard(frame.from, frame.on);
        return;
      case 'invitation':
        this.dispatchEvent(new InvitationEvent(frame.from, frame.message));
        return;
      case 'applications':
        this.dispatchEvent(new Event('applications'));
    }
  }

  #arrived(message: Message): void {
    const held = this.#store.state.conversations.get(message.with)?.confirmed ?? [];
    const isNew = !held.some(other => other.id === message.id);
    this.#store.apply({ type: 'message', message });
    const own = message.from === this.#store.state.self?.address;
    if (own && message.kind === 'text') this.#outbox.acknowledge(message.clientId);
    if (own && message.kind === 'receipt') this.#outbox.acknowledge(message.sessionId);
    if (isNew && !own) this.dispatchEvent(new IncomingMessageEvent(message));
  }

  #typingHeard(from: string, on: boolean): void {
    this.#store.apply({ type: 'typing', from, untilMs: on ? this.#now() + TYPING_EXPIRES_MS : 0 });
    clearTimeout(this.#typingTimer);
    if (this.#store.state.conversations.size > 0) this.#expireTyping();
  }

  /** Ends what is not repeated, and looks again when the next one is due. */
  #expireTyping(): void {
    const nowMs = this.#now();
    this.#store.apply({ type: 'typingExpired', nowMs });
    const due = [...this.#store.state.conversations.values()].map(c => c.typingUntilMs).filter(at => at > 0);
    if (due.length === 0) return;
    this.#typingTimer = setTimeout(() => this.#expireTyping(), Math.max(1, Math.min(...due) - nowMs));
  }

  #stateChanged(state: LoopState): void {
    if (state.name === 'stopped') clearTimeout(this.#typingTimer);
    this.#outbox.pause();
    this.#readMarks.pause();
    this.#history.pause();
    this.#store.connection(state);
  }
}
