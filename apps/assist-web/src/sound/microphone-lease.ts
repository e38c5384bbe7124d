import { SoundError } from '@rendezvous/assist';
import { DEFAULT_DEVICE } from './device-list.ts';
import type { Devices } from './devices.ts';
import type { Microphone, MicrophoneUse, MicrophoneWish } from './microphone.ts';
import { soundError } from './problem.ts';

/** A device that ends sooner than this is broken: it is not opened again by itself. In milliseconds. */
const BROKEN_MS = 1000;

export interface MicrophoneLeaseOptions {
  readonly microphone: Microphone;
  readonly devices: Devices;
  readonly use: MicrophoneUse;
  /** What is wished now. */
  readonly wish: () => MicrophoneWish;
  /** Another track, or none, from now on; the one before still lives until this returns. */
  readonly changed: (track: MediaStreamTrack | null) => void;
  /** It was not the person who changed it. */
  readonly noticed: (notice: 'microphone-changed' | 'microphone-lost') => void;
}

/**
 * The microphone for as long as somebody needs one: it follows the wishes and the devices. While none is there the lease
 * goes on, and takes the next one that comes.
 */
export class MicrophoneLease {
  readonly #options: MicrophoneLeaseOptions;
  readonly #closing = new AbortController();
  #track: MediaStreamTrack | null = null;
  /** The wish that the track was opened for. */
  #met: MicrophoneWish;
  /** The device that the wish meant then. */
  #device: string | undefined;
  #openedAtMs = 0;
  /**
   * Chromium filters a device in one way at a time: a second track of it is the sound of the first, whatever is asked for.
   * One that is filtered apart then bridges the gap in which the first is closed and the device can be had as it is wished.
   * This is the wish before, until that has come; somebody else on this page may hold the old sound for longer.
   */
  #bridgedFrom: MicrophoneWish | undefined;
  /** Why nothing is opened by itself: until a device comes or goes, or until the person wishes something. */
  #givenUp: 'no' | 'broken' | 'denied' = 'no';
  /** It has been told that none is left. */
  #lost = false;
  #adjusting: Promise<void> | undefined;
  #again = false;

  private constructor(options: MicrophoneLeaseOptions, met: MicrophoneWish) {
    this.#options = options;
    this.#met = met;
  }

  /**
   * @param signal as if it were closed, already while it opens
   * @throws SoundError
   */
  static async open(options: MicrophoneLeaseOptions, signal: AbortSignal): Promise<MicrophoneLease> {
    const lease = new MicrophoneLease(options, options.wish());
    const close = (): void => lease.close();
    if (signal.aborted) close();
    signal.addEventListener('abort', close, { once: true });
    try {
      const wish = options.wish();
      const replaced = await lease.#open(wish);
      if (replaced) options.noticed('microphone-changed');
      if (lease.#track === null) throw soundError('busy');
      return lease;
    } catch (error) {
      lease.close();
      throw error;
    }
  }

  /** `null`: none is left. */
  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** The wish that the track was opened for. */
  get met(): MicrophoneWish {
    return this.#met;
  }

  /** Does what wishes and devices ask for now. Resolves when that is done, or has failed: then all stays as it was. */
  wishesChanged(): Promise<void> {
    this.#givenUp = 'no';
    return this.#adjust();
  }

  /** The list of devices is another one. */
  devicesChanged(): void {
    // What the person does not allow is not asked for again and again.
    if (this.#givenUp === 'broken') this.#givenUp = 'no';
    void this.#adjust();
  }

  /** Time has passed: a device that was listed, and not yet ready, may be so now; and so may one that was only bridged. */
  lookAgain(): void {
    if (this.#track === null || this.#bridgedFrom !== undefined) void this.#adjust();
  }

  /** Idempotent. Nothing is told afterwards. */
  close(): void {
    this.#closing.abort();
    const track = this.#track;
    this.#track = null;
    if (track !== null) this.#options.microphone.stop(track);
  }

  #adjust(): Promise<void> {
    this.#again = true;
    this.#adjusting ??= this.#adjustAll();
    return this.#adjusting;
  }

  async #adjustAll(): Promise<void> {
    // So that the promise is kept before the end of this takes it away.
    await Promise.resolve();
    try {
      while (this.#again && !this.#closing.signal.aborted) {
        this.#again = false;
        await this.#adjustOnce(this.#options.wish());
      }
    } finally {
      this.#adjusting = undefined;
    }
  }

  async #adjustOnce(wish: MicrophoneWish): Promise<void> {
    if (!this.#isDue(wish)) {
      if (this.#track === null) this.#tellLost();
      else this.#met = wish;
      return;
    }
    const asked = this.#bridgedFrom !== undefined || !isSameWish(wish, this.#met);
    try {
      const replaced = await this.#open(wish);
      if (replaced || !asked) this.#options.noticed('microphone-changed');
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#failed(error);
    }
  }

  #isDue(wish: MicrophoneWish): boolean {
    const { devices } = this.#options;
    const { echoCancellation, noiseSuppression, microphoneId } = this.#met;
    if (this.#track === null) {
      return this.#givenUp === 'no' && devices.has('audioinput');
    }
    if (this.#bridgedFrom !== undefined) return true;
    if (wish.echoCancellation !== echoCancellation || wish.noiseSuppression !== noiseSuppression) return true;
    const meant = this.#meant(wish);
    if (meant !== undefined && meant === this.#device) return false;
    if (wish.microphoneId !== microphoneId) return true;
    if (this.#device === undefined) return false;
    if (!devices.isListed('audioinput', this.#device)) return true;
    // A default that is only guessed at is left while it works.
    const guessed = wish.microphoneId === DEFAULT_DEVICE && !devices.namesDefault('audioinput');
    return meant !== undefined && !guessed;
  }

  #meant(wish: MicrophoneWish): string | undefined {
    return this.#options.devices.deviceFor('audioinput', wish.microphoneId);
  }

  /** Whether another device than the chosen one has come. */
  async #open(wish: MicrophoneWish): Promise<boolean> {
    const { microphone, use } = this.#options;
    const { signal } = this.#closing;
    const from = this.#bridgedFrom ?? this.#met;
    const { track, replaced } = await microphone.open(use, wish, signal);
    if (this.#track === null || isAsWished(track, wish, from)) {
      await this.#take(track, wish);
      this.#bridgedFrom = undefined;
      return replaced;
    }
    microphone.stop(track);
    if (this.#bridgedFrom !== undefined && isSameWish(wish, this.#met)) return false;
    const bridge = await microphone.open(use, { ...wish, apart: true }, signal);
    await this.#take(bridge.track, wish);
    this.#bridgedFrom = from;
    await this.#open(wish);
    return bridge.replaced;
  }

  /** The track from now on. */
  async #take(track: MediaStreamTrack, wish: MicrophoneWish): Promise<void> {
    const { microphone, devices, changed } = this.#options;
    const { signal } = this.#closing;
    // With the permission the browser says which devices there are.
    await devices.refresh();
    if (signal.aborted) {
      microphone.stop(track);
      throw soundError('failed', signal.reason);
    }
    const before = this.#track;
    this.#track = track;
    this.#lost = false;
    this.#met = wish;
    this.#device = this.#meant(wish);
    this.#openedAtMs = performance.now();
    track.addEventListener('ended', () => this.#ended(track));
    try {
      changed(track);
    } finally {
      if (before !== null) microphone.stop(before);
    }
    // It may have ended while the devices were looked at.
    if (track.readyState === 'ended') this.#ended(track);
  }

  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.#track = null;
    if (performance.now() - this.#openedAtMs < BROKEN_MS) {
      this.#givenUp = 'broken';
      this.#tellLost();
      return;
    }
    void this.#options.devices.refresh().then(() => this.#adjust());
  }

  #failed(error: unknown): void {
    // The old one still works.
    if (this.#track !== null) return;
    if (error instanceof SoundError && error.problem === 'denied') this.#givenUp = 'denied';
    this.#tellLost();
  }

  #tellLost(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#options.changed(null);
    this.#options.noticed('microphone-lost');
  }
}

function isSameWish(a: MicrophoneWish, b: MicrophoneWish): boolean {
  return (
    a.microphoneId === b.microphoneId &&
    a.echoCancellation === b.echoCancellation &&
    a.noiseSuppression === b.noiseSuppression
  );
}

/** Whether a track is what was changed in the wish; where a browser does not say, it is. */
function isAsWished(track: MediaStreamTrack, wish: MicrophoneWish, met: MicrophoneWish): boolean {
  const { echoCancellation = wish.echoCancellation, noiseSuppression = wish.noiseSuppression } =
    track.getSettings();
  return (
    (wish.echoCancellation === met.echoCancellation ||
      wish.echoCancellation === (echoCancellation !== false)) &&
    (wish.noiseSuppression === met.noiseSuppression || wish.noiseSuppression === noiseSuppression)
  );
}
