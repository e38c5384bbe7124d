/** Everything that `assist` needs from the platform, so that it has no DOM elements and no Node built-ins of its own. */
import type { Logger } from '@rendezvous/base';
import type { RelayServer, SessionOutcome, SessionState, Summary } from '@rendezvous/rendezvous';
import type { ContactBook } from './contacts/contact-ports.ts';
import type { CompanionMessage, PageMessage } from './control/companion-protocol.ts';
import type { FileSink } from './files/file-ports.ts';
import type { Sound } from './voice/sound-port.ts';

/** What the novice picked in the browser's own picker. */
export interface SharedScreen {
  readonly track: MediaStreamTrack;
  readonly stream: MediaStream;
  readonly surface: 'monitor' | 'window' | 'browser';
}

/** One open connection to the companion. */
export interface CompanionSocket {
  send(message: PageMessage): void;
  /** Validated messages, buffered from birth; ends when the connection is lost. */
  readonly messages: AsyncIterable<CompanionMessage>;
  close(): void;
}

export interface AssistPorts {
  readonly RTCPeerConnection: typeof RTCPeerConnection;
  readonly crypto: Crypto;
  /** Novice: the browser's picker. Rejects when the person cancels or the browser refuses. Must be called in a user gesture. */
  readonly chooseScreen: () => Promise<SharedScreen>;
  /** Novice: finds the companion on its ports. Rejects when none answers. */
  readonly openCompanion: (signal: AbortSignal) => Promise<CompanionSocket>;
  /**
   * Makes room for a file that the person has said yes to, under a name that is safe; called in the gesture of the yes.
   * Rejects when the person picks no place, or there is none. Without it this side takes no files.
   */
  readonly openFileSink?: (name: string, size: number) => Promise<FileSink>;
  /** Without it nobody is recognised, and the other side is told that contacts are not exchanged. */
  readonly contacts?: ContactBook;
  /** Without it this side has no voice. */
  readonly sound?: Sound;
  /** Nobody learns this machine's addresses: only relayed ones are used, for the link and for voice. Default: no. */
  readonly hideAddresses?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs once after `ms`; the result cancels it. */
  readonly setTimer: (ms: number, run: () => void) => () => void;
  /** BCP 47 tag of the person's language. */
  readonly language: string;
  readonly log?: Logger;
}

/** What an assistance uses of its rendezvous session; `RendezvousSession` is one. */
export interface AssistRendezvousSession {
  readonly state: SessionState;
  readonly inviter: boolean;
  readonly remoteUser: { readonly name: string; readonly address: string };
  /** GUID with braces in upper case: says, with `inviter`, who is the novice. */
  readonly component: string;
  readonly contextData: AsyncIterable<string>;
  sendContextData(data: string): Promise<void>;
  terminate(hr?: number, appData?: string): Promise<void>;
  readonly ended: Promise<SessionOutcome>;
  addEventListener(
    type: 'statechange',
    listener: (() => void) | null,
    options?: AddEventListenerOptions,
  ): void;
}

/** What an assistance uses of the messenger's side; `Application` of the rendezvous package is one. */
export interface AssistApplication {
  readonly session: AssistRendezvousSession;
  relayServers(): Promise<readonly RelayServer[]>;
  /** The assistance is over; the summary is left in the chat. */
  finished(summary?: Summary): Promise<void>;
}
