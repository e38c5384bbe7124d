/** What a face needs to show of an assistance: one immutable snapshot, replaced at every change. */
import type { RecognisedView } from './contacts/contacts-view.ts';
import type { CompanionScreen, UnableReason } from './control/companion-protocol.ts';
import type { FileDirection, FileView } from './files/file-view.ts';
import type { Role } from './role.ts';
import type { VoiceRateWish } from './voice/voice-pace.ts';
import type { VoiceView } from './voice/voice-view.ts';

export type { Role };

/** How far the assistance has come; each stage has words on screen. */
export type Stage =
  /** The rendezvous session is not CONNECTED yet: the other side is still opening. */
  | 'waiting'
  /** Descriptions and candidates are on their way. */
  | 'connecting'
  /** The link is up; the two prove to each other that it is theirs ([MS-RA] 3.7, 3.8). */
  | 'verifying'
  /** Novice: pick what to show. Expert: the novice is picking. */
  | 'choosing'
  /** The expert sees the screen, or a blank page while it is paused. */
  | 'session'
  | 'ended';

/** Why it ended, for words on both sides. */
export type EndCause =
  | 'local-user'
  | 'remote-user'
  | 'novice-refused'
  | 'screen-stopped'
  | 'remote-gone'
  | 'link-failed'
  | 'link-never-up'
  | 'not-verified'
  | 'rendezvous-failed'
  | 'protocol-error'
  | 'internal-error';

export interface ChatLine {
  readonly id: number;
  readonly from: Role;
  readonly mine: boolean;
  readonly text: string;
  readonly atMs: number;
}

export type ControlView =
  | {
      readonly name: 'off';
      readonly last?:
        | 'rejected'
        | 'denied'
        | 'released'
        | 'panic'
        | 'stopped'
        | 'timeout'
        | 'companion-gone'
        | undefined;
    }
  /** Expert: waiting for the answer. Novice: the question is open. */
  | { readonly name: 'requested' }
  /** Novice said yes; the companion asks at the machine. */
  | { readonly name: 'arming' }
  | {
      readonly name: 'on';
      /** When the grant ends unless the novice renews it; the local clock. */
      readonly untilMs: number;
      /** The novice's own hand is at work, or a question is open: input rests. */
      readonly resting: boolean;
    };

/** Novice only: the small program that can use the mouse and keyboard. */
export type CompanionView =
  | { readonly name: 'absent' }
  | { readonly name: 'connecting' }
  | { readonly name: 'failed'; readonly reason: 'not-running' | 'wrong-code' | 'locked' | 'busy' | 'lost' }
  | {
      readonly name: 'paired';
      readonly screens: readonly CompanionScreen[];
      readonly unable?: UnableReason | undefined;
    };

/** One question at a time; refusing is the default. Each side is asked about its own machine only. */
export type Question =
  /** Novice: the expert wants to use the mouse and keyboard. */
  | {
      readonly id: number;
      readonly kind: 'control';
      /** Whether a yes could be carried out now; else what is missing. */
      readonly possible: 'yes' | 'needs-companion' | 'needs-whole-screen' | 'unable';
    }
  /** Either side: the other (`remoteUser`) wants to send a file. Answer in a user gesture: the page may have to ask where to keep it. */
  | {
      readonly id: number;
      readonly kind: 'file';
      readonly possible: 'yes';
      /** The entry in `files`. */
      readonly fileId: number;
      /** The name under which it would be kept. */
      readonly fileName: string;
      /** The name that was sent, with everything spelled out that cannot be seen; only where it differs. */
      readonly sentName?: string | undefined;
      /** In bytes, as announced; more is never taken. */
      readonly size: number;
    }
  /** Either side: the other wants to talk. A yes opens the microphone. */
  | { readonly id: number; readonly kind: 'voice'; readonly possible: 'yes' };

export interface Quality {
  readonly roundTripMs: number | undefined;
  readonly framesPerSecond: number | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly bitsPerSecond: number | undefined;
  readonly codec: string | undefined;
  readonly path: 'direct' | 'relayed' | undefined;
}

export interface AssistView {
  readonly role: Role;
  readonly remoteUser: { readonly name: string; readonly address: string };
  readonly stage: Stage;
  /** The link has lost contact and is trying to mend itself. */
  readonly unstable: boolean;
  /** Pictures that both people can compare by voice; present once the link is verified. */
  readonly verification: { readonly emoji: readonly string[]; readonly confirmed: boolean } | undefined;
  /** Novice: what is shown. Expert: what arrives. */
  readonly screen:
    | { readonly name: 'none' }
    | { readonly name: 'shown' | 'paused'; readonly surface: 'monitor' | 'window' | 'browser' };
  /** Novice: a screen is picked and will be shown as soon as the other side is verified. */
  readonly screenReady: boolean;
  readonly control: ControlView;
  readonly companion: CompanionView;
  readonly question: Question | undefined;
  /** Files that were sent, or are to be, both ways; oldest first. */
  readonly files: readonly FileView[];
  readonly voice: VoiceView;
  /** How much of the other's voice this side wishes to get. */
  readonly voiceRate: VoiceRateWish;
  /** Whether this is the person of last time, as far as a key can say. */
  readonly recognised: RecognisedView;
  readonly chat: readonly ChatLine[];
  readonly remoteTyping: boolean;
  readonly quality: Quality;
  /** When the expert began to see, the local clock. */
  readonly sessionSinceMs: number | undefined;
  readonly ended: { readonly cause: EndCause; readonly atMs: number } | undefined;
  /** The receipt, once ended: what is also left in the chat. */
  readonly receipt: Receipt | undefined;
}

export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Who saw, who controlled, for how long, and whether the line was verified. */
export interface Receipt {
  readonly role: Role;
  readonly remoteUser: { readonly name: string; readonly address: string };
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly cause: EndCause;
  readonly seen: readonly Interval[];
  readonly controlled: readonly Interval[];
  /** When the two could hear each other. */
  readonly talked: readonly Interval[];
  /** What came in and was kept; and all that has left this machine, also of a file that was broken off. Never a name. */
  readonly files: readonly { readonly direction: FileDirection; readonly bytes: number }[];
  readonly verified: 'compared' | 'tokens' | 'no';
}
