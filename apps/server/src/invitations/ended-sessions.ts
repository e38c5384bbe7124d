/** What is still known of rendezvous sessions that are over: who took part, and who has not heard of the end yet. */
import type { InvitationMessage } from '@rendezvous/rendezvous';
import type { PersonRow } from '../domain/people.ts';
import type { RelaySession } from './relay-session.ts';

/** Sessions that are remembered; the oldest are forgotten first. */
const MAX_SESSIONS = 2000;
const MAX_FAREWELLS = 1000;

export interface Farewell {
  readonly from: PersonRow;
  readonly message: InvitationMessage;
}

export class EndedSessions {
  readonly #people = new Map<string, readonly [string, string]>();
  readonly #farewells = new Map<string, readonly Farewell[]>();

  has(sessionId: string): boolean {
    return this.#people.has(sessionId);
  }

  /** Whether the session was one between these two. */
  between(sessionId: string, one: string, two: string): boolean {
    const people = this.#people.get(sessionId);
    return people !== undefined && people.includes(one) && people.includes(two) && one !== two;
  }

  add(session: RelaySession): void {
    this.#people.set(session.id, [session.inviter.person.id, session.invitee.person.id]);
    forgetOldest(this.#people, MAX_SESSIONS);
  }

  /** Keeps the last word for a device that is away. */
  leave(personId: string, device: string, farewell: Farewell): void {
    const key = `${personId} ${device}`;
    this.#farewells.set(key, [...(this.#farewells.get(key) ?? []), farewell].slice(-16));
    forgetOldest(this.#farewells, MAX_FAREWELLS);
  }

  /** Hands out, once, what a returning device has not heard. */
  take(personId: string, device: string): readonly Farewell[] {
    const key = `${personId} ${device}`;
    const farewells = this.#farewells.get(key) ?? [];
    this.#farewells.delete(key);
    return farewells;
  }
}

function forgetOldest(map: Map<string, unknown>, size: number): void {
  const [oldest] = map.keys();
  if (map.size > size && oldest !== undefined) map.delete(oldest);
}
