/**
 * `node:sqlite` in the shape that Kysely's SQLite dialect expects.
 * One connection for everything, the accounts library included: Kysely queues its users, so that no transaction
 * meets a statement of somebody else, and no second connection has to wait for a lock in the same thread.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept compiled; the domain uses about fifty different ones. */
const MAX_STATEMENTS = 256;

/** Opens the file (created when absent) so that what has been committed survives both `kill -9` and a power cut. */
export function openSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec('PRAGMA busy_timeout = 5000');
  return database;
}

/** Adapts an open database; closing the adapter closes the database. Idempotent. */
export function adaptSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size >= MAX_STATEMENTS) statements.delete(statements.keys().next().value ?? '');
    statements.set(sql, statement);
    return statement;
  };
  return {
    close: () => {
      statements.clear();
      if (database.isOpen) database.close();
    },
    prepare: sql => adaptStatement(prepare(sql)),
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: parameters => statement.all(...parameters.map(toSqlite)),
    run: parameters => statement.run(...parameters.map(toSqlite)),
    iterate: parameters => statement.iterate(...parameters.map(toSqlite)),
  };
}

/** SQLite knows neither booleans nor dates; what it knows passes unchanged. */
function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (value === undefined) return null;
  return value as SQLInputValue;
}
