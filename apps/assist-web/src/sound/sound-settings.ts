import { DEFAULT_DEVICE } from './device-list.ts';
import { isObject, KeptText, parseKept } from './kept-text.ts';

/** What a person wishes of the sound, kept in this browser. Being muted is no wish: it ends with the page. */
export interface SoundWishes {
  /** `''`: the system's default. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  /** 0…1 of the other person's voice. */
  readonly volume: number;
  readonly pushToTalk: boolean;
}

const STORAGE_KEY = 'rendezvous.sound';
const LONGEST_ID = 256;

export const FIRST_WISHES: SoundWishes = {
  microphoneId: DEFAULT_DEVICE,
  speakerId: DEFAULT_DEVICE,
  echoCancellation: true,
  noiseSuppression: true,
  volume: 1,
  pushToTalk: false,
};

export class SoundSettings {
  readonly #kept: KeptText;
  #wishes: SoundWishes;

  constructor(storage: Storage | undefined) {
    this.#kept = new KeptText(storage, STORAGE_KEY);
    this.#wishes = wishesOf(parseKept(this.#kept.read()));
  }

  get wishes(): SoundWishes {
    return this.#wishes;
  }

  change(changes: Partial<SoundWishes>): void {
    this.#wishes = wishesOf({ ...this.#wishes, ...changes });
    this.#kept.write(JSON.stringify(this.#wishes));
  }
}

/** Takes what is usable, part by part; the rest is as at first. */
function wishesOf(value: unknown): SoundWishes {
  const kept = isObject(value) ? value : {};
  return {
    microphoneId: idOr(kept['microphoneId'], FIRST_WISHES.microphoneId),
    speakerId: idOr(kept['speakerId'], FIRST_WISHES.speakerId),
    echoCancellation: switchOr(kept['echoCancellation'], FIRST_WISHES.echoCancellation),
    noiseSuppression: switchOr(kept['noiseSuppression'], FIRST_WISHES.noiseSuppression),
    volume: shareOr(kept['volume'], FIRST_WISHES.volume),
    pushToTalk: switchOr(kept['pushToTalk'], FIRST_WISHES.pushToTalk),
  };
}

function idOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value.length <= LONGEST_ID ? value : otherwise;
}

function switchOr(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function shareOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : otherwise;
}
