import type { Sound } from '@rendezvous/assist';
import { AudioEngine } from './audio-engine.ts';
import { CallSound, type CallSoundOptions } from './call-sound.ts';
import { Devices } from './devices.ts';
import { Microphone, type MicrophoneWish } from './microphone.ts';
import { MicrophoneLeases } from './microphone-leases.ts';
import { soundError } from './problem.ts';
import { RingTone } from './ring-tone.ts';
import { SoundSettings } from './sound-settings.ts';
import { isSameView, type SoundNotice, type SoundView, viewOf } from './sound-view.ts';
import { choosesSpeaker, Speaker } from './speaker.ts';
import { SpeakerChoice } from './speaker-choice.ts';
import { type Tuning, TuningBook } from './tuning-book.ts';
import { BrowserWizardSound, type WizardSound } from './wizard-sound.ts';

export type { SoundDevice } from './device-list.ts';
export type { SoundNotice, SoundView } from './sound-view.ts';
export type { WizardSound } from './wizard-sound.ts';

/** The sound of this page. A store for a face: `view` is another object after each change, and the same in between. */
export class BrowserSound implements Sound {
  readonly #settings: SoundSettings;
  readonly #book: TuningBook;
  readonly #microphone: Microphone;
  readonly #devices: Devices;
  readonly #engine = new AudioEngine();
  readonly #speaker: Speaker = new Speaker(() => this.#speakerChoice.refused());
  readonly #speakerChoice: SpeakerChoice;
  readonly #ring = new RingTone(this.#engine);
  readonly #leases: MicrophoneLeases;
  readonly #listeners = new Set<() => void>();
  /** Ends the call, and what is tried for one. */
  #closing = new AbortController();
  #call: CallSound | undefined;
  /** Ends the call's, or the wizard's, use of the microphone alone. */
  #callUse: AbortController | undefined;
  #wizardUse: AbortController | undefined;
  /** What the wizard records or plays now. */
  #wizardWork = 0;
  #muted = false;
  #talking = false;
  #notice: SoundNotice | undefined;
  #view: SoundView;

  private constructor(storage: Storage | undefined, media: MediaDevices | undefined) {
    this.#settings = new SoundSettings(storage);
    this.#book = new TuningBook(storage);
    this.#microphone = new Microphone(media, () => this.#update());
    this.#devices = new Devices(media, choosesSpeaker(), () => this.#devicesChanged());
    this.#leases = new MicrophoneLeases({
      microphone: this.#microphone,
      devices: this.#devices,
      wish: () => this.#settings.wishes,
      noticed: notice => this.#tell(notice),
    });
    this.#speakerChoice = new SpeakerChoice({
      speaker: this.#speaker,
      devices: this.#devices,
      settings: this.#settings,
      noticed: () => this.#tell('speaker-changed'),
    });
    this.#speaker.setVolume(this.#settings.wishes.volume);
    this.#view = this.#look();
    void this.#devices.refresh();
  }

  /** @param storage where wishes and results of the wizard are kept; without it for as long as the page lives */
  static open(storage: Storage | undefined): BrowserSound {
    // Whatever the types say, a context that is not secure has none.
    const media: MediaDevices | undefined = navigator.mediaDevices;
    return new BrowserSound(storage, media);
  }

  get view(): SoundView {
    return this.#view;
  }

  /** Gives what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  async tuning(): Promise<Tuning> {
    await this.#devices.refresh();
    this.#update();
    return this.#view.tuning;
  }

  async tryMicrophone(): Promise<void> {
    const { signal } = this.#closing;
    const { track, replaced } = await this.#microphone.open('try', this.#settings.wishes, signal);
    this.#microphone.stop(track);
    if (replaced) this.#tell('microphone-changed');
    // With the permission the browser says which devices there are, and `tuning` depends on that.
    await this.#devices.refresh();
  }

  async openMicrophone(changed: (track: MediaStreamTrack | null) => void): Promise<MediaStreamTrack> {
    this.#callUse?.abort();
    this.#call?.setTrack(null);
    this.#callUse = new AbortController();
    const signal = AbortSignal.any([this.#closing.signal, this.#callUse.signal]);
    const call = (this.#call ??= this.#newCall());
    let begun = false;
    const lease = await this.#leases.open('call', signal, track => {
      if (track !== null) this.#takeBack('microphone-lost');
      call.setTrack(track);
      if (begun) changed(track);
    });
    begun = true;
    if (lease.track === null) throw soundError('failed', signal.reason);
    return lease.track;
  }

  play(stream: MediaStream): void {
    this.#call ??= this.#newCall();
    this.#call.play(stream);
  }

  async openWizard(): Promise<WizardSound> {
    this.#wizardUse?.abort();
    const own = new AbortController();
    this.#wizardUse = own;
    const wizard = new BrowserWizardSound({
      engine: this.#engine,
      speaker: this.#speaker,
      keep: good => this.#keepTuning(good),
      occupied: on => {
        this.#wizardWork += on ? 1 : -1;
        this.#applySending();
      },
      closed: () => own.abort(),
    });
    own.signal.addEventListener('abort', () => wizard.close());
    await this.#leases.open('wizard', own.signal, track => {
      if (track !== null) this.#takeBack('microphone-lost');
      wizard.setTrack(track);
    });
    return wizard;
  }

  /** Of call and try, not of the wizard, which may be open for the next call; both have ended when this returns. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#call?.close();
    this.#call = undefined;
    this.#talking = false;
    this.#notice = undefined;
    this.#update();
  }

  /** Resolves when a call goes on with it; with the old one, if it cannot be opened. */
  chooseMicrophone(id: string): Promise<void> {
    return this.#wish({ microphoneId: id });
  }

  /** Resolves when it plays there; or on the system's default, if it cannot. */
  async chooseSpeaker(id: string): Promise<void> {
    const chosen = this.#speakerChoice.choose(id);
    this.#update();
    await chosen;
  }

  /** Resolves when a call goes on with it; as before, if that cannot be had. */
  setEchoCancellation(on: boolean): Promise<void> {
    return this.#wish({ echoCancellation: on });
  }

  /** Resolves when a call goes on with it; as before, if that cannot be had. */
  setNoiseSuppression(on: boolean): Promise<void> {
    return this.#wish({ noiseSuppression: on });
  }

  /** @param volume 0…1 */
  setVolume(volume: number): void {
    this.#settings.change({ volume });
    this.#speaker.setVolume(this.#settings.wishes.volume);
    this.#update();
  }

  /** Also before a call: it then begins muted. */
  setMuted(on: boolean): void {
    this.#muted = on;
    // Who unmutes later has let the key go meanwhile, or presses it anew.
    if (on) this.#talking = false;
    this.#applySending();
  }

  setPushToTalk(on: boolean): void {
    this.#settings.change({ pushToTalk: on });
    this.#talking = false;
    this.#applySending();
  }

  /** The key is held. Without push-to-talk it means nothing. */
  hold(on: boolean): void {
    this.#talking = on && this.#settings.wishes.pushToTalk;
    this.#applySending();
  }

  /** 0…1 now, in a call: `mine` is what the other side hears. */
  level(side: 'mine' | 'theirs'): number {
    return this.#call?.level(side) ?? 0;
  }

  dismissNotice(): void {
    this.#tell(undefined);
  }

  /** To be called in a gesture, after `blocked-playback`. */
  async resumePlayback(): Promise<void> {
    this.#engine.wake();
    await this.#call?.resume();
  }

  ring(on: boolean): void {
    this.#ring.set(on);
  }

  /** Idempotent. */
  dispose(): void {
    this.#listeners.clear();
    void this.close();
    this.#wizardUse?.abort();
    this.#ring.set(false);
    this.#devices.dispose();
  }

  get #sending(): boolean {
    return this.#wizardWork === 0 && !this.#muted && (!this.#settings.wishes.pushToTalk || this.#talking);
  }

  #newCall(): CallSound {
    const options: CallSoundOptions = {
      engine: this.#engine,
      microphone: this.#microphone,
      speaker: this.#speaker,
      changed: () => this.#update(),
      blocked: blocked => (blocked ? this.#tell('blocked-playback') : this.#takeBack('blocked-playback')),
    };
    return new CallSound(options, this.#sending);
  }

  async #wish(wish: Partial<MicrophoneWish>): Promise<void> {
    this.#settings.change(wish);
    this.#update();
    const kept = await this.#leases.wishesChanged();
    if (kept) {
      // What could not be had is not shown as if it were.
      const { microphoneId, echoCancellation, noiseSuppression } = kept;
      this.#settings.change({ microphoneId, echoCancellation, noiseSuppression });
    }
    this.#update();
  }

  #applySending(): void {
    this.#call?.setSending(this.#sending);
    this.#update();
  }

  #keepTuning(good: boolean): void {
    const pair = this.#devices.pairFor(this.#settings.wishes);
    if (pair) this.#book.keep(pair, good);
    this.#update();
  }

  #devicesChanged(): void {
    this.#leases.devicesChanged();
    this.#speakerChoice.devicesChanged();
    this.#update();
  }

  #tell(notice: SoundNotice | undefined): void {
    this.#notice = notice;
    this.#update();
  }

  /** It is no longer so. */
  #takeBack(notice: SoundNotice): void {
    if (this.#notice === notice) this.dismissNotice();
  }

  #look(): SoundView {
    return viewOf({
      wishes: this.#settings.wishes,
      speakerId: this.#speakerChoice.id,
      devices: this.#devices,
      book: this.#book,
      microphone: this.#microphone,
      call: this.#call,
      trying: 0 < this.#wizardWork,
      muted: this.#muted,
      talking: this.#talking,
      notice: this.#notice,
    });
  }

  #update(): void {
    const view = this.#look();
    if (isSameView(view, this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}
