/** Contacts: pairs of people who let each other in. A pair has one conversation for ever, and is a contact while `since` is set. */
import { randomUUID } from 'node:crypto';
import { type Contact, LIMITS, type Presence } from '@rendezvous/im';
import type { Database, DatabaseOrTransaction } from '../database/schema.ts';
import { RequestError } from '../errors.ts';
import type { People, PersonRow } from './people.ts';

/** One conversation as one of its two people sees it. */
export interface Pairing {
  readonly conversation: string;
  readonly other: PersonRow;
  readonly since: number;
  readonly lastSeq: number;
  /** What the viewer has read. */
  readonly ownRead: number;
  /** What the other has read. */
  readonly otherRead: number;
}

export class Contacts {
  readonly #db: Database;
  readonly #people: People;
  readonly #presence: (personId: string) => Presence;

  constructor(db: Database, people: People, presence: (personId: string) => Presence) {
    this.#db = db;
    this.#people = people;
    this.#presence = presence;
  }

  async list(viewer: string): Promise<Pairing[]> {
    const rows = await this.#query(viewer).execute();
    return rows.map(row => pairing(row, viewer));
  }

  /** @throws RequestError `not-contact` for strangers and unknown addresses alike; `yourself` */
  async require(viewer: PersonRow, address: string): Promise<Pairing> {
    const other = await this.#people.byAddress(address);
    if (other?.id === viewer.id) throw new RequestError('yourself');
    const found = other && (await this.find(viewer.id, other.id));
    if (!found) throw new RequestError('not-contact');
    return found;
  }

  async find(viewer: string, other: string, db?: DatabaseOrTransaction): Promise<Pairing | undefined> {
    const row = await this.#query(viewer, db).where('person.id', '=', other).executeTakeFirst();
    return row && pairing(row, viewer);
  }

  /** The frame's form of a contact. */
  view(pair: Pairing): Contact {
    const { other } = pair;
    return {
      ...this.#people.view(other),
      presence: this.#presence(other.id),
      since: pair.since,
      ...(other.expires_at !== null && { expiresAt: other.expires_at }),
      readSeq: pair.otherRead,
    };
  }

  /** Makes two people contacts; nothing happens when they are. @throws RequestError `too-many` */
  async connect(one: string, two: string, nowMs: number, db: DatabaseOrTransaction): Promise<void> {
    for (const person of [one, two]) {
      const { count } = await this.#query(person, db)
        .clearSelect()
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count >= LIMITS.contacts) throw new RequestError('too-many');
    }
    const [a, b] = one < two ? [one, two] : [two, one];
    await db
      .insertInto('conversation')
      .values({ id: randomUUID(), a, b, since: nowMs, last_seq: 0, a_read: 0, b_read: 0 })
      .onConflict(conflict =>
        conflict.columns(['a', 'b']).doUpdateSet({ since: nowMs }).where('conversation.since', 'is', null),
      )
      .execute();
  }

  /** The history stays, unreachable until the two are contacts again. */
  async disconnect(pair: Pairing): Promise<void> {
    await this.#db
      .updateTable('conversation')
      .set({ since: null })
      .where('id', '=', pair.conversation)
      .execute();
  }

  #query(viewer: string, db: DatabaseOrTransaction = this.#db) {
    return db
      .selectFrom('conversation')
      .innerJoin('person', join =>
        join.on(eb =>
          eb.or([
            eb.and([eb('conversation.a', '=', viewer), eb('person.id', '=', eb.ref('conversation.b'))]),
            eb.and([eb('conversation.b', '=', viewer), eb('person.id', '=', eb.ref('conversation.a'))]),
          ]),
        ),
      )
      .where('conversation.since', 'is not', null)
      .selectAll('person')
      .select(['conversation.id as conversation', 'a', 'since', 'last_seq', 'a_read', 'b_read']);
  }
}

type Row = PersonRow & {
  conversation: string;
  a: string;
  since: number | null;
  last_seq: number;
  a_read: number;
  b_read: number;
};

function pairing(row: Row, viewer: string): Pairing {
  const { conversation, a, since, last_seq, a_read, b_read, ...other } = row;
  const first = a === viewer;
  return {
    conversation,
    other,
    since: since ?? 0,
    lastSeq: last_seq,
    ownRead: first ? a_read : b_read,
    otherRead: first ? b_read : a_read,
  };
}
