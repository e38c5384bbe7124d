import { DEFAULT_DEVICE } from './device-list.ts';
import type { Devices } from './devices.ts';
import type { SoundSettings } from './sound-settings.ts';
import type { Speaker } from './speaker.ts';

export interface SpeakerChoiceOptions {
  readonly speaker: Speaker;
  readonly devices: Devices;
  readonly settings: SoundSettings;
  /** It was not the person who changed it, and something is being played. */
  readonly noticed: () => void;
}

/** Keeps the speaker where the person wishes it, while that device is there. */
export class SpeakerChoice {
  readonly #options: SpeakerChoiceOptions;
  /** The browser said which speakers there are, when it was last looked. */
  #known = false;

  constructor(options: SpeakerChoiceOptions) {
    this.#options = options;
  }

  /** The one that counts now; `''`: the system's default. */
  get id(): string {
    const { devices, settings } = this.#options;
    const { speakerId } = settings.wishes;
    return devices.isListed('audiooutput', speakerId) ? speakerId : DEFAULT_DEVICE;
  }

  /** Resolves when it plays there; or on the system's default, if it cannot. */
  async choose(id: string): Promise<void> {
    this.#options.settings.change({ speakerId: id });
    await this.#options.speaker.choose(this.id);
  }

  devicesChanged(): void {
    const { speaker, devices, noticed } = this.#options;
    const known = this.#known;
    this.#known = devices.isKnown('audiooutput');
    if (this.id === speaker.id) return;
    void speaker.choose(this.id);
    // Before the browser named them nobody could have said which one it was.
    if (known && speaker.inUse) noticed();
  }

  /** The browser does not play there. */
  refused(): void {
    this.#options.settings.change({ speakerId: DEFAULT_DEVICE });
    this.#options.noticed();
  }
}
