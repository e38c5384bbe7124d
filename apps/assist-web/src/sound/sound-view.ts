import type { CallSound } from './call-sound.ts';
import { DEFAULT_DEVICE, type SoundDevice } from './device-list.ts';
import type { Devices } from './devices.ts';
import type { Microphone, MicrophoneUse } from './microphone.ts';
import type { SoundWishes } from './sound-settings.ts';
import type { Tuning, TuningBook } from './tuning-book.ts';

/** What happened to the devices by itself; the last such thing, until the person has seen it or the call is over. */
export type SoundNotice = 'microphone-changed' | 'microphone-lost' | 'speaker-changed' | 'blocked-playback';

export interface SoundView {
  /** With their names, so only after the browser's permission; until then none. */
  readonly microphones: readonly SoundDevice[];
  /** None where the browser lets nobody choose. */
  readonly speakers: readonly SoundDevice[];
  /** The choice that counts now; `''`: the system's default, also while the chosen device is not there. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  /** 0…1 of the other person's voice. */
  readonly volume: number;
  /** [MS-RA] 3.17.1 IsTuned, of the devices that would be used now. */
  readonly tuning: Tuning;
  /**
   * `open`: this page has a live track of a microphone, whatever for. `opening`: none, but the browser has been asked for
   * one and has not answered, also when nobody wants it any more: it is then stopped as soon as it comes.
   */
  readonly microphone: 'closed' | 'opening' | 'open';
  /** What for; the call before the wizard before a try. `none` in a call without any microphone. */
  readonly use: 'none' | MicrophoneUse;
  readonly muted: boolean;
  /** A setting: the microphone is heard only while a key is held. */
  readonly pushToTalk: boolean;
  /** That key is held. */
  readonly talking: boolean;
  /** By level, in a call. `mine`: what the other side hears. */
  readonly speaking: { readonly mine: boolean; readonly theirs: boolean };
  /** Somebody speaks into this microphone, and the other side does not hear it: muted, or the key is not held. */
  readonly mutedSpeech: boolean;
  readonly notice: SoundNotice | undefined;
}

/** What the view is made of. */
export interface SoundParts {
  readonly wishes: SoundWishes;
  /** The speaker that counts now. */
  readonly speakerId: string;
  readonly devices: Devices;
  readonly book: TuningBook;
  readonly microphone: Microphone;
  readonly call: CallSound | undefined;
  /** The wizard records or plays. */
  readonly trying: boolean;
  readonly muted: boolean;
  readonly talking: boolean;
  readonly notice: SoundNotice | undefined;
}

export function viewOf(parts: SoundParts): SoundView {
  const { wishes, devices, book, microphone, call, trying, ...others } = parts;
  const { microphoneId } = wishes;
  const counts = devices.isListed('audioinput', microphoneId) || !devices.isKnown('audioinput');
  return {
    ...wishes,
    ...others,
    microphones: devices.microphones,
    speakers: devices.speakers,
    microphoneId: counts ? microphoneId : DEFAULT_DEVICE,
    tuning: book.look(devices.pairFor(wishes)),
    microphone: microphone.state,
    use: microphone.use,
    speaking: { mine: call?.mineSpeaks ?? false, theirs: call?.theirsSpeaks ?? false },
    // What the wizard records is not meant to be heard.
    mutedSpeech: !trying && (call?.speaksUnheard ?? false),
  };
}

/** Whether there is nothing new to show. The lists of devices are the same arrays until they change. */
export function isSameView(a: SoundView, b: SoundView): boolean {
  const { speaking: speakingA, ...partsA } = a;
  const { speaking: speakingB, ...partsB } = b;
  const parts: Readonly<Record<string, unknown>> = partsB;
  return (
    speakingA.mine === speakingB.mine &&
    speakingA.theirs === speakingB.theirs &&
    Object.entries(partsA).every(([name, value]) => parts[name] === value)
  );
}
