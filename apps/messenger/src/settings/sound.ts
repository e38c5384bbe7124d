/** The two sounds of the messenger, made rather than loaded: a soft tone for a message, a ring for an invitation. */

interface Note {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the start. */
  readonly at: number;
  readonly seconds: number;
}

const MESSAGE: readonly Note[] = [
  { pitch: 660, at: 0, seconds: 0.09 },
  { pitch: 880, at: 0.09, seconds: 0.16 },
];
const RING: readonly Note[] = [
  { pitch: 523, at: 0, seconds: 0.22 },
  { pitch: 659, at: 0.24, seconds: 0.22 },
  { pitch: 784, at: 0.48, seconds: 0.4 },
];
/** From the start of one ring to the next, in milliseconds. */
const RING_EVERY_MS = 3_000;

export class Sound {
  #context: AudioContext | undefined;
  #ring: ReturnType<typeof setInterval> | undefined;

  message(): void {
    this.#play(MESSAGE, 0.06);
  }

  /** Rings, or stops ringing. Idempotent. */
  ringing(on: boolean): void {
    if (on === (this.#ring !== undefined)) return;
    clearInterval(this.#ring);
    this.#ring = undefined;
    if (!on) return;
    this.#play(RING, 0.09);
    this.#ring = setInterval(() => this.#play(RING, 0.09), RING_EVERY_MS);
  }

  close(): void {
    this.ringing(false);
    void this.#context?.close().catch(() => {});
    this.#context = undefined;
  }

  #play(notes: readonly Note[], loudness: number): void {
    try {
      this.#context ??= new AudioContext();
    } catch {
      // No audio device: then there is no sound.
      return;
    }
    const context = this.#context;
    // Browsers hold sound back until the person has touched the page.
    void context.resume().catch(() => {});
    for (const { pitch, at, seconds } of notes) {
      const start = context.currentTime + at;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loudness, start + 0.015);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
      const tone = context.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + seconds);
    }
  }
}
