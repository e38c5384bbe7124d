/** What the companion needs of an operating system: the same few verbs on X11, Windows and macOS. */
import type { CompanionScreen, InputEvent, UnableReason } from '@rendezvous/assist';
import type { Steps } from '../pump.ts';

export type KeyEvent = InputEvent & { type: 'key' };

/** One act of the person's own hand; injected events never appear here. */
export type HandActivity = 'escape-down' | 'escape-up' | 'other';

/** Codes in the operating system's own numbering, as plain text for the watchdog (`k38`, `b1`). */
export type HeldCodes = readonly string[];

export interface PlatformEvents {
  /** What is held down has changed; called before the operating system is told of a press. */
  held(codes: HeldCodes): void;
  screensChanged(): void;
  /** The operating system's input went away for good (the display closed, permission withdrawn). */
  lost(error: PlatformError): void;
}

export interface Platform {
  readonly name: 'x11' | 'windows' | 'macos';
  screens(): readonly CompanionScreen[];
  /** In the operating system's pixels. */
  movePointer(x: number, y: number): void;
  /** `MouseEvent.button`; a press of a held button and a release of a free one do nothing. */
  button(button: number, down: boolean): void;
  /** Whole notches, right and down positive. */
  scroll(dx: number, dy: number): void;
  /** Only modifiers stay down; every other key is pressed and released at each press and repetition. */
  key(event: KeyEvent): Steps | undefined;
  text(text: string): Steps | undefined;
  /** Every key and button that this process holds down goes up before this returns. Never throws. */
  releaseAll(): void;
  /** Looks at the person's own mouse and keyboard until the returned function is called. */
  watchHand(listener: (activity: HandActivity) => void): () => void;
  /** Releases everything and lets the operating system go. Idempotent. */
  close(): void;
}

export type PlatformErrorCode =
  /** This machine cannot inject; `unable` says why in the protocol's words. */
  | 'unable'
  /** The display server or the session ended. */
  | 'lost';

/** The operating system does not take input from us. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: PlatformErrorCode;
  readonly unable: UnableReason | undefined;
  constructor(code: PlatformErrorCode, message: string, unable?: UnableReason) {
    super(message);
    this.code = code;
    this.unable = unable;
  }
}
