/** Runs in a browser: a microphone that hums one note, and a speaker that knows which note it plays. */
import type { Sound } from '../../src/index.ts';

export class HummingSound implements Sound {
  readonly #hz: number;
  /** What is hummed; ended ones, too. */
  readonly tracks: MediaStreamTrack[] = [];
  #context: AudioContext | undefined;
  #analyser: AnalyserNode | undefined;
  #element: HTMLAudioElement | undefined;

  constructor(hz: number) {
    this.#hz = hz;
  }

  tuning(): Promise<'good'> {
    return Promise.resolve('good');
  }

  tryMicrophone(): Promise<void> {
    this.#hum().stop();
    return Promise.resolve();
  }

  openMicrophone(): Promise<MediaStreamTrack> {
    return Promise.resolve(this.#hum());
  }

  play(stream: MediaStream): void {
    // Chromium decodes what comes in only while an element plays it.
    this.#element = new Audio();
    this.#element.srcObject = stream;
    this.#element.muted = true;
    void this.#element.play();
    const context = this.#open();
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 4096;
    context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  async close(): Promise<void> {
    for (const track of this.tracks) track.stop();
    if (this.#element) this.#element.srcObject = null;
    const context = this.#context;
    this.#context = undefined;
    this.#analyser = undefined;
    await context?.close();
  }

  get live(): boolean {
    return this.tracks.some(({ readyState }) => readyState === 'live');
  }

  /** The loudest note that comes in, in Hz; `undefined` when it is quiet. */
  get heardHz(): number | undefined {
    const analyser = this.#analyser;
    if (!analyser) return undefined;
    const loudness = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(loudness);
    const loudest = loudness.reduce(
      (best, decibels, at) => (decibels > (loudness[best] ?? 0) ? at : best),
      0,
    );
    if (!((loudness[loudest] ?? -Infinity) > -60)) return undefined;
    return (loudest * analyser.context.sampleRate) / analyser.fftSize;
  }

  #open(): AudioContext {
    this.#context ??= new AudioContext();
    return this.#context;
  }

  #hum(): MediaStreamTrack {
    const context = this.#open();
    const oscillator = new OscillatorNode(context, { frequency: this.#hz });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('a destination has a track');
    this.tracks.push(track);
    return track;
  }
}
