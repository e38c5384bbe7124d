/** What a face needs to show of an assistance: one immutable snapshot, replaced at every change. */
import type { CompanionScreen, UnableReason } from './control/companion-protocol.ts';

export type Role = 'novice' | 'expert';

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

/** One question at a time, on the novice's side; refusing is the default. */
export interface Question {
  readonly id: number;
  readonly kind: 'control';
  /** Whether a yes could be carried out now; else what is missing. */
  readonly possible: 'yes' | 'needs-companion' | 'needs-whole-screen' | 'unable';
}

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
  readonly files: readonly { readonly direction: 'in' | 'out'; readonly bytes: number }[];
  readonly verified: 'compared' | 'tokens' | 'no';
}
