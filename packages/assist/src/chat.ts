/** [MS-RA] 3.11, 3.12 Chat on channel `70`, and the signs of typing. */
import { decodeChat, encodeChat, splitChat } from '@rendezvous/msra';
import { DEADLINES, LIMITS } from './limits.ts';
import { isStrayControl } from './text.ts';
import type { ChatLine, Role } from './view.ts';

export interface ChatOptions {
  readonly role: Role;
  /** One block of channel `70`; `false` when it could not be sent. */
  readonly send: (bytes: Uint8Array) => boolean;
  readonly sendTyping: () => void;
  readonly line: (line: Omit<ChatLine, 'id'>) => void;
  readonly remoteTyping: (on: boolean) => void;
  readonly now: () => number;
  readonly setTimer: (ms: number, run: () => void) => () => void;
}

export class Chat {
  readonly #options: ChatOptions;
  #typingSentAt = Number.NEGATIVE_INFINITY;
  #forget: (() => void) | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /** Sends a text in as many messages as it needs; a text of blanks is none. */
  sendText(text: string): void {
    const { role, send, line, now } = this.#options;
    if (text.trim() === '') return;
    for (const piece of splitChat(text.slice(0, LIMITS.chatText))) {
      if (!send(encodeChat(piece))) return;
      line({ from: role, mine: true, text: piece, atMs: now() });
    }
    this.#typingSentAt = Number.NEGATIVE_INFINITY;
  }

  /** The person is typing; the other side hears of it once in a while. */
  typing(): void {
    const now = this.#options.now();
    if (now - this.#typingSentAt < DEADLINES.typingEveryMs) return;
    this.#typingSentAt = now;
    this.#options.sendTyping();
  }

  /** Takes a block of channel `70`. @throws DecodeError */
  take(bytes: Uint8Array): void {
    const { role, line, now } = this.#options;
    const text = printable(decodeChat(bytes));
    this.#setRemoteTyping(false);
    if (text.trim() === '') return;
    line({ from: role === 'novice' ? 'expert' : 'novice', mine: false, text, atMs: now() });
  }

  handleTyping(): void {
    this.#setRemoteTyping(true);
  }

  /** Idempotent. */
  close(): void {
    this.#setRemoteTyping(false);
  }

  #setRemoteTyping(on: boolean): void {
    this.#forget?.();
    this.#forget = on
      ? this.#options.setTimer(DEADLINES.typingMs, () => this.#setRemoteTyping(false))
      : undefined;
    this.#options.remoteTyping(on);
  }
}

/** Without characters that mean nothing in a text and may mean something elsewhere. */
function printable(text: string): string {
  return Array.from(text)
    .filter(character => !isStrayControl(character))
    .join('');
}
