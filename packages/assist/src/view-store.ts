/** The one place that holds the view: patches in, one immutable snapshot out, one notice a change. */

import { LIMITS } from './limits.ts';
import type { AssistView, ChatLine, Quality, Role } from './view.ts';

const NO_QUALITY: Quality = {
  roundTripMs: undefined,
  framesPerSecond: undefined,
  width: undefined,
  height: undefined,
  bitsPerSecond: undefined,
  codec: undefined,
  path: undefined,
};

export class ViewStore {
  readonly #changed: () => void;
  #view: AssistView;
  #lineId = 0;

  constructor(role: Role, remoteUser: AssistView['remoteUser'], changed: () => void) {
    this.#changed = changed;
    this.#view = {
      role,
      remoteUser: { name: remoteUser.name, address: remoteUser.address },
      stage: 'waiting',
      unstable: false,
      verification: undefined,
      screen: { name: 'none' },
      screenReady: false,
      control: { name: 'off' },
      companion: { name: 'absent' },
      question: undefined,
      files: [],
      voice: { name: 'unavailable' },
      voiceRate: 'auto',
      recognised: { name: 'unknown' },
      chat: [],
      remoteTyping: false,
      quality: NO_QUALITY,
      sessionSinceMs: undefined,
      ended: undefined,
      receipt: undefined,
    };
  }

  get view(): AssistView {
    return this.#view;
  }

  /** INVARIANT: an ended view never changes again. */
  patch(change: Partial<Omit<AssistView, 'role' | 'remoteUser'>>): void {
    if (this.#view.ended) return;
    const keys = Object.keys(change) as (keyof typeof change)[];
    if (keys.every(key => Object.is(this.#view[key], change[key]))) return;
    this.#view = { ...this.#view, ...change };
    this.#changed();
  }

  addLine(line: Omit<ChatLine, 'id'>): void {
    this.#lineId += 1;
    const chat = [...this.#view.chat, { ...line, id: this.#lineId }].slice(-LIMITS.chatLines);
    this.patch({ chat });
  }
}
