/** Microphone and speaker of a harness page: nothing is opened, everything is written down. */
import { SoundError, type SoundProblem } from '@rendezvous/assist';
import type { SoundFace } from '../../src/session/faces.ts';
import type { SoundView, WizardSound } from '../../src/sound/browser-sound.ts';

/** How it differs from a sound that has been set up and is not in use. */
export interface FakeSoundOptions {
  readonly view?: Partial<SoundView>;
  /** What opening the wizard fails with; `waits`: the browser's question is never answered. */
  readonly wizard?: SoundProblem | 'waits';
  /** Recording and playing end only after this many milliseconds. */
  readonly lastsMs?: number;
  /** Whether there is a voice in what is recorded. */
  readonly heard?: boolean;
}

const QUIET: SoundView = {
  microphones: [
    { id: 'built-in', label: 'Internal microphone' },
    {
      id: 'headset',
      label: 'Very Long Named Wireless Headset with Boom Microphone (0b0e:0348) Analog Stereo',
    },
  ],
  speakers: [
    { id: 'out', label: 'Internal speaker' },
    { id: 'headset-out', label: 'Wireless Headset' },
  ],
  microphoneId: '',
  speakerId: '',
  echoCancellation: true,
  noiseSuppression: true,
  volume: 0.8,
  tuning: 'good',
  microphone: 'closed',
  use: 'none',
  muted: false,
  pushToTalk: false,
  talking: false,
  speaking: { mine: false, theirs: false },
  mutedSpeech: false,
  notice: undefined,
};

export class FakeSound implements SoundFace {
  readonly #options: FakeSoundOptions;
  readonly #record: (...call: unknown[]) => void;
  readonly #listeners = new Set<() => void>();
  #view: SoundView;
  /** Wizards that hold the microphone. */
  #wizards = 0;

  constructor(options: FakeSoundOptions, record: (...call: unknown[]) => void) {
    this.#options = options;
    this.#record = record;
    this.#view = { ...QUIET, ...options.view };
  }

  get view(): SoundView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** What the browser or the other side does. */
  become(change: Partial<SoundView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  async chooseMicrophone(id: string): Promise<void> {
    this.#record('chooseMicrophone', id);
    this.become({ microphoneId: id });
  }

  async chooseSpeaker(id: string): Promise<void> {
    this.#record('chooseSpeaker', id);
    this.become({ speakerId: id });
  }

  async setEchoCancellation(on: boolean): Promise<void> {
    this.#record('setEchoCancellation', on);
    this.become({ echoCancellation: on });
  }

  async setNoiseSuppression(on: boolean): Promise<void> {
    this.#record('setNoiseSuppression', on);
    this.become({ noiseSuppression: on });
  }

  setVolume(volume: number): void {
    this.#record('setVolume', volume);
    this.become({ volume });
  }

  setMuted(muted: boolean): void {
    this.#record('setMuted', muted);
    this.become({ muted, mutedSpeech: false });
  }

  setPushToTalk(on: boolean): void {
    this.#record('setPushToTalk', on);
    this.become({ pushToTalk: on });
  }

  hold(on: boolean): void {
    if (on === this.#view.talking) return;
    this.#record('hold', on);
    this.become({ talking: on });
  }

  level(side: 'mine' | 'theirs'): number {
    if (this.#view.use === 'none') return 0;
    return side === 'mine' ? 0.62 : 0.35;
  }

  dismissNotice(): void {
    this.#record('dismissNotice');
    this.become({ notice: undefined });
  }

  async resumePlayback(): Promise<void> {
    this.#record('resumePlayback');
    this.become({ notice: undefined });
  }

  ring(on: boolean): void {
    this.#record('ring', on);
  }

  async openWizard(): Promise<WizardSound> {
    this.#record('openWizard');
    const { wizard, lastsMs = 0, heard = true } = this.#options;
    if (wizard === 'waits') {
      this.become({ microphone: 'opening' });
      return new Promise(() => undefined);
    }
    if (wizard !== undefined) throw new SoundError(wizard);
    this.#wizards += 1;
    if (this.#view.use !== 'call') this.become({ microphone: 'open', use: 'wizard' });
    const last = (): Promise<void> => new Promise(resolve => setTimeout(resolve, lastsMs));
    return {
      level: () => 0.62,
      hearBack: async (seconds, phase) => {
        this.#record('hearBack', seconds);
        phase('recording');
        await last();
        phase('playing');
        await last();
        return { heard };
      },
      tone: () => {
        this.#record('tone');
        return last();
      },
      finish: good => {
        this.#record('finish', good);
        this.become({ tuning: good ? 'good' : 'bad' });
      },
      close: () => {
        this.#record('closeWizard');
        this.#wizards -= 1;
        if (this.#wizards === 0 && this.#view.use === 'wizard')
          this.become({ microphone: 'closed', use: 'none' });
      },
    };
  }
}
