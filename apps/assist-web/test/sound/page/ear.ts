/** What a receiver of a track hears. */
export class Ear {
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context, { fftSize: 2048 });

  constructor(track: MediaStreamTrack) {
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  /** The loudest sample within a time, 0…1. */
  async loudest(milliseconds: number): Promise<number> {
    await this.#context.resume();
    const samples = new Float32Array(2048);
    const until = performance.now() + milliseconds;
    let most = 0;
    while (performance.now() < until) {
      await new Promise(resolve => setTimeout(resolve, 20));
      this.#analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) most = Math.max(most, Math.abs(sample));
    }
    return most;
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
