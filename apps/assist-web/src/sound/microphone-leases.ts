import type { Devices } from './devices.ts';
import type { Microphone, MicrophoneWish } from './microphone.ts';
import { MicrophoneLease } from './microphone-lease.ts';
import { soundError } from './problem.ts';

export interface MicrophoneLeasesOptions {
  readonly microphone: Microphone;
  readonly devices: Devices;
  /** What is wished now. */
  readonly wish: () => MicrophoneWish;
  /** It was not the person who changed it. */
  readonly noticed: (notice: 'microphone-changed' | 'microphone-lost') => void;
}

/** Not every browser tells of every device that comes or goes, so in a call it is looked, too; in milliseconds. */
const LOOK_MS = 2000;

/** All who need the microphone now; one wish counts for all of them. */
export class MicrophoneLeases {
  readonly #options: MicrophoneLeasesOptions;
  readonly #leases = new Set<MicrophoneLease>();
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(options: MicrophoneLeasesOptions) {
    this.#options = options;
  }

  /**
   * @param changed the track from now on, the first one included; `null`: none is left
   * @param signal ends it, also while it opens
   * @throws SoundError
   */
  async open(
    use: 'call' | 'wizard',
    signal: AbortSignal,
    changed: (track: MediaStreamTrack | null) => void,
  ): Promise<MicrophoneLease> {
    const lease = await MicrophoneLease.open({ ...this.#options, use, changed }, signal);
    if (signal.aborted) throw soundError('failed', signal.reason);
    this.#leases.add(lease);
    this.#looking ??= setInterval(() => void this.#look(), LOOK_MS);
    signal.addEventListener('abort', () => this.#remove(lease));
    // What was wished, and what came and went, while it opened.
    await lease.wishesChanged();
    return lease;
  }

  devicesChanged(): void {
    for (const lease of this.#leases) lease.devicesChanged();
  }

  /**
   * Resolves when all have done what is wished now, or have failed to.
   * Gives the wish that they go on with; `undefined`: nobody has a microphone, and the wish counts for later.
   */
  async wishesChanged(): Promise<MicrophoneWish | undefined> {
    // One after the other: the last to let go of the old sound makes way for the first.
    for (const lease of this.#leases) await lease.wishesChanged();
    return [...this.#leases].find(lease => lease.track !== null)?.met;
  }

  async #look(): Promise<void> {
    await this.#options.devices.refresh();
    for (const lease of this.#leases) lease.lookAgain();
  }

  #remove(lease: MicrophoneLease): void {
    this.#leases.delete(lease);
    if (this.#leases.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}
