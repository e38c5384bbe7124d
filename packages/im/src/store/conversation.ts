/** One conversation as this client knows it, and the pure steps that change it. */
import type { Conversation, ErrorCode, Message } from '../frames.ts';
import { mergeMessages, oldestUnfinished, replaceMessage } from './messages.ts';

/** A text that the server has not acknowledged yet. */
export interface PendingMessage {
  readonly kind: 'pending';
  readonly clientId: string;
  readonly text: string;
  /** When it was written, by this machine's clock; milliseconds since 1970. */
  readonly at: number;
  /** Why the server refused it; `retry` sends it again. */
  readonly failed?: ErrorCode;
}

export interface ConversationState {
  readonly with: string;
  readonly unread: number;
  /** What we have read. */
  readonly readSeq: number;
  /** Sorted by `seq`, unique; without a gap up to `syncedSeq`. */
  readonly confirmed: readonly Message[];
  readonly pending: readonly PendingMessage[];
  /** Everything between the oldest held message and this `seq` is held. */
  readonly syncedSeq: number;
  /**
   * The newest `seq` that the welcome's number of unread messages includes; absent when no welcome told of the
   * conversation. What arrives beyond it, by push or in a page, is counted here.
   */
  readonly toldSeq?: number;
  /** The connection was away: messages after `syncedSeq` may be missing, and cards may be out of date. */
  readonly behind: boolean;
  /** At least one page of history has been fetched. */
  readonly loaded: boolean;
  readonly hasOlder: boolean;
  readonly loading: boolean;
  /** Until when the other person counts as typing; 0 when not. */
  readonly typingUntilMs: number;
}

/** A page of history, and which question it answers. */
export interface Page {
  readonly messages: readonly Message[];
  /** There is more in the direction of the question. */
  readonly more: boolean;
  readonly answers: 'newest' | 'older' | 'after';
}

export function newConversation(address: string): ConversationState {
  return {
    with: address,
    unread: 0,
    readSeq: 0,
    confirmed: [],
    pending: [],
    syncedSeq: 0,
    behind: false,
    loaded: false,
    hasOlder: true,
    loading: false,
    typingUntilMs: 0,
  };
}

/** What the welcome says of a conversation: the truth about what is unread, and the newest message. */
export function welcomed(known: ConversationState | undefined, told: Conversation): ConversationState {
  const base = known ?? newConversation(told.with);
  const held = base.confirmed.at(-1);
  const lastSeq = told.last?.seq ?? 0;
  // The server knows less than we do: it was set up anew or restored. What we hold is of another history.
  const rewound = held !== undefined && lastSeq < held.seq;
  const fresh = {
    ...base,
    typingUntilMs: 0,
    loading: false,
    unread: told.unread,
    readSeq: told.readSeq,
    toldSeq: lastSeq,
  };
  const state =
    base.loaded && !rewound
      ? {
          ...fresh,
          behind: lastSeq > base.syncedSeq || oldestUnfinished(base.confirmed) !== undefined,
          confirmed: told.last ? mergeMessages(base.confirmed, [told.last]) : base.confirmed,
        }
      : {
          ...fresh,
          confirmed: told.last ? [told.last] : [],
          syncedSeq: lastSeq,
          behind: false,
          loaded: told.last === undefined,
          hasOlder: told.last !== undefined,
        };
  // Read here while the connection was away: the server does not know it yet, and will be told.
  return awaiting(rewound ? state : read(state, base.readSeq), base.pending);
}

/** From which `seq` on (exclusive) history must be asked after a reconnect. */
export function resumeSeq(state: ConversationState): number {
  const card = oldestUnfinished(state.confirmed);
  return Math.max(0, card ? Math.min(state.syncedSeq, card.seq - 1) : state.syncedSeq);
}

/** A message that was pushed, or our own that was acknowledged. */
export function arrived(state: ConversationState, message: Message): ConversationState {
  const oldest = state.confirmed[0];
  if (oldest && message.seq < oldest.seq && state.hasOlder) {
    // The answer to a text that was sent again may be far back: between it and what is held lies what history brings.
    return awaiting(
      state,
      state.pending.filter(pending => !acknowledges(message, pending)),
    );
  }
  const next = absorbed(state, [message], state.toldSeq ?? 0);
  return {
    ...next,
    syncedSeq: state.behind ? state.syncedSeq : Math.max(state.syncedSeq, message.seq),
    typingUntilMs: message.from === state.with ? 0 : state.typingUntilMs,
  };
}

/** Takes messages in, counts those as unread that nobody has counted, and takes away what waited for them. */
function absorbed(
  state: ConversationState,
  messages: readonly Message[],
  countedSeq: number,
): ConversationState {
  const held = new Set(state.confirmed.map(message => message.id));
  const from = Math.max(countedSeq, state.readSeq);
  const unread = messages.filter(m => m.from === state.with && m.seq > from && !held.has(m.id)).length;
  const confirmed = mergeMessages(state.confirmed, messages);
  return awaiting({ ...state, confirmed, unread: state.unread + unread }, state.pending);
}

export function updated(state: ConversationState, message: Message): ConversationState {
  const confirmed = replaceMessage(state.confirmed, message);
  return confirmed === state.confirmed ? state : { ...state, confirmed };
}

/** Everything up to `seq` has been read, here or in another tab. Never goes back. */
export function read(state: ConversationState, seq: number): ConversationState {
  if (seq <= state.readSeq) return state;
  const newest = state.confirmed.at(-1);
  const oldestSeq = state.confirmed[0]?.seq ?? 0;
  const fromOther = state.confirmed.filter(message => message.from === state.with);
  const after = fromOther.filter(message => message.seq > seq).length;
  const justRead = fromOther.filter(message => message.seq > state.readSeq && message.seq <= seq).length;
  // Whoever holds everything after `seq` can count. Else what is known to be read now is taken off: never too much.
  const holdsAllAfter =
    !newest || seq >= newest.seq || (!state.behind && (!state.hasOlder || oldestSeq <= seq));
  const unread = holdsAllAfter ? Math.min(after, state.unread) : Math.max(after, state.unread - justRead);
  return { ...state, readSeq: seq, unread };
}

export function paged(state: ConversationState, page: Page): ConversationState {
  // Where no welcome told what is read, a page of old messages says nothing about it.
  const base = absorbed(state, page.messages, state.toldSeq ?? Number.POSITIVE_INFINITY);
  const { confirmed } = base;
  const newest = confirmed.at(-1)?.seq ?? 0;
  switch (page.answers) {
    case 'newest': {
      // While behind, what we hold may end before this page begins: then only the page and what follows it is whole.
      const first = page.messages[0]?.seq ?? 0;
      const whole = state.behind && page.more ? confirmed.filter(message => message.seq >= first) : confirmed;
      const hasOlder = page.more && page.messages.length > 0;
      return { ...base, confirmed: whole, syncedSeq: newest, behind: false, loaded: true, hasOlder };
    }
    case 'older':
      return { ...base, hasOlder: page.more && page.messages.length > 0 };
    case 'after': {
      const reached = page.messages.at(-1)?.seq ?? state.syncedSeq;
      return page.more
        ? { ...base, syncedSeq: Math.max(state.syncedSeq, reached) }
        : { ...base, syncedSeq: newest, behind: false };
    }
  }
}

function acknowledges(message: Message, pending: PendingMessage): boolean {
  return message.kind === 'text' && message.clientId === pending.clientId;
}

/** Takes the outbox's view of what is not acknowledged; what is confirmed already stays out. */
export function awaiting(state: ConversationState, pending: readonly PendingMessage[]): ConversationState {
  if (pending.length === 0 && state.pending.length === 0) return state;
  const confirmed = new Set(state.confirmed.flatMap(m => (m.kind === 'text' ? [m.clientId] : [])));
  const next = pending.filter(message => !confirmed.has(message.clientId));
  const same = next.length === state.pending.length && next.every((m, i) => m === state.pending[i]);
  return same ? state : { ...state, pending: next };
}
