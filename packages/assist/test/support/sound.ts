/** Microphone and speaker in memory: what is live, what is played, and what a platform may do to both. */
import { type Sound, SoundError } from '../../src/index.ts';
import { FakeTrack } from './track.ts';

export class MemorySound implements Sound {
  /** What was asked of it, in order. */
  readonly log: string[] = [];
  tuned: 'good' | 'bad' | 'unknown' = 'good';
  /** How a look at the microphone ends, e.g. because the person says no; it may take its time. */
  trying: () => Promise<void> = () => Promise.resolve();
  /** How its opening for a call ends. */
  opening: () => Promise<void> = () => Promise.resolve();
  closing: () => Promise<void> = () => Promise.resolve();
  playing: MediaStream | undefined;
  /** Another microphone, or none: see {@link Sound.openMicrophone}. */
  change: (track: MediaStreamTrack | null) => void = () => undefined;
  readonly tracks: FakeTrack[] = [];
  #generation = 0;

  tuning(): Promise<'good' | 'bad' | 'unknown'> {
    return Promise.resolve(this.tuned);
  }

  async tryMicrophone(): Promise<void> {
    this.log.push('try');
    (await this.#open(() => this.trying())).stop();
  }

  async openMicrophone(changed: (track: MediaStreamTrack | null) => void): Promise<MediaStreamTrack> {
    this.log.push('open');
    this.change = changed;
    const track = await this.#open(() => this.opening());
    return track as unknown as MediaStreamTrack;
  }

  play(stream: MediaStream): void {
    this.log.push('play');
    this.playing = stream;
  }

  close(): Promise<void> {
    this.log.push('close');
    this.#generation += 1;
    this.playing = undefined;
    for (const track of this.tracks) track.stop();
    return this.closing();
  }

  /** Whether anything of this machine can be heard by anybody. */
  get live(): boolean {
    return this.tracks.some(({ stopped }) => !stopped);
  }

  async #open(how: () => Promise<void>): Promise<FakeTrack> {
    const generation = this.#generation;
    await how();
    if (this.#generation !== generation) throw new SoundError('failed', 'it was closed meanwhile');
    const track = new FakeTrack();
    this.tracks.push(track);
    return track;
  }
}
