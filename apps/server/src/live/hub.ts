/** Who is connected now, on which devices. */
import type { Presence, ServerFrame } from '@rendezvous/im';
import type { Connection } from './connection.ts';

export class Hub {
  readonly #connections = new Map<string, Set<Connection>>();
  /** People whose last device has just gone: still shown as online for a moment, so that a reload does not flicker. */
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #leaveMs: number;
  readonly #onPresence: (personId: string) => void;

  /**
   * @param leaveMs how long a person stays online after the last device has gone
   * @param onPresence called when somebody comes online or has gone
   */
  constructor(leaveMs: number, onPresence: (personId: string) => void) {
    this.#leaveMs = leaveMs;
    this.#onPresence = onPresence;
  }

  get size(): number {
    return [...this.#connections.values()].reduce((sum, set) => sum + set.size, 0);
  }

  add(connection: Connection): void {
    const id = connection.person.id;
    const before = this.presence(id);
    clearTimeout(this.#leaving.get(id));
    this.#leaving.delete(id);
    const set = this.#connections.get(id) ?? new Set();
    this.#connections.set(id, set.add(connection));
    if (before === 'offline') this.#onPresence(id);
  }

  /** Idempotent. */
  remove(connection: Connection): void {
    const id = connection.person.id;
    const set = this.#connections.get(id);
    if (!set?.delete(connection) || set.size > 0) return;
    this.#connections.delete(id);
    const timer = setTimeout(() => {
      this.#leaving.delete(id);
      this.#onPresence(id);
    }, this.#leaveMs);
    this.#leaving.set(id, timer);
  }

  presence(personId: string): Presence {
    return this.#connections.has(personId) || this.#leaving.has(personId) ? 'online' : 'offline';
  }

  /** The connections of a person, or of one device of theirs; the newest first. */
  of(personId: string, device?: string): Connection[] {
    const all = [...(this.#connections.get(personId) ?? [])].reverse();
    return device === undefined ? all : all.filter(connection => connection.device === device);
  }

  /** To every device of a person but `except`. */
  push(personId: string, frame: ServerFrame, except?: Connection): void {
    for (const connection of this.of(personId)) if (connection !== except) connection.send(frame);
  }

  /** To every device of everybody. */
  pushToAll(frame: ServerFrame): void {
    for (const connections of this.#connections.values()) {
      for (const connection of connections) connection.send(frame);
    }
  }

  /** Closes the connections of a person: those of one sign-in, or all. */
  close(personId: string, code: number, token?: string): void {
    for (const connection of this.of(personId)) {
      if (token === undefined || connection.token === token) connection.close(code);
    }
  }

  /** Nobody is told any more. Idempotent. */
  stop(): void {
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
  }
}
