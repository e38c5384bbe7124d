/** Drives [MS-RA] 3.11, 3.12 Chat on channel `70`, and the signs of typing: TYPINGSTART from the expert, our own from the novice. */
import {
  type ChatInput,
  type ChatOutput,
  decodeChat,
  encodeChat,
  initialChatState,
  type RcCommand,
  stepChat,
} from '@rendezvous/msra';
import { DEADLINES, LIMITS } from './limits.ts';
import { isStrayControl } from './text.ts';
import type { Timers } from './timers.ts';
import type { ChatLine, Role } from './view.ts';

export interface ChatOptions {
  readonly role: Role;
  /** One block of channel `70`; `false` when it could not be sent. */
  readonly send: (bytes: Uint8Array) => boolean;
  readonly sendCommand: (command: RcCommand) => void;
  /** Novice: says on `status` what [MS-RA] lets only an expert say. */
  readonly sendTyping: () => void;
  readonly line: (line: Omit<ChatLine, 'id'>) => void;
  readonly remoteTyping: (on: boolean) => void;
  readonly now: () => number;
  readonly timers: Timers;
}

export class Chat {
  readonly #options: ChatOptions;
  #state;
  #typingSentAt = Number.NEGATIVE_INFINITY;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#state = initialChatState(options.role);
  }

  /** Sends a text in as many messages as it needs; a text of blanks is none. */
  sendText(text: string): void {
    if (text.trim() === '') return;
    this.#typingSentAt = Number.NEGATIVE_INFINITY;
    this.#feed({ type: 'say', text: text.slice(0, LIMITS.chatText) });
  }

  /** The person is typing; the other side hears of it once in a while. */
  typing(): void {
    const { role, now, sendTyping } = this.#options;
    if (role === 'expert') return this.#feed({ type: 'typing' });
    const nowMs = now();
    if (nowMs - this.#typingSentAt < DEADLINES.typingEveryMs) return;
    this.#typingSentAt = nowMs;
    sendTyping();
  }

  /** Takes a block of channel `70`. @throws DecodeError */
  take(bytes: Uint8Array): void {
    const text = decodeChat(bytes);
    if (this.#options.role === 'expert') this.#showTyping(false);
    this.#feed({ type: 'received', text });
  }

  /** TYPINGSTART. */
  handleCommand(): void {
    this.#feed({ type: 'received-typing' });
  }

  /** Expert: the novice's own sign. */
  handleTyping(): void {
    this.#showTyping(true);
  }

  /** Idempotent. */
  close(): void {
    this.#options.remoteTyping(false);
  }

  #feed(input: ChatInput): void {
    const [state, outputs] = stepChat(this.#state, input);
    this.#state = state;
    for (const output of outputs) if (!this.#carryOut(output)) return;
  }

  /** `false` when what follows makes no sense any more. */
  #carryOut(output: ChatOutput): boolean {
    const { role, send, sendCommand, line, remoteTyping, now, timers } = this.#options;
    switch (output.type) {
      case 'send-text':
        if (!send(encodeChat(output.text))) return false;
        line({ from: role, mine: true, text: output.text, atMs: now() });
        return true;
      case 'send-command':
        sendCommand(output.command);
        return true;
      case 'show': {
        const text = printable(output.text);
        const from = role === 'novice' ? 'expert' : 'novice';
        if (text.trim() !== '') line({ from, mine: false, text, atMs: now() });
        return true;
      }
      case 'show-typing':
        remoteTyping(output.on);
        return true;
      case 'set-timer':
        timers.set(output.timer, output.ms, () => this.#feed({ type: 'timer', timer: output.timer }));
        return true;
      case 'clear-timer':
        timers.clear(output.timer);
        return true;
    }
  }

  #showTyping(on: boolean): void {
    const { timers, remoteTyping } = this.#options;
    timers.clear('novice-typing');
    if (on) timers.set('novice-typing', DEADLINES.typingMs, () => this.#showTyping(false));
    remoteTyping(on);
  }
}

/** Without characters that mean nothing in a text and may mean something elsewhere. */
function printable(text: string): string {
  return Array.from(text)
    .filter(character => !isStrayControl(character))
    .join('');
}
