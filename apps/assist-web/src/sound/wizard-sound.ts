import type { AudioEngine } from './audio-engine.ts';
import { Meter } from './meter.ts';
import { renderNotes, wavOf } from './notes.ts';
import { playOnce } from './play-once.ts';
import { soundError } from './problem.ts';
import { record } from './recording.ts';
import type { Speaker } from './speaker.ts';
import { NO_SPEECH, stepSpeech } from './speech.ts';

/** What the tuning wizard does with the sound; the microphone is open from its opening to its closing. */
export interface WizardSound {
  /** 0…1 of the microphone, for a meter; 0 while something is played. */
  level(): number;
  /**
   * Records the microphone and plays it back on the chosen speaker; resolves when that is over, or the wizard closed.
   * `heard`: there was speech in it.
   * @param seconds more than 0
   * @throws SoundError
   */
  hearBack(
    seconds: number,
    phase: (now: 'recording' | 'playing') => void,
  ): Promise<{ readonly heard: boolean }>;
  /** A tone on the chosen speaker; resolves when it is over, or the wizard closed. @throws SoundError */
  tone(): Promise<void>;
  /** [MS-RA] 3.17.1 IsTuned: keeps the result for these devices. */
  finish(good: boolean): void;
  /** Idempotent. */
  close(): void;
}

export interface WizardSoundOptions {
  readonly engine: AudioEngine;
  readonly speaker: Speaker;
  /** Keeps the result for the devices that are used now. */
  readonly keep: (good: boolean) => void;
  /** It records, or plays: nothing of that is meant for the other side of a call. */
  readonly occupied: (on: boolean) => void;
  /** Gives the microphone back. */
  readonly closed: () => void;
}

/** How often the recording is listened to, in milliseconds. */
const LISTEN_MS = 50;
const TONE_RATE = 48_000;
const TONE_SECONDS = 1.6;
const TONE_LOUDNESS = 0.25;
/** A chord taken apart: easier to hear than one pitch for ears that miss some. */
const TONE = [
  { pitch: 440, startSeconds: 0, seconds: 0.5 },
  { pitch: 554.37, startSeconds: 0.5, seconds: 0.5 },
  { pitch: 659.26, startSeconds: 1, seconds: 0.6 },
];

export class BrowserWizardSound implements WizardSound {
  readonly #options: WizardSoundOptions;
  readonly #closing = new AbortController();
  #track: MediaStreamTrack | null = null;
  #meter: Meter | undefined;
  #playing = 0;

  constructor(options: WizardSoundOptions) {
    this.#options = options;
  }

  /** Its lease has another track, or none. */
  setTrack(track: MediaStreamTrack | null): void {
    this.#meter?.close();
    this.#track = track;
    this.#meter = track ? Meter.open(this.#options.engine, track) : undefined;
  }

  level(): number {
    // The loudspeaker would move it.
    return this.#playing > 0 ? 0 : (this.#meter?.level() ?? 0);
  }

  hearBack(
    seconds: number,
    phase: (now: 'recording' | 'playing') => void,
  ): Promise<{ readonly heard: boolean }> {
    return this.#apart(() => this.#hearBack(seconds, phase));
  }

  tone(): Promise<void> {
    const samples = renderNotes(TONE, TONE_SECONDS, TONE_RATE, TONE_LOUDNESS);
    return this.#apart(() => this.#play(new Blob([wavOf(samples, TONE_RATE)], { type: 'audio/wav' })));
  }

  finish(good: boolean): void {
    if (!this.#closing.signal.aborted) this.#options.keep(good);
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.setTrack(null);
    this.#options.closed();
  }

  async #apart<T>(work: () => Promise<T>): Promise<T> {
    this.#options.occupied(true);
    try {
      return await work();
    } finally {
      this.#options.occupied(false);
    }
  }

  async #hearBack(
    seconds: number,
    phase: (now: 'recording' | 'playing') => void,
  ): Promise<{ readonly heard: boolean }> {
    const { signal } = this.#closing;
    const track = this.#track;
    if (track === null) throw soundError(signal.aborted ? 'failed' : 'no-microphone');
    this.#options.engine.wake();
    phase('recording');
    let speech = NO_SPEECH;
    let heard = false;
    const listening = setInterval(() => {
      speech = stepSpeech(speech, this.level(), performance.now());
      heard ||= speech.speaking;
    }, LISTEN_MS);
    let recording: Blob;
    try {
      recording = await record(track, seconds * 1000, signal);
    } finally {
      clearInterval(listening);
    }
    if (!signal.aborted) {
      phase('playing');
      await this.#play(recording);
    }
    return { heard };
  }

  async #play(file: Blob): Promise<void> {
    this.#playing++;
    try {
      await playOnce(this.#options.speaker, file, this.#closing.signal);
    } finally {
      this.#playing--;
    }
  }
}
