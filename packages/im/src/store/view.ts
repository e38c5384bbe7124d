/** What a face shows: the immutable view of the state. Parts that did not change stay the same objects. */
import type { Contact, Message } from '../frames.ts';
import type { ConversationState, PendingMessage } from './conversation.ts';
import type { ConnectionState, ImState, Self } from './state.ts';

export interface ConversationView {
  readonly with: string;
  readonly unread: number;
  /** What we have read. */
  readonly readSeq: number;
  /** Confirmed messages by `seq`, then what the server has not acknowledged, in the order of writing. */
  readonly messages: readonly (Message | PendingMessage)[];
  readonly hasOlder: boolean;
  /** The other person is typing. */
  readonly typing: boolean;
  /** History has been fetched; before that, `messages` holds the newest one only. */
  readonly loaded: boolean;
  /** History is being fetched. */
  readonly loading: boolean;
}

export interface ImSnapshot {
  readonly connection: ConnectionState;
  /** While reconnecting: when the next attempt begins, by this machine's clock; absent while one is under way. */
  readonly retryAtMs?: number;
  readonly self?: Self;
  readonly contacts: readonly Contact[];
  readonly conversations: ReadonlyMap<string, ConversationView>;
}

const conversationViews = new WeakMap<ConversationState, ConversationView>();
const conversationMaps = new WeakMap<
  ReadonlyMap<string, ConversationState>,
  ReadonlyMap<string, ConversationView>
>();

export function viewOf(state: ImState): ImSnapshot {
  return {
    connection: state.connection,
    ...(state.retryAtMs === undefined ? {} : { retryAtMs: state.retryAtMs }),
    ...(state.self ? { self: state.self } : {}),
    contacts: state.contacts,
    conversations: viewOfAll(state.conversations),
  };
}

function viewOfAll(states: ReadonlyMap<string, ConversationState>): ReadonlyMap<string, ConversationView> {
  const known = conversationMaps.get(states);
  if (known) return known;
  const views = new Map([...states].map(([address, state]) => [address, viewOfOne(state)]));
  conversationMaps.set(states, views);
  return views;
}

function viewOfOne(state: ConversationState): ConversationView {
  const known = conversationViews.get(state);
  if (known) return known;
  const view: ConversationView = {
    with: state.with,
    unread: state.unread,
    readSeq: state.readSeq,
    messages: state.pending.length === 0 ? state.confirmed : [...state.confirmed, ...state.pending],
    hasOlder: state.hasOlder,
    typing: state.typingUntilMs > 0,
    loaded: state.loaded,
    loading: state.loading,
  };
  conversationViews.set(state, view);
  return view;
}
