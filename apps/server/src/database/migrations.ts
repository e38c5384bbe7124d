/** Every change of the domain's tables, in order. A migration that has been released is never edited. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './schema.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('person')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('username', 'text', column => column.notNull().unique())
        .addColumn('name', 'text', column => column.notNull())
        .addColumn('guest', 'integer', column => column.notNull())
        .addColumn('inviter', 'text', column => column.references('person.id'))
        .addColumn('expires_at', 'integer')
        .addColumn('created_at', 'integer', column => column.notNull())
        .modifyEnd(sql`strict`)
        .execute();
      await db.schema
        .createTable('conversation')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('a', 'text', column => column.notNull().references('person.id'))
        .addColumn('b', 'text', column => column.notNull().references('person.id'))
        .addColumn('since', 'integer')
        .addColumn('last_seq', 'integer', column => column.notNull().defaultTo(0))
        .addColumn('a_read', 'integer', column => column.notNull().defaultTo(0))
        .addColumn('b_read', 'integer', column => column.notNull().defaultTo(0))
        .addUniqueConstraint('conversation_pair', ['a', 'b'])
        .addCheckConstraint('conversation_order', sql`a < b`)
        .modifyEnd(sql`strict`)
        .execute();
      await db.schema.createIndex('conversation_b').on('conversation').column('b').execute();
      await db.schema
        .createTable('message')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('conversation', 'text', column => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer', column => column.notNull())
        .addColumn('sender', 'text', column => column.notNull().references('person.id'))
        .addColumn('at', 'integer', column => column.notNull())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('text', 'text')
        .addColumn('client_id', 'text')
        .addColumn('session_id', 'text')
        .addColumn('application', 'text')
        .addColumn('application_name', 'text')
        .addColumn('stage', 'text')
        .addColumn('summary', 'text')
        .addUniqueConstraint('message_seq', ['conversation', 'seq'])
        .addUniqueConstraint('message_client', ['sender', 'client_id'])
        .modifyEnd(sql`strict`)
        .execute();
      await sql`create unique index message_invitation on message (session_id) where kind = 'invitation'`.execute(
        db,
      );
      await sql`create unique index message_receipt on message (session_id, sender) where kind = 'receipt'`.execute(
        db,
      );
      await db.schema
        .createTable('link')
        .addColumn('hash', 'text', column => column.primaryKey())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('creator', 'text', column => column.notNull().references('person.id'))
        .addColumn('created_at', 'integer', column => column.notNull())
        .addColumn('expires_at', 'integer', column => column.notNull())
        .addColumn('used_at', 'integer')
        .modifyEnd(sql`strict`)
        .execute();
      await db.schema.createIndex('link_creator').on('link').column('creator').execute();
    },
  },
};

/** Brings the tables to the newest version; does nothing when they are. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableName: 'rendezvous_migration',
    migrationLockTableName: 'rendezvous_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the migration failed');
}
