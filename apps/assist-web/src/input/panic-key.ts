/** When Esc means "take control back": pressed twice quickly, or held. */

/** Two presses count as one wish when they begin within this time. */
export const TWICE_MS = 600;
/** Esc held this long is a wish, too. */
export const HELD_MS = 500;

/** Notices the second press. Pure: the caller says what time it is. */
export class DoublePress {
  #pressedAt: number | undefined;

  /** @returns whether this press completes the wish; the next one then begins anew */
  press(atMs: number): boolean {
    const second = this.#pressedAt !== undefined && atMs - this.#pressedAt <= TWICE_MS;
    this.#pressedAt = second ? undefined : atMs;
    return second;
  }
}

/** Listens in one window, before anything else in it does. Returns how to stop. */
export function listenForPanic(target: Window, onPanic: () => void): () => void {
  const twice = new DoublePress();
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  let held: ReturnType<typeof setTimeout> | undefined;
  target.addEventListener(
    'keydown',
    event => {
      if (event.key !== 'Escape' || event.repeat) return;
      clearTimeout(held);
      // A timer and not the key's repetition: that can be switched off.
      held = setTimeout(onPanic, HELD_MS);
      if (twice.press(event.timeStamp)) onPanic();
    },
    options,
  );
  const letGo = (): void => clearTimeout(held);
  target.addEventListener(
    'keyup',
    event => {
      if (event.key === 'Escape') letGo();
    },
    options,
  );
  // Where the key comes up may be another window: what is not known to be held does not count as held.
  target.addEventListener('blur', letGo, options);
  return () => {
    stop.abort();
    letGo();
  };
}
