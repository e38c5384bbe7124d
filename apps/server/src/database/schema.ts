/** The tables as Kysely sees them. Times are milliseconds since 1970, ids are those of the accounts library or UUIDs. */
import type { InvitationStage } from '@rendezvous/im';
import type { Kysely, Transaction } from 'kysely';

export interface PersonTable {
  /** The id of the account in the accounts library. */
  id: string;
  username: string;
  name: string;
  guest: 0 | 1;
  /** A guest: whose contact it is. */
  inviter: string | null;
  /** A guest: when its access ends. */
  expires_at: number | null;
  created_at: number;
}

export interface ConversationTable {
  id: string;
  /** The two people, `a` < `b`. One row exists for ever, so that history outlives a removed contact. */
  a: string;
  b: string;
  /** Contacts since; null when they are not contacts now. */
  since: number | null;
  last_seq: number;
  a_read: number;
  b_read: number;
}

export interface MessageTable {
  id: string;
  conversation: string;
  seq: number;
  sender: string;
  at: number;
  kind: 'text' | 'invitation' | 'receipt';
  text: string | null;
  client_id: string | null;
  session_id: string | null;
  application: string | null;
  application_name: string | null;
  stage: InvitationStage | null;
  /** JSON */
  summary: string | null;
}

export interface LinkTable {
  /** SHA-256 of the token, hex. */
  hash: string;
  kind: 'contact' | 'guest';
  creator: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** The tables of the accounts library that we look into. */
interface UserTable {
  id: string;
  username: string | null;
}
interface AccountTable {
  userId: string;
}
interface SessionTable {
  userId: string;
  expiresAt: string;
}

export interface Tables {
  person: PersonTable;
  conversation: ConversationTable;
  message: MessageTable;
  link: LinkTable;
  user: UserTable;
  account: AccountTable;
  session: SessionTable;
}
export type Database = Kysely<Tables>;
export type DatabaseOrTransaction = Database | Transaction<Tables>;
