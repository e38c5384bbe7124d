/** The server's side of one conversation: what a client must come to show, whatever happens to its connection. */
import type { Conversation, InvitationStage, Message } from '../../src/index.ts';
import { ANNA, BEN, card, text, uuid } from './things.ts';

export class Truth {
  messages: readonly Message[] = [];
  readSeq = 0;
  #lastSeq = 0;

  /** @param step how far `seq` jumps: it may leave numbers out */
  say(from: 'anna' | 'ben', step = 1): Message {
    this.#lastSeq += step;
    const message = text(this.#lastSeq, { from: from === 'ben' ? BEN.address : ANNA.address });
    this.messages = [...this.messages, message];
    return message;
  }

  invite(): Message {
    this.#lastSeq += 1;
    const message = card(this.#lastSeq, 'asking');
    this.messages = [...this.messages, message];
    return message;
  }

  /** The stage of the newest card changes. */
  stage(stage: InvitationStage): Message | undefined {
    const at = this.messages.findLastIndex(message => message.kind === 'invitation');
    const found = this.messages[at];
    if (found?.kind !== 'invitation') return undefined;
    const changed = { ...found, stage };
    this.messages = this.messages.with(at, changed);
    return changed;
  }

  /** The database was set up anew. */
  reset(): void {
    this.messages = [];
    this.readSeq = 0;
    this.#lastSeq = 0;
  }

  get newestSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  get unread(): number {
    return this.messages.filter(message => message.from === BEN.address && message.seq > this.readSeq).length;
  }

  conversation(): Conversation {
    const last = this.messages.at(-1);
    return { with: BEN.address, unread: this.unread, readSeq: this.readSeq, ...(last ? { last } : {}) };
  }

  page(query: { readonly before?: number; readonly after?: number; readonly limit: number }): {
    messages: Message[];
    more: boolean;
  } {
    const { before = Number.POSITIVE_INFINITY, after, limit } = query;
    const found = this.messages.filter(m => m.seq < before && m.seq > (after ?? -1));
    const messages = after === undefined ? found.slice(-limit) : found.slice(0, limit);
    return { messages, more: found.length > limit };
  }
}

/** An id that no message of a {@link Truth} has. */
export const STRANGE_ID = uuid(0xfffff);
