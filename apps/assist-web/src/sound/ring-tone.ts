import type { AudioEngine, EngineLease } from './audio-engine.ts';
import { renderNotes } from './notes.ts';

const PERIOD_SECONDS = 2;
/** Soft: it calls somebody who sits in front of it. */
const LOUDNESS = 0.12;
const NOTES = [
  { pitch: 659, startSeconds: 0, seconds: 0.16 },
  { pitch: 880, startSeconds: 0.2, seconds: 0.22 },
];

/** Two short notes, again and again, as long as it is on; on the system's default speaker, where people expect to be called. */
export class RingTone {
  readonly #engine: AudioEngine;
  #sounding: { readonly lease: EngineLease; readonly source: AudioBufferSourceNode } | undefined;

  constructor(engine: AudioEngine) {
    this.#engine = engine;
  }

  /** Idempotent. Where the browser holds the audio context back nobody hears it, until the person touches the page. */
  set(on: boolean): void {
    if (on === (this.#sounding !== undefined)) return;
    if (this.#sounding) {
      const { lease, source } = this.#sounding;
      this.#sounding = undefined;
      source.stop();
      source.disconnect();
      lease.release();
      return;
    }
    const lease = this.#engine.take();
    if (lease === undefined) return;
    const { context } = lease;
    const samples = renderNotes(NOTES, PERIOD_SECONDS, context.sampleRate, LOUDNESS);
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: true });
    source.connect(context.destination);
    source.start();
    this.#sounding = { lease, source };
  }
}
