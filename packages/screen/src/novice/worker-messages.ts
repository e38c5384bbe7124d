/** What the novice's page and its worker say to each other. Both are this package; nothing of it comes from outside. */
import type { ForwardedIn, ForwardedOut } from '../channel/worker-channel.ts';
import type { PictureErrorCode } from '../errors.ts';
import type { NoviceStats } from './novice-options.ts';

export type ToNoviceWorker =
  /** First. Without a channel the page passes pieces on. */
  | { readonly type: 'open'; readonly channel: RTCDataChannel | undefined; readonly maxMessage: number }
  | { readonly type: 'frames'; readonly frames: ReadableStream<VideoFrame> }
  /** Where frames of a track can be read in a worker alone. */
  | { readonly type: 'track'; readonly track: MediaStreamTrack }
  | { readonly type: 'activity' | 'pause' | 'resume' | 'close' | 'no-frames' }
  | { readonly type: 'scale'; readonly scale: number }
  | ForwardedIn;

export type FromNoviceWorker =
  | { readonly type: 'rate'; readonly framesPerSecond: number }
  | { readonly type: 'problem' | 'failed'; readonly code: PictureErrorCode; readonly message: string }
  | { readonly type: 'stats'; readonly stats: NoviceStats }
  /** The track ended. */
  | { readonly type: 'ended' }
  | ForwardedOut;
