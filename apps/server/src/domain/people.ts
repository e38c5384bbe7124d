/** People: who has an address here. */
import type { Person } from '@rendezvous/im';
import { LIMITS } from '@rendezvous/im';
import type { SignedIn } from '../accounts/accounts.ts';
import type { Database, DatabaseOrTransaction, PersonTable } from '../database/schema.ts';

export type PersonRow = Readonly<PersonTable>;

/** Names beginning so are the server's to give. */
export const GUEST_PREFIX = 'guest-';

export class People {
  readonly #db: Database;
  readonly #serverName: string;

  constructor(db: Database, serverName: string) {
    this.#db = db;
    this.#serverName = serverName;
  }

  addressOf(person: Pick<PersonRow, 'username'>): string {
    return `${person.username}@${this.#serverName}`;
  }

  view(person: PersonRow): Person {
    return { address: this.addressOf(person), name: person.name, guest: person.guest === 1 };
  }

  async byId(id: string, db: DatabaseOrTransaction = this.#db): Promise<PersonRow | undefined> {
    return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** `undefined` for unknown people and for addresses of other servers. */
  async byAddress(address: string): Promise<PersonRow | undefined> {
    const at = address.lastIndexOf('@');
    if (address.slice(at + 1) !== this.#serverName) return undefined;
    return this.#db
      .selectFrom('person')
      .selectAll()
      .where('username', '=', address.slice(0, at))
      .executeTakeFirst();
  }

  /** The person behind an account; made at the first use, so that a crash between the two steps heals itself. */
  async ensure(account: SignedIn, nowMs: number): Promise<PersonRow> {
    const known = await this.byId(account.userId);
    if (known) return known;
    const row: PersonRow = {
      id: account.userId,
      username: account.username,
      name: cleanName(account.name) || account.username,
      guest: 0,
      inviter: null,
      expires_at: null,
      created_at: nowMs,
    };
    await this.#db
      .insertInto('person')
      .values(row)
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute();
    return (await this.byId(account.userId)) ?? row;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#db.updateTable('person').set({ name }).where('id', '=', id).execute();
  }
}

/**
 * A display name without what could deceive or break a line: control characters, invisible ones,
 * and those that turn the direction of writing. Empty when nothing is left.
 */
export function cleanName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  // A character outside the basic plane may have been cut in two.
  return plain
    .slice(0, LIMITS.nameLength)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** Whether a guest's access has ended. */
export function expired(person: PersonRow, nowMs: number): boolean {
  return person.expires_at !== null && person.expires_at <= nowMs;
}
