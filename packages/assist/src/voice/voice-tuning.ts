/** How this side's devices are tuned ([MS-RA] 3.17.5), as far as it is known: what was heard last counts. */
import type { Tuning } from '@rendezvous/msra';

export interface VoiceTuningOptions {
  /** `undefined` where there is no voice. */
  readonly look: () => Promise<Tuning | undefined>;
  /** It was looked at, or the person has said so; it may be the same. */
  readonly changed: (tuning: Tuning | undefined) => void;
}

export class VoiceTuning {
  readonly #options: VoiceTuningOptions;
  #value: Tuning | undefined;
  #looks = 0;

  constructor(options: VoiceTuningOptions) {
    this.#options = options;
  }

  /** `undefined` as long as nobody has looked. */
  get value(): Tuning | undefined {
    return this.#value;
  }

  /** Asks the platform. */
  async look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const tuning = await this.#options.look().catch((): Tuning => 'unknown');
    if (this.#looks === look) this.#set(tuning);
  }

  /** The person says so. */
  learn(tuning: Tuning): void {
    this.#looks += 1;
    this.#set(tuning);
  }

  #set(tuning: Tuning | undefined): void {
    this.#value = tuning;
    this.#options.changed(tuning);
  }
}
