import type { AudioEngine } from './audio-engine.ts';
import { Meter } from './meter.ts';
import type { Microphone } from './microphone.ts';
import { RemoteVoice } from './remote-voice.ts';
import type { Speaker } from './speaker.ts';
import { NO_SPEECH, type Speech, stepSpeech } from './speech.ts';

/** How often it is looked who speaks, in milliseconds. Only in a call. */
const LOOK_MS = 100;

export interface CallSoundOptions {
  readonly engine: AudioEngine;
  readonly microphone: Microphone;
  readonly speaker: Speaker;
  /** Somebody began or ended to speak. */
  readonly changed: () => void;
  /** The browser waits for a gesture before it plays; or does so no more. */
  readonly blocked: (blocked: boolean) => void;
}

/** One call: the own track, silenced or not, the other person's voice, and who of the two speaks. */
export class CallSound {
  readonly #options: CallSoundOptions;
  #sending: boolean;
  #mine: MediaStreamTrack | null = null;
  /** Hears the microphone while the track that is sent does not. */
  #myEar: MediaStreamTrack | undefined;
  #myMeter: Meter | undefined;
  #mySpeech: Speech = NO_SPEECH;
  #theirs: RemoteVoice | undefined;
  /** What the meter is for; there is none where the browser cannot measure it. */
  #theirTrack: MediaStreamTrack | undefined;
  #theirMeter: Meter | undefined;
  #theirSpeech: Speech = NO_SPEECH;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(options: CallSoundOptions, sending: boolean) {
    this.#options = options;
    this.#sending = sending;
  }

  /** The person speaks, and the other side hears it. */
  get mineSpeaks(): boolean {
    return this.#sending && this.#mySpeech.speaking;
  }

  get theirsSpeaks(): boolean {
    return this.#theirSpeech.speaking;
  }

  /** The person speaks, and the other side does not hear it. */
  get speaksUnheard(): boolean {
    return !this.#sending && this.#mySpeech.speaking;
  }

  /** The track that is sent from now on, silenced at once if it must be. The one before is not stopped. */
  setTrack(track: MediaStreamTrack | null): void {
    this.#closeEar();
    this.#mine = track;
    if (track === null) return;
    track.enabled = this.#sending;
    this.#myEar = this.#options.microphone.copy(track);
    this.#myMeter = Meter.open(this.#options.engine, this.#myEar);
    this.#look();
  }

  /** Whether the other side hears the microphone. */
  setSending(sending: boolean): void {
    if (sending === this.#sending) return;
    this.#sending = sending;
    if (this.#mine) this.#mine.enabled = sending;
    // What was said before counts for neither.
    this.#mySpeech = { ...NO_SPEECH, noise: this.#mySpeech.noise };
  }

  play(stream: MediaStream): void {
    if (this.#theirs?.stream === stream) return;
    this.#closeTheirs();
    this.#theirs = new RemoteVoice(stream, this.#options.speaker, this.#options.blocked);
    this.#followTheirs();
    this.#look();
  }

  async resume(): Promise<void> {
    await this.#theirs?.resume();
  }

  /** 0…1 now: what the other side hears of the microphone, or what comes from it. */
  level(side: 'mine' | 'theirs'): number {
    if (side === 'mine') return this.#sending ? (this.#myMeter?.level() ?? 0) : 0;
    return this.#theirMeter?.level() ?? 0;
  }

  /** Idempotent. The own track is its lease's. */
  close(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#closeEar();
    this.#closeTheirs();
    this.#mine = null;
  }

  #look(): void {
    this.#looking ??= setInterval(() => {
      const before = [this.#mySpeech.speaking, this.#theirSpeech.speaking];
      const nowMs = performance.now();
      this.#followTheirs();
      this.#mySpeech = stepSpeech(this.#mySpeech, this.#myMeter?.level() ?? 0, nowMs);
      this.#theirSpeech = stepSpeech(this.#theirSpeech, this.#theirMeter?.level() ?? 0, nowMs);
      if (before[0] !== this.#mySpeech.speaking || before[1] !== this.#theirSpeech.speaking)
        this.#options.changed();
    }, LOOK_MS);
  }

  #followTheirs(): void {
    this.#theirs?.follow();
    const track = this.#theirs?.track;
    if (track === this.#theirTrack) return;
    this.#theirTrack = track;
    this.#theirMeter?.close();
    this.#theirMeter = track && Meter.open(this.#options.engine, track);
  }

  #closeEar(): void {
    this.#myMeter?.close();
    this.#myMeter = undefined;
    if (this.#myEar) this.#options.microphone.stop(this.#myEar);
    this.#myEar = undefined;
    this.#mySpeech = NO_SPEECH;
  }

  #closeTheirs(): void {
    this.#theirMeter?.close();
    this.#theirMeter = undefined;
    this.#theirTrack = undefined;
    this.#theirs?.close();
    this.#theirs = undefined;
    this.#theirSpeech = NO_SPEECH;
  }
}
