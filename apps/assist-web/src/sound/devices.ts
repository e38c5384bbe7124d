import {
  choicesOf,
  type DeviceKind,
  deviceFor,
  identityFor,
  isKnown,
  isListed,
  type ListedDevice,
  namesDefault,
  type SoundDevice,
} from './device-list.ts';
import type { SoundWishes } from './sound-settings.ts';
import type { DevicePair } from './tuning-book.ts';

/** The devices of this machine, as far as the browser tells, and as of the last look. */
export class Devices {
  readonly #media: MediaDevices | undefined;
  readonly #changed: () => void;
  /** Whether the browser lets a page choose where it plays. */
  readonly #choosesSpeaker: boolean;
  readonly #look = (): void => void this.refresh();
  #list: readonly ListedDevice[] = [];
  #microphones: readonly SoundDevice[] = [];
  #speakers: readonly SoundDevice[] = [];
  #latest = 0;
  /** The look that the list is of. */
  #shown = 0;

  /** @param changed after every change of the list; looks by itself when devices come and go */
  constructor(media: MediaDevices | undefined, choosesSpeaker: boolean, changed: () => void) {
    this.#media = media;
    this.#changed = changed;
    this.#choosesSpeaker = choosesSpeaker;
    media?.addEventListener('devicechange', this.#look);
  }

  get microphones(): readonly SoundDevice[] {
    return this.#microphones;
  }

  get speakers(): readonly SoundDevice[] {
    return this.#speakers;
  }

  /** What `chosen` means now; `undefined`: nothing is there, or nobody knows. */
  deviceFor(kind: DeviceKind, chosen: string): string | undefined {
    return deviceFor(this.#list, kind, chosen);
  }

  /** Whether there is any, be it one without a name. */
  has(kind: DeviceKind): boolean {
    return this.#list.some(device => device.kind === kind);
  }

  /** Whether the browser tells which ones there are: not before the permission. */
  isKnown(kind: DeviceKind): boolean {
    return isKnown(this.#list, kind);
  }

  isListed(kind: DeviceKind, id: string): boolean {
    return isListed(this.#list, kind, id);
  }

  namesDefault(kind: DeviceKind): boolean {
    return namesDefault(this.#list, kind);
  }

  /** The pair that would be used now; `undefined`: the browser does not tell which microphone that is. */
  pairFor(wishes: Pick<SoundWishes, 'microphoneId' | 'speakerId'>): DevicePair | undefined {
    const { microphoneId, speakerId } = wishes;
    const microphone = identityFor(this.#list, 'audioinput', microphoneId);
    const speaker = this.#choosesSpeaker ? identityFor(this.#list, 'audiooutput', speakerId) : undefined;
    return microphone === undefined ? undefined : { microphone, speaker: speaker ?? '' };
  }

  /** Resolves when the list is as of now, or as of before where the browser does not answer. */
  async refresh(): Promise<void> {
    const turn = ++this.#latest;
    let list: readonly ListedDevice[];
    try {
      list = (await this.#media?.enumerateDevices()) ?? [];
    } catch {
      return;
    }
    // A later look has been quicker, or nobody looks any more.
    if (turn < this.#shown) return;
    this.#shown = turn;
    if (isSameList(list, this.#list)) return;
    this.#list = list;
    this.#microphones = choicesOf(list, 'audioinput');
    this.#speakers = this.#choosesSpeaker ? choicesOf(list, 'audiooutput') : [];
    this.#changed();
  }

  dispose(): void {
    this.#media?.removeEventListener('devicechange', this.#look);
    this.#shown = Number.POSITIVE_INFINITY;
  }
}

function isSameList(a: readonly ListedDevice[], b: readonly ListedDevice[]): boolean {
  return (
    a.length === b.length &&
    a.every((device, index) => {
      const other = b[index];
      return (
        other?.kind === device.kind &&
        other.deviceId === device.deviceId &&
        other.groupId === device.groupId &&
        other.label === device.label
      );
    })
  );
}
