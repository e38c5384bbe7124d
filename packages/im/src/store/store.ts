import type { LoopState } from '../connection-loop.ts';
import type { OutboxEntry } from '../outbox-storage.ts';
import type { PendingMessage } from './conversation.ts';
import { type Action, type ImState, INITIAL_STATE, reduce } from './state.ts';
import { type ImSnapshot, viewOf } from './view.ts';

/** Holds the current state and its view; tells when they have changed. */
export class Store {
  readonly #changed: () => void;
  #state: ImState = INITIAL_STATE;
  #snapshot: ImSnapshot = viewOf(INITIAL_STATE);
  /** One entry has one pending message for all its life, so that views stay the same objects. */
  readonly #pendings = new WeakMap<OutboxEntry, PendingMessage>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): ImState {
    return this.#state;
  }

  get snapshot(): ImSnapshot {
    return this.#snapshot;
  }

  apply(action: Action): void {
    const next = reduce(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    this.#snapshot = viewOf(next);
    this.#changed();
  }

  /** Shows what the outbox holds. */
  pending(entries: readonly OutboxEntry[]): void {
    const pending = new Map<string, PendingMessage[]>();
    for (const entry of entries) {
      if (entry.kind !== 'text') continue;
      const message = this.#pendings.get(entry) ?? pendingOf(entry);
      this.#pendings.set(entry, message);
      const there = pending.get(entry.to);
      if (there) there.push(message);
      else pending.set(entry.to, [message]);
    }
    this.apply({ type: 'pending', pending });
  }

  connection(state: LoopState): void {
    switch (state.name) {
      case 'stopped':
        this.apply({ type: 'connection', connection: 'connecting' });
        return;
      case 'connecting':
        // A first attempt and the ones after a loss look different to a person.
        this.apply({
          type: 'connection',
          connection: this.#state.connection === 'reconnecting' ? 'reconnecting' : 'connecting',
        });
        return;
      case 'waiting':
        this.apply({ type: 'connection', connection: 'reconnecting', retryAtMs: state.retryAtMs });
        return;
      case 'signed-out':
        this.apply({ type: 'connection', connection: 'signed-out' });
        return;
      case 'online':
    }
  }
}

function pendingOf(entry: Extract<OutboxEntry, { kind: 'text' }>): PendingMessage {
  const { clientId, text, at, failed } = entry;
  return { kind: 'pending', clientId, text, at, ...(failed === undefined ? {} : { failed }) };
}
