import type { AssistPorts, FileView } from '@rendezvous/assist';
import type { BrowserSound } from '../sound/browser-sound.ts';
import { addressesHidden } from './address-setting.ts';
import { openCompanionSocket } from './companion-socket.ts';
import type { BrowserContactBook } from './contact-book.ts';
import type { ReceivedFiles } from './received-files.ts';
import type { ScreenPicker } from './screen-picker.ts';

export interface BrowserPortsOptions {
  readonly picker: ScreenPicker;
  readonly received: ReceivedFiles;
  /** The files that the view lists now. */
  readonly listed: () => readonly FileView[];
  /** Absent where this browser keeps nothing. */
  readonly contacts: BrowserContactBook | undefined;
  readonly sound: BrowserSound;
  readonly language: string;
}

/** The browser behind the assistance's ports. */
export function browserPorts(options: BrowserPortsOptions): AssistPorts {
  const { picker, received, listed, contacts, sound, language } = options;
  return {
    RTCPeerConnection,
    crypto,
    chooseScreen: () => picker.choose(),
    openCompanion: signal => openCompanionSocket(signal),
    openFileSink: async (_name, size) => received.open(size, listed()),
    ...(contacts && { contacts }),
    sound,
    hideAddresses: addressesHidden(),
    now: () => Date.now(),
    setTimer: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    language,
  };
}
