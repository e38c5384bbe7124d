/** What a novice's picture needs, and what it tells. */
import type { PictureChannel } from '../channel/picture-channel.ts';
import type { Clock } from '../clock.ts';
import type { PictureError } from '../errors.ts';
import type { TurnKind } from './shown-picture.ts';
import type { VideoCoding } from './video-coding.ts';

export interface NovicePictureEvents {
  /** How often the screen should be captured from now on, in frames a second. */
  rate?(framesPerSecond: number): void;
  /** Something did not work and was got over. */
  problem?(error: PictureError): void;
  /** Nothing will be sent any more on this path; take the other. */
  failed?(error: PictureError): void;
}

export interface NovicePictureOptions {
  readonly channel: PictureChannel;
  /** Without it motion goes as tiles. */
  readonly video?: VideoCoding;
  readonly clock?: Clock;
  readonly events?: NovicePictureEvents;
}

/** What the quality line and `choosePath` want to know. */
export interface NoviceStats {
  readonly width: number;
  readonly height: number;
  /** Since the beginning: how many frames went which way, and how many gave way to a newer one. */
  readonly turns: Readonly<Record<TurnKind, number>>;
  readonly replaced: number;
  readonly sentBytes: number;
  readonly roundTripMs: number | undefined;
  /** How long the oldest frame has been without a receipt. */
  readonly waitingMs: number;
  readonly bytesPerMs: number;
  /** Tiles that are not exact yet. */
  readonly owedTiles: number;
}
