/** How much voice this side wishes to receive, and whether it sends its own twice: looks at the path once a second of a call. */
import type { VoiceStats } from '@rendezvous/peer';
import { DEADLINES } from '../limits.ts';
import type { Timers } from '../timers.ts';
import { initialPath, nextCall, type PathState, stepPath, type VoiceRate } from './voice-rate.ts';

/** What the person wishes to receive. `auto`: as much as the path bears. */
export type VoiceRateWish = 'auto' | VoiceRate;

export interface VoicePaceOptions {
  readonly timers: Timers;
  readonly stats: () => Promise<VoiceStats | undefined>;
  /** The other side is to be told. */
  readonly want: (rate: VoiceRate) => void;
  readonly setRedundancy: (on: boolean) => void;
}

export class VoicePace {
  readonly #options: VoicePaceOptions;
  #wish: VoiceRateWish = 'auto';
  #path: PathState = initialPath;
  /** Counts calls: what was measured in one is not heard of in the next. */
  #call = 0;
  #running = false;

  constructor(options: VoicePaceOptions) {
    this.#options = options;
  }

  get wish(): VoiceRateWish {
    return this.#wish;
  }

  /** What this side wishes to receive now. */
  get receiving(): VoiceRate {
    return this.#wish === 'auto' ? this.#path.rate : this.#wish;
  }

  /** The person's wish; of this call and of later ones. */
  choose(wish: VoiceRateWish): void {
    if (wish === this.#wish) return;
    const before = this.receiving;
    this.#wish = wish;
    // What was measured at a rate that the person chose says little of another.
    if (wish === 'auto') this.#path = { ...nextCall(initialPath), redundancy: this.#path.redundancy };
    if (this.receiving !== before) this.#options.want(this.receiving);
  }

  /** The other side can hear this one: it is told what it does not expect. */
  announce(): void {
    if (this.receiving !== 'high') this.#options.want(this.receiving);
  }

  /** A call is up. */
  begin(): void {
    this.#path = nextCall(this.#path);
    this.#call += 1;
    this.#running = true;
    this.announce();
    this.#sample();
  }

  /** It is over. Idempotent. */
  end(): void {
    this.#running = false;
    this.#options.timers.clear('voice-sample');
  }

  #sample(): void {
    const { timers, stats } = this.#options;
    const call = this.#call;
    timers.set('voice-sample', DEADLINES.sampleMs, () => {
      this.#sample();
      stats()
        .then(sample => {
          if (sample && this.#running && this.#call === call) this.#take(sample);
        })
        // A call that has just ended has no statistics.
        .catch(() => undefined);
    });
  }

  #take(sample: VoiceStats): void {
    const { want, setRedundancy } = this.#options;
    const before = this.#path;
    const received = this.receiving;
    this.#path = stepPath(before, sample);
    if (this.#path.redundancy !== before.redundancy) setRedundancy(this.#path.redundancy);
    if (this.receiving !== received) want(this.receiving);
  }
}
