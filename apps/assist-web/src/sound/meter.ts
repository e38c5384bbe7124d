import type { AudioEngine, EngineLease } from './audio-engine.ts';
import { levelOf } from './level.ts';

/** How much of the sound one look at it hears, in samples: 85 ms at 48 kHz, so that ten looks a second miss little. */
const WINDOW = 4096;

/** How loud a track is now. Hears nothing of a track that is silenced. */
export class Meter {
  readonly #lease: EngineLease;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(WINDOW);

  private constructor(lease: EngineLease, track: MediaStreamTrack) {
    this.#lease = lease;
    const { context } = lease;
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#analyser = new AnalyserNode(context, { fftSize: WINDOW });
    this.#source.connect(this.#analyser);
  }

  /** `undefined` where the browser cannot measure this track: a call does not fail for that. */
  static open(engine: AudioEngine, track: MediaStreamTrack): Meter | undefined {
    const lease = engine.take();
    if (lease === undefined) return undefined;
    try {
      return new Meter(lease, track);
    } catch {
      lease.release();
      return undefined;
    }
  }

  /** 0…1, even steps for ears; 0 while the browser holds the audio context back. */
  level(): number {
    if (this.#lease.context.state !== 'running') return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return levelOf(this.#samples);
  }

  /** Leaves the track as it is. Idempotent. */
  close(): void {
    this.#source.disconnect();
    this.#lease.release();
  }
}
