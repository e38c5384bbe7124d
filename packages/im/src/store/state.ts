/** Everything the client knows, and the one pure function that changes it. */
import type { WelcomeFrame } from '../connection.ts';
import type { Contact, Conversation, Message, Person } from '../frames.ts';
import {
  arrived,
  awaiting,
  type ConversationState,
  newConversation,
  type Page,
  type PendingMessage,
  paged,
  read,
  updated,
  welcomed,
} from './conversation.ts';

export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'signed-out';
/** The signed-in person; a guest has an end. */
export type Self = Person & { readonly expiresAt?: number | undefined };

export interface ImState {
  readonly connection: ConnectionState;
  readonly retryAtMs?: number | undefined;
  readonly self?: Self;
  readonly contacts: readonly Contact[];
  readonly conversations: ReadonlyMap<string, ConversationState>;
}

/** What may happen to the state. Times are this machine's clock in milliseconds. */
export type Action =
  | { readonly type: 'connection'; readonly connection: ConnectionState; readonly retryAtMs?: number }
  | { readonly type: 'welcome'; readonly frame: WelcomeFrame }
  | { readonly type: 'self'; readonly self: Person }
  | { readonly type: 'contact'; readonly contact: Contact }
  | { readonly type: 'contactRemoved'; readonly address: string }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'messageUpdated'; readonly message: Message }
  | { readonly type: 'read'; readonly with: string; readonly seq: number }
  | { readonly type: 'typing'; readonly from: string; readonly untilMs: number }
  | { readonly type: 'typingExpired'; readonly nowMs: number }
  | { readonly type: 'loading'; readonly with: string; readonly on: boolean }
  | { readonly type: 'page'; readonly with: string; readonly page: Page }
  | { readonly type: 'pending'; readonly pending: ReadonlyMap<string, readonly PendingMessage[]> };

export const INITIAL_STATE: ImState = { connection: 'connecting', contacts: [], conversations: new Map() };

/** Returns the same object when nothing changed. */
export function reduce(state: ImState, action: Action): ImState {
  switch (action.type) {
    case 'connection':
      return { ...state, connection: action.connection, retryAtMs: action.retryAtMs };
    case 'welcome':
      return reduceWelcome(state, action.frame);
    case 'self':
      return state.self ? { ...state, self: { ...state.self, ...action.self } } : state;
    case 'contact':
      return reduceContact(state, action.contact);
    case 'contactRemoved':
      return reduceContactRemoved(state, action.address);
    case 'message':
      return change(state, action.message.with, c => arrived(c, action.message));
    case 'messageUpdated':
      return changeKnown(state, action.message.with, c => updated(c, action.message));
    case 'read':
      return changeKnown(state, action.with, c => read(c, action.seq));
    case 'typing':
      return changeKnown(state, action.from, c =>
        c.typingUntilMs === action.untilMs ? c : { ...c, typingUntilMs: action.untilMs },
      );
    case 'typingExpired':
      return changeAll(state, c =>
        c.typingUntilMs > 0 && c.typingUntilMs <= action.nowMs ? { ...c, typingUntilMs: 0 } : c,
      );
    case 'loading':
      return changeKnown(state, action.with, c =>
        c.loading === action.on ? c : { ...c, loading: action.on },
      );
    case 'page':
      return changeKnown(state, action.with, c => paged(c, action.page));
    case 'pending':
      return reducePending(state, action.pending);
  }
}

function reduceWelcome(state: ImState, frame: WelcomeFrame): ImState {
  // Before the first welcome the outbox may have put its unsent texts here.
  const sameAccount = !state.self || state.self.address === frame.self.address;
  const known: ReadonlyMap<string, ConversationState> = sameAccount ? state.conversations : new Map();
  const told = new Map<string, Conversation>(
    frame.contacts.map(({ address }) => [address, { with: address, unread: 0, readSeq: 0 }]),
  );
  for (const conversation of frame.conversations) told.set(conversation.with, conversation);
  const conversations = new Map(
    [...told.values()].map(conversation => [
      conversation.with,
      welcomed(known.get(conversation.with), conversation),
    ]),
  );
  // A conversation with somebody who was removed is gone, unless a text of ours still stands in it unsent.
  for (const [address, conversation] of known) {
    if (!conversations.has(address) && conversation.pending.length > 0) {
      conversations.set(address, { ...conversation, unread: 0 });
    }
  }
  return {
    connection: 'online',
    self: frame.self,
    contacts: uniqueContacts(frame.contacts),
    conversations,
  };
}

function reduceContact(state: ImState, contact: Contact): ImState {
  const at = state.contacts.findIndex(other => other.address === contact.address);
  const contacts = at < 0 ? [...state.contacts, contact] : state.contacts.with(at, contact);
  return change({ ...state, contacts }, contact.address, c =>
    contact.presence === 'offline' && c.typingUntilMs > 0 ? { ...c, typingUntilMs: 0 } : c,
  );
}

function reduceContactRemoved(state: ImState, address: string): ImState {
  const contacts = state.contacts.filter(contact => contact.address !== address);
  const conversation = state.conversations.get(address);
  if (contacts.length === state.contacts.length && !conversation) return state;
  const conversations = new Map(state.conversations);
  if (conversation && conversation.pending.length > 0) {
    conversations.set(address, { ...conversation, unread: 0, typingUntilMs: 0 });
  } else {
    conversations.delete(address);
  }
  return { ...state, contacts, conversations };
}

function reducePending(state: ImState, pending: ReadonlyMap<string, readonly PendingMessage[]>): ImState {
  let next = changeAll(state, c => (pending.has(c.with) ? c : awaiting(c, [])));
  for (const [address, messages] of pending) next = change(next, address, c => awaiting(c, messages));
  return next;
}

/** Changes a conversation that is known; of others nothing is to be told but a message or a contact. */
function changeKnown(
  state: ImState,
  address: string,
  step: (conversation: ConversationState) => ConversationState,
): ImState {
  return state.conversations.has(address) ? change(state, address, step) : state;
}

/** Changes one conversation, making it when it is new. */
function change(
  state: ImState,
  address: string,
  step: (conversation: ConversationState) => ConversationState,
): ImState {
  const known = state.conversations.get(address);
  const next = step(known ?? newConversation(address));
  if (next === known) return state;
  return { ...state, conversations: new Map(state.conversations).set(address, next) };
}

function changeAll(state: ImState, step: (conversation: ConversationState) => ConversationState): ImState {
  const changed = [...state.conversations].map(([address, c]) => [address, step(c)] as const);
  return changed.every(([address, c]) => c === state.conversations.get(address))
    ? state
    : { ...state, conversations: new Map(changed) };
}

function uniqueContacts(contacts: readonly Contact[]): readonly Contact[] {
  return [...new Map(contacts.map(contact => [contact.address, contact])).values()];
}
