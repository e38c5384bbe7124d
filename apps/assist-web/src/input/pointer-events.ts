/** From the browser's pointer and wheel events to the few numbers that travel. Pure. */

/** `MouseEvent.button` numbers in the order of the bits of `MouseEvent.buttons`. */
const BUTTON_OF_BIT = [0, 2, 1, 3, 4] as const;

export interface ButtonChange {
  /** `MouseEvent.button` */
  readonly button: number;
  readonly down: boolean;
}

/**
 * What went down and up between two values of `MouseEvent.buttons`; releases come first.
 * Needed because only the first button of a chord makes a `pointerdown`: the others arrive as moves.
 */
export function buttonChanges(before: number, after: number): readonly ButtonChange[] {
  const changes: ButtonChange[] = [];
  for (const down of [false, true]) {
    for (const [bit, button] of BUTTON_OF_BIT.entries()) {
      const mask = 1 << bit;
      if ((before & mask) !== (after & mask) && ((after & mask) !== 0) === down)
        changes.push({ button, down });
    }
  }
  return changes;
}

/** What a wheel event says, without the event. */
export interface WheelInput {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /** Chromium and Safari: 120 for each notch of a real wheel, upwards positive. */
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

/** Pixels, lines and pages that one notch of a usual wheel makes. */
const PER_NOTCH = [100, 3, 1] as const;
const LIMIT = 100;

function notches(delta: number, mode: number, wheelDelta: number | undefined): number {
  // Whole multiples of 120 come from a wheel with notches, whatever distance the browser makes of them.
  if (wheelDelta !== undefined && wheelDelta !== 0 && wheelDelta % 120 === 0) return -wheelDelta / 120;
  return delta / (PER_NOTCH[mode] ?? 100);
}

/** Wheel movement in notches, right and down positive. */
export function wheelNotches(event: WheelInput): { readonly dx: number; readonly dy: number } {
  const limit = (value: number): number => Math.min(LIMIT, Math.max(-LIMIT, value)) || 0;
  return {
    dx: limit(notches(event.deltaX, event.deltaMode, event.wheelDeltaX)),
    dy: limit(notches(event.deltaY, event.deltaMode, event.wheelDeltaY)),
  };
}
