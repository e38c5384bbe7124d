/** Messages: what stands in a conversation, in order. Every method returns after its change is on the disk. */
import { randomUUID } from 'node:crypto';
import type { Conversation, InvitationStage, Message } from '@rendezvous/im';
import type { Summary } from '@rendezvous/rendezvous';
import type { Transaction } from 'kysely';
import type { Database, MessageTable, Tables } from '../database/schema.ts';
import { RequestError } from '../errors.ts';
import type { Pairing } from './contacts.ts';
import type { People, PersonRow } from './people.ts';

export type MessageRow = Readonly<MessageTable>;
type NewMessage = Pick<MessageRow, 'kind' | 'sender'> & Partial<MessageRow>;

/** Stages in which a session is still under way. */
const OPEN_STAGES = ['asking', 'ringing', 'accepted'] as const;

export interface HistoryQuery {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

export class Messages {
  readonly #db: Database;
  readonly #people: People;

  constructor(db: Database, people: People) {
    this.#db = db;
    this.#people = people;
  }

  /** The frame's form of a message for the person whose conversation with `other` it is in. */
  view(row: MessageRow, viewer: PersonRow, other: PersonRow): Message {
    const base = {
      id: row.id,
      seq: row.seq,
      with: this.#people.addressOf(other),
      from: this.#people.addressOf(row.sender === viewer.id ? viewer : other),
      at: row.at,
    };
    const application = row.application ?? '';
    const sessionId = row.session_id ?? '';
    switch (row.kind) {
      case 'text':
        return { ...base, kind: 'text', text: row.text ?? '', clientId: row.client_id ?? '' };
      case 'invitation':
        return {
          ...base,
          kind: 'invitation',
          sessionId,
          application: { id: application, name: row.application_name ?? '' },
          stage: row.stage ?? 'failed',
        };
      case 'receipt': {
        const summary = JSON.parse(row.summary ?? '{"texts":{}}') as Summary;
        return { ...base, kind: 'receipt', sessionId, application, summary };
      }
    }
  }

  /** Stores a text. A repeated `clientId` gives the first message again, and `repeated`. */
  async addText(
    pair: Pairing,
    sender: string,
    text: { clientId: string; text: string },
    nowMs: number,
  ): Promise<{ row: MessageRow; repeated: boolean }> {
    return this.#db.transaction().execute(async db => {
      const known = await db
        .selectFrom('message')
        .selectAll()
        .where('sender', '=', sender)
        .where('client_id', '=', text.clientId)
        .executeTakeFirst();
      // The same id for something said to somebody else is not a repetition.
      if (known && known.conversation !== pair.conversation) throw new RequestError('not-allowed');
      if (known) return { row: known, repeated: true };
      const draft: NewMessage = { kind: 'text', sender, text: text.text, client_id: text.clientId };
      return { row: await append(db, pair.conversation, draft, nowMs), repeated: false };
    });
  }

  /** Stores an invitation's card. @throws RequestError `not-allowed` when the session id was used before */
  async addInvitation(
    pair: Pairing,
    inviter: string,
    card: { sessionId: string; application: string; name: string; stage: InvitationStage },
    nowMs: number,
  ): Promise<MessageRow> {
    return this.#db.transaction().execute(async db => {
      if (await invitation(db, card.sessionId)) throw new RequestError('not-allowed');
      const draft: NewMessage = {
        kind: 'invitation',
        sender: inviter,
        session_id: card.sessionId,
        application: card.application,
        application_name: card.name,
        stage: card.stage,
      };
      return append(db, pair.conversation, draft, nowMs);
    });
  }

  async setStage(sessionId: string, stage: InvitationStage): Promise<MessageRow | undefined> {
    return this.#db
      .updateTable('message')
      .set({ stage })
      .where('session_id', '=', sessionId)
      .where('kind', '=', 'invitation')
      .returningAll()
      .executeTakeFirst();
  }

  /**
   * Stores what an application left behind; `undefined` when this person has already said so for this session.
   * @throws RequestError `unknown-session` when no such session of that application was in this conversation
   */
  async addReceipt(
    pair: Pairing,
    sender: string,
    receipt: { sessionId: string; application: string; summary: Summary },
    nowMs: number,
  ): Promise<MessageRow | undefined> {
    return this.#db.transaction().execute(async db => {
      const card = await invitation(db, receipt.sessionId);
      if (card?.conversation !== pair.conversation || card.application !== receipt.application) {
        throw new RequestError('unknown-session');
      }
      const known = await db
        .selectFrom('message')
        .select('id')
        .where('session_id', '=', receipt.sessionId)
        .where('sender', '=', sender)
        .where('kind', '=', 'receipt')
        .executeTakeFirst();
      if (known) return undefined;
      const draft: NewMessage = {
        kind: 'receipt',
        sender,
        session_id: receipt.sessionId,
        application: receipt.application,
        summary: JSON.stringify(receipt.summary),
      };
      return append(db, pair.conversation, draft, nowMs);
    });
  }

  /** A page, oldest first. Without `after` it is the newest page before `before`; `more` says whether that way goes on. */
  async history(conversation: string, query: HistoryQuery): Promise<{ rows: MessageRow[]; more: boolean }> {
    const forward = query.after !== undefined;
    let select = this.#db.selectFrom('message').selectAll().where('conversation', '=', conversation);
    if (query.before !== undefined) select = select.where('seq', '<', query.before);
    if (query.after !== undefined) select = select.where('seq', '>', query.after);
    const found = await select
      .orderBy('seq', forward ? 'asc' : 'desc')
      .limit(query.limit + 1)
      .execute();
    const rows = found.slice(0, query.limit);
    return { rows: forward ? rows : rows.reverse(), more: found.length > query.limit };
  }

  /** Moves a read mark forward, never beyond the last message; `undefined` when it did not move. */
  async markRead(pair: Pairing, seq: number): Promise<number | undefined> {
    const mark = Math.min(seq, pair.lastSeq);
    if (mark <= pair.ownRead) return undefined;
    const { a } = await this.#db
      .selectFrom('conversation')
      .select('a')
      .where('id', '=', pair.conversation)
      .executeTakeFirstOrThrow();
    const column = a === pair.other.id ? 'b_read' : 'a_read';
    await this.#db
      .updateTable('conversation')
      .set({ [column]: mark })
      .where('id', '=', pair.conversation)
      .where(column, '<', mark)
      .execute();
    return mark;
  }

  /** What a list of conversations shows. */
  async summaries(viewer: PersonRow, pairs: readonly Pairing[]): Promise<Conversation[]> {
    const ids = pairs.map(pair => pair.conversation);
    if (ids.length === 0) return [];
    const last = await this.#db
      .selectFrom('message')
      .innerJoin('conversation', join =>
        join.onRef('message.conversation', '=', 'conversation.id').onRef('message.seq', '=', 'last_seq'),
      )
      .selectAll('message')
      .where('conversation.id', 'in', ids)
      .execute();
    const unread = await this.#db
      .selectFrom('message')
      .innerJoin('conversation', 'message.conversation', 'conversation.id')
      .where('conversation.id', 'in', ids)
      .where('sender', '<>', viewer.id)
      .where(eb =>
        eb(
          'seq',
          '>',
          eb.case().when('a', '=', viewer.id).then(eb.ref('a_read')).else(eb.ref('b_read')).end(),
        ),
      )
      .groupBy('conversation.id')
      .select(eb => ['conversation.id', eb.fn.countAll<number>().as('count')])
      .execute();
    const lastOf = new Map(last.map(row => [row.conversation, row]));
    const unreadOf = new Map(unread.map(row => [row.id, row.count]));
    return pairs.map(pair => {
      const row = lastOf.get(pair.conversation);
      return {
        with: this.#people.addressOf(pair.other),
        unread: unreadOf.get(pair.conversation) ?? 0,
        readSeq: pair.ownRead,
        ...(row && { last: this.view(row, viewer, pair.other) }),
      };
    });
  }

  /** After a restart no session is under way any more: the cards say so. */
  async closeOpenInvitations(): Promise<void> {
    await this.#db
      .updateTable('message')
      .set({ stage: 'failed' })
      .where('kind', '=', 'invitation')
      .where('stage', 'in', OPEN_STAGES)
      .execute();
    await this.#db
      .updateTable('message')
      .set({ stage: 'ended' })
      .where('kind', '=', 'invitation')
      .where('stage', '=', 'connected')
      .execute();
  }
}

async function append(
  db: Transaction<Tables>,
  conversation: string,
  draft: NewMessage,
  nowMs: number,
): Promise<MessageRow> {
  const { last_seq: seq } = await db
    .updateTable('conversation')
    .set(eb => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', conversation)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  const row: MessageRow = {
    text: null,
    client_id: null,
    session_id: null,
    application: null,
    application_name: null,
    stage: null,
    summary: null,
    ...draft,
    id: randomUUID(),
    conversation,
    seq,
    at: nowMs,
  };
  await db.insertInto('message').values(row).execute();
  return row;
}

function invitation(db: Transaction<Tables>, sessionId: string): Promise<MessageRow | undefined> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('kind', '=', 'invitation')
    .executeTakeFirst();
}
