/** Single-use links: the only way for two people to become contacts. The database knows their hash only. */
import { createHash, randomBytes } from 'node:crypto';
import type { Link } from '@rendezvous/im';
import type { Database, DatabaseOrTransaction, LinkTable } from '../database/schema.ts';
import { RequestError } from '../errors.ts';

/** Links of one person that are neither used nor expired; beyond: `too-many`. */
const MAX_OPEN = 100;
/** How long a link is remembered after its end, to be able to say what happened to it. */
const KEEP_MS = 90 * 24 * 3600 * 1000;

export type LinkRow = Readonly<LinkTable>;

export class Links {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @throws RequestError `too-many` */
  async create(creator: string, kind: Link['kind'], lifetimeMs: number, nowMs: number): Promise<Link> {
    await this.#db
      .deleteFrom('link')
      .where('expires_at', '<', nowMs - KEEP_MS)
      .execute();
    const { count } = await this.#db
      .selectFrom('link')
      .where('creator', '=', creator)
      .where('used_at', 'is', null)
      .where('expires_at', '>', nowMs)
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count >= MAX_OPEN) throw new RequestError('too-many');
    const token = randomBytes(24).toString('base64url');
    const expiresAt = nowMs + lifetimeMs;
    await this.#db
      .insertInto('link')
      .values({ hash: hash(token), kind, creator, created_at: nowMs, expires_at: expiresAt, used_at: null })
      .execute();
    return { token, kind, expiresAt };
  }

  /** A link that can still be followed. @throws RequestError `not-found`, `link-used`, `link-expired` */
  async open(token: string, nowMs: number, db: DatabaseOrTransaction = this.#db): Promise<LinkRow> {
    const row = await db.selectFrom('link').selectAll().where('hash', '=', hash(token)).executeTakeFirst();
    if (!row) throw new RequestError('not-found');
    if (row.used_at !== null) throw new RequestError('link-used');
    if (row.expires_at <= nowMs) throw new RequestError('link-expired');
    return row;
  }

  /** Uses a link up: of any number of callers one succeeds. @throws RequestError `link-used` */
  async use(link: LinkRow, nowMs: number, db: DatabaseOrTransaction): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable('link')
      .set({ used_at: nowMs })
      .where('hash', '=', link.hash)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new RequestError('link-used');
  }

  /** Gives back a link whose use failed. */
  async release(link: LinkRow): Promise<void> {
    await this.#db.updateTable('link').set({ used_at: null }).where('hash', '=', link.hash).execute();
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
