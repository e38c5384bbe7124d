import { SoundError } from '@rendezvous/assist';
import { DEFAULT_DEVICE } from './device-list.ts';
import { isDeviceMissing, soundError, soundErrorOf } from './problem.ts';

export type MicrophoneUse = 'try' | 'wizard' | 'call';

export interface MicrophoneWish {
  /** `''`: the system's default. */
  readonly microphoneId: string;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  /** Filtered apart from another track of the same device, where the browser knows how; rejects where not. */
  readonly apart?: boolean;
}

export interface OpenedMicrophone {
  readonly track: MediaStreamTrack;
  /** The chosen device was not there, and the default has taken its place. */
  readonly replaced: boolean;
}

interface Opening {
  readonly use: MicrophoneUse;
  readonly signal: AbortSignal;
}

const USES: readonly MicrophoneUse[] = ['call', 'wizard', 'try'];

/**
 * The microphone of this page.
 * INVARIANT: nothing else asks for one, copies a track of one, or stops one, so that what this says of it is true.
 */
export class Microphone {
  readonly #media: MediaDevices | undefined;
  readonly #changed: () => void;
  readonly #openings = new Set<Opening>();
  /** Every track that may hear something, copies included. */
  readonly #live = new Map<MediaStreamTrack, MicrophoneUse>();

  /** @param changed after every change of `state` or `use` */
  constructor(media: MediaDevices | undefined, changed: () => void) {
    this.#media = media;
    this.#changed = changed;
  }

  get state(): 'closed' | 'opening' | 'open' {
    if (this.#live.size > 0) return 'open';
    return this.#openings.size > 0 ? 'opening' : 'closed';
  }

  /** The most important of its uses. */
  get use(): MicrophoneUse | 'none' {
    const wanted = [...this.#openings].filter(({ signal }) => !signal.aborted).map(({ use }) => use);
    const uses = [...this.#live.values(), ...wanted];
    return USES.find(use => uses.includes(use)) ?? 'none';
  }

  /**
   * The browser may ask the person, who may never answer.
   * @param signal nobody wants it any more: rejects at once, and what still comes is stopped
   * @throws SoundError
   */
  async open(use: MicrophoneUse, wish: MicrophoneWish, signal: AbortSignal): Promise<OpenedMicrophone> {
    try {
      return { track: await this.#ask(use, wish, signal), replaced: false };
    } catch (error) {
      const missing = error instanceof SoundError && isDeviceMissing(error.cause);
      if (signal.aborted || wish.microphoneId === DEFAULT_DEVICE || !missing) throw error;
    }
    const track = await this.#ask(use, { ...wish, microphoneId: DEFAULT_DEVICE }, signal);
    return { track, replaced: true };
  }

  /** A second track of the same sound, that hears even while the first is silenced; to be stopped like the first. */
  copy(track: MediaStreamTrack): MediaStreamTrack {
    const copy = track.clone();
    copy.enabled = true;
    const use = this.#live.get(track);
    if (use !== undefined) this.#keep(copy, use);
    return copy;
  }

  /** Idempotent. */
  stop(track: MediaStreamTrack): void {
    track.stop();
    if (this.#live.delete(track)) this.#changed();
  }

  #ask(use: MicrophoneUse, wish: MicrophoneWish, signal: AbortSignal): Promise<MediaStreamTrack> {
    // Nothing but a secure context has it.
    if (this.#media?.getUserMedia === undefined) return Promise.reject(soundError('unsupported'));
    if (signal.aborted) return Promise.reject(soundError('failed', signal.reason));
    const opening: Opening = { use, signal };
    this.#openings.add(opening);
    this.#changed();
    const asked = this.#media.getUserMedia({ audio: constraintsOf(wish), video: false });
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#changed();
        reject(soundError('failed', signal.reason));
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const settle = (): void => {
        signal.removeEventListener('abort', giveUp);
        this.#openings.delete(opening);
      };
      asked.then(
        stream => {
          settle();
          const [track] = stream.getAudioTracks();
          if (track !== undefined && !signal.aborted) {
            this.#keep(track, use);
            resolve(track);
            return;
          }
          for (const late of stream.getTracks()) late.stop();
          this.#changed();
          reject(soundError('failed'));
        },
        (error: unknown) => {
          settle();
          this.#changed();
          reject(soundErrorOf(error));
        },
      );
    });
  }

  #keep(track: MediaStreamTrack, use: MicrophoneUse): void {
    this.#live.set(track, use);
    // Not `stop`, but the device: it was unplugged, or the permission was taken back.
    track.addEventListener('ended', () => {
      if (this.#live.delete(track)) this.#changed();
    });
    this.#changed();
  }
}

function constraintsOf(wish: MicrophoneWish): MediaTrackConstraints {
  return {
    channelCount: 1,
    echoCancellation: wish.echoCancellation,
    noiseSuppression: wish.noiseSuppression,
    // The echo of what the other side says: nothing else in the product cancels that alone.
    ...(wish.apart && {
      echoCancellation: { exact: 'remote-only' },
      noiseSuppression: { exact: wish.noiseSuppression },
    }),
    autoGainControl: true,
    ...(wish.microphoneId !== DEFAULT_DEVICE && { deviceId: { exact: wish.microphoneId } }),
  };
}
