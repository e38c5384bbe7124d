import type { AssistPorts } from '@rendezvous/assist';
import { openCompanionSocket } from './companion-socket.ts';
import type { ScreenPicker } from './screen-picker.ts';

/** The browser behind the assistance's ports. */
export function browserPorts(picker: ScreenPicker, language: string): AssistPorts {
  return {
    RTCPeerConnection,
    crypto,
    chooseScreen: () => picker.choose(),
    openCompanion: signal => openCompanionSocket(signal),
    now: () => Date.now(),
    setTimer: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    language,
  };
}
