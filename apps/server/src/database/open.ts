/** Opens the one database file of a server. */
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { adaptSqlite, openSqlite } from './node-sqlite.ts';
import type { Database, Tables } from './schema.ts';

/** The caller owns the result and ends it with `destroy()`. */
export function openDatabase(dataDir: string): Database {
  const sqlite = adaptSqlite(openSqlite(join(dataDir, 'rendezvous.db')));
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
}
