/**
 * Which raw events will be our own: what was injected and has not come back yet.
 *
 * Events usually come back before the next request is answered. But a window manager that takes clicks to give a window
 * the focus freezes the mouse, the keyboard or both until it has decided, and then all that was injected meanwhile comes
 * back at once, later. So what is expected stays expected for a while, and mouse and keyboard are each in their own order.
 */

/** The first of the events of a mouse among the raw ones; those before it are of a keyboard. */
const FIRST_POINTER_KIND = 15;
/**
 * How long a frozen device may keep an event back. An expected event that never comes back (the pointer was where it was
 * to go) excuses one single event of the person's own hand within this time, and no more.
 */
const LATE_MS = 1500;

interface Expected {
  readonly event: number;
  readonly atMs: number;
}

export class OwnEvents {
  readonly #keyboard: Expected[] = [];
  readonly #pointer: Expected[] = [];

  /** One event of this kind and detail (keycode, button) is on its way to the server. */
  expect(kind: number, detail: number, nowMs: number): void {
    const queue = this.#of(kind);
    forgetOld(queue, nowMs);
    queue.push({ event: kind * 256 + detail, atMs: nowMs });
  }

  /** Whether this event is ours; it is then no longer expected, nor is anything of the same device before it. */
  take(kind: number, detail: number, nowMs: number): boolean {
    const queue = this.#of(kind);
    forgetOld(queue, nowMs);
    const index = queue.findIndex(({ event }) => event === kind * 256 + detail);
    if (index < 0) return false;
    queue.splice(0, index + 1);
    return true;
  }

  clear(): void {
    this.#keyboard.length = 0;
    this.#pointer.length = 0;
  }

  #of(kind: number): Expected[] {
    return kind >= FIRST_POINTER_KIND ? this.#pointer : this.#keyboard;
  }
}

function forgetOld(queue: Expected[], nowMs: number): void {
  const young = queue.findIndex(({ atMs }) => nowMs - atMs <= LATE_MS);
  queue.splice(0, young < 0 ? queue.length : young);
}
