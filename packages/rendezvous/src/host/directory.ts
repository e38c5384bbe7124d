/** The sessions of one host: found by id, by person, by being open; the ended ones forgotten in time. */
import { LIMITS } from '../limits.ts';
import { isTerminal } from '../session-state.ts';
import type { HostSession } from './host-session.ts';
import type { SessionDriver } from './session-driver.ts';

export class SessionDirectory {
  readonly #all = new Map<string, SessionDriver>();
  readonly #live = new Map<string, Set<SessionDriver>>();
  readonly #open = new Set<SessionDriver>();
  readonly #ended = new Set<SessionDriver>();
  #faces: ReadonlyMap<string, HostSession> | undefined;

  /** A new object after every change, made when it is asked for. */
  get faces(): ReadonlyMap<string, HostSession> {
    this.#faces ??= new Map([...this.#all].map(([id, session]) => [id, session.face]));
    return this.#faces;
  }

  get(id: string): SessionDriver | undefined {
    return this.#all.get(id);
  }

  all(): IterableIterator<SessionDriver> {
    return this.#all.values();
  }

  /** The session with this person for this application that has not ended. */
  liveWith(address: string, application: string): SessionDriver | undefined {
    for (const session of this.#live.get(address) ?? []) {
      if (session.registration.id === application) return session;
    }
    return undefined;
  }

  /** Whether one more invitation of this person may lie open. */
  hasRoomFor(address: string): boolean {
    let theirs = 0;
    for (const session of this.#open) if (session.remoteUser.address === address) theirs += 1;
    return this.#open.size < LIMITS.openInvitations && theirs < LIMITS.openInvitationsPerPerson;
  }

  add(session: SessionDriver): void {
    this.#all.set(session.id, session);
    const { address } = session.remoteUser;
    const theirs = this.#live.get(address) ?? new Set();
    theirs.add(session);
    this.#live.set(address, theirs);
    if (!session.inviter) this.#open.add(session);
    this.#faces = undefined;
  }

  /** Follows a change of the session's state. */
  update(session: SessionDriver): void {
    this.#faces = undefined;
    if (session.state !== 'invitation') this.#open.delete(session);
    if (!isTerminal(session.state) || this.#ended.has(session)) return;
    this.#ended.add(session);
    const theirs = this.#live.get(session.remoteUser.address);
    theirs?.delete(session);
    if (theirs?.size === 0) this.#live.delete(session.remoteUser.address);
    if (this.#ended.size > LIMITS.endedSessions) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const session of this.#ended) {
      if (session.applicationRunning) continue;
      this.#ended.delete(session);
      this.#all.delete(session.id);
      return;
    }
  }
}
