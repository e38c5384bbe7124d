/** A lease of the page's audio context. */
export interface EngineLease {
  readonly context: AudioContext;
  /** Idempotent. */
  release(): void;
}

/** What wakes a context that the browser holds back until the person has touched the page. */
const GESTURES = ['pointerdown', 'keydown'] as const;

/**
 * The page's audio context: made when somebody first needs one and closed after the last, as one that only waits
 * costs a thread and keeps the loudspeaker awake.
 */
export class AudioEngine {
  #context: AudioContext | undefined;
  #leases = 0;
  readonly #wake = (): void => {
    // Refused without a gesture: then it stays silent, and the next gesture tries again.
    if (this.#context?.state === 'suspended') this.#context.resume().catch(() => undefined);
  };

  /** `undefined` where the browser has none to give: what asks for one is an ornament, and the call goes on without. */
  take(): EngineLease | undefined {
    this.#context ??= open();
    const context = this.#context;
    if (context === undefined) return undefined;
    if (this.#leases++ === 0) this.#listen();
    this.#wake();
    let held = true;
    return {
      context,
      release: () => {
        if (!held) return;
        held = false;
        if (--this.#leases === 0) this.#close();
      },
    };
  }

  /** To be called in a gesture. */
  wake(): void {
    this.#wake();
  }

  #listen(): void {
    for (const gesture of GESTURES) addEventListener(gesture, this.#wake, { capture: true, passive: true });
  }

  #close(): void {
    for (const gesture of GESTURES) removeEventListener(gesture, this.#wake, { capture: true });
    this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }
}

function open(): AudioContext | undefined {
  try {
    return new AudioContext();
  } catch {
    return undefined;
  }
}
