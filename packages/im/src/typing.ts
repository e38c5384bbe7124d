/** How long "is typing" is believed without being repeated; milliseconds. */
export const TYPING_EXPIRES_MS = 6_000;
/** How often a person who goes on typing says so. */
const REPEAT_MS = 3_000;

/** Thins out what a text field reports at every key: one frame in three seconds, and one at the end. */
export class TypingSignals {
  readonly #send: (to: string, on: boolean) => void;
  readonly #now: () => number;
  readonly #sentAtMs = new Map<string, number>();

  constructor(send: (to: string, on: boolean) => void, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  set(to: string, on: boolean): void {
    const sentAtMs = this.#sentAtMs.get(to);
    const nowMs = this.#now();
    if (on) {
      if (sentAtMs !== undefined && nowMs - sentAtMs < REPEAT_MS) return;
      this.#sentAtMs.set(to, nowMs);
      this.#send(to, true);
    } else if (sentAtMs !== undefined) {
      this.#sentAtMs.delete(to);
      // The other side has forgotten it by itself.
      if (nowMs - sentAtMs < TYPING_EXPIRES_MS) this.#send(to, false);
    }
  }

  /** A message was sent: that ends the typing on the other side without a frame of its own. */
  messageSent(to: string): void {
    this.#sentAtMs.delete(to);
  }
}
