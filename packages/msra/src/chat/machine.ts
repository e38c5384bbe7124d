// [MS-RA] 3.11, 3.12 Chat: each block of channel 70 is one message, and no message has an answer.
// The only state is about TYPINGSTART (2.2.2), which the expert alone sends: when it was last said, or shown.

import type { Role } from '../channels.ts';
import { splitChat } from '../messages/chat.ts';
import type { RcCommand } from '../messages/rc-command.ts';

/** How long the expert's typing says nothing anew, in milliseconds. */
export const TYPING_SENT_MS = 5_000;

/** How long the novice shows that the expert types, in milliseconds; longer than the expert's silence about it. */
export const TYPING_SHOWN_MS = 8_000;

/** A state of the chat of one side; `role` never changes. */
export type ChatState =
  | { readonly name: 'quiet'; readonly role: Role }
  /** The expert has said that it types, and need not say so again. */
  | { readonly name: 'typing-sent'; readonly role: 'expert' }
  /** The novice shows that the expert types. */
  | { readonly name: 'typing-shown'; readonly role: 'novice' };

/** The timers of the chat. */
export type ChatTimer = 'typing-sent' | 'typing-shown';

/** What can happen to the chat. */
export type ChatInput =
  /** The user sends a text of any length. */
  | { readonly type: 'say'; readonly text: string }
  /** The user types. */
  | { readonly type: 'typing' }
  /** A message came on channel 70. */
  | { readonly type: 'received'; readonly text: string }
  /** TYPINGSTART came on channel 71. */
  | { readonly type: 'received-typing' }
  | { readonly type: 'timer'; readonly timer: ChatTimer };

/** What the driver is to do, in order. */
export type ChatOutput =
  /** Send on channel 70, as one block. */
  | { readonly type: 'send-text'; readonly text: string }
  /** Send on channel 71. */
  | { readonly type: 'send-command'; readonly command: RcCommand }
  /** Show a message of the peer's, whole. */
  | { readonly type: 'show'; readonly text: string }
  /** Show that the peer types, or no longer. */
  | { readonly type: 'show-typing'; readonly on: boolean }
  /** Feed `timer` after so many milliseconds; in place of the same timer where it is running. */
  | { readonly type: 'set-timer'; readonly timer: ChatTimer; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: ChatTimer };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ChatStep = readonly [ChatState, readonly ChatOutput[]];

/** The chat of one side at the beginning of the session. */
export function initialChatState(role: Role): ChatState {
  return { name: 'quiet', role };
}

/**
 * One step of the chat.
 * INVARIANT: nothing that is received makes this side send; only an expert sends TYPINGSTART.
 */
export function stepChat(state: ChatState, input: ChatInput): ChatStep {
  switch (input.type) {
    case 'say':
      return whenSaid(state, input.text);
    case 'typing':
      return whenTyping(state);
    case 'received':
      return whenReceived(state, input.text);
    case 'received-typing':
      return whenPeerTypes(state);
    case 'timer':
      return whenTimer(state, input.timer);
  }
}

/** 3.11.5: no message over 1,024 bytes, in no version (product-behavior: `CHAT_LIMIT_IN_EVERY_VERSION`). */
function whenSaid(state: ChatState, said: string): ChatStep {
  const texts = splitChat(said).map(text => ({ type: 'send-text', text }) as const);
  if (state.name !== 'typing-sent' || texts.length === 0) return [state, texts];
  // The message says that the typing is over; the next one is announced anew.
  return [initialChatState(state.role), [...texts, { type: 'clear-timer', timer: 'typing-sent' }]];
}

function whenTyping(state: ChatState): ChatStep {
  if (state.name !== 'quiet' || state.role !== 'expert') return [state, []];
  return [
    { name: 'typing-sent', role: 'expert' },
    [
      { type: 'send-command', command: { name: 'TYPINGSTART' } },
      { type: 'set-timer', timer: 'typing-sent', ms: TYPING_SENT_MS },
    ],
  ];
}

function whenReceived(state: ChatState, text: string): ChatStep {
  const show = { type: 'show', text } as const;
  if (state.name !== 'typing-shown') return [state, [show]];
  return [
    initialChatState(state.role),
    [{ type: 'clear-timer', timer: 'typing-shown' }, { type: 'show-typing', on: false }, show],
  ];
}

function whenPeerTypes(state: ChatState): ChatStep {
  // 2.2.2: only an expert sends TYPINGSTART.
  if (state.role !== 'novice') return [state, []];
  const timer = { type: 'set-timer', timer: 'typing-shown', ms: TYPING_SHOWN_MS } as const;
  if (state.name === 'typing-shown') return [state, [timer]];
  return [{ name: 'typing-shown', role: 'novice' }, [{ type: 'show-typing', on: true }, timer]];
}

function whenTimer(state: ChatState, timer: ChatTimer): ChatStep {
  if (state.name !== timer) return [state, []];
  return [initialChatState(state.role), timer === 'typing-shown' ? [{ type: 'show-typing', on: false }] : []];
}
