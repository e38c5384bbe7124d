/** What the expert's page and its worker say to each other. */
import type { ForwardedIn, ForwardedOut } from '../channel/worker-channel.ts';
import type { PictureErrorCode } from '../errors.ts';
import type { DrawnCursor } from './expert-picture.ts';

/** A frame that is on the canvas. */
export interface PaintedFrame {
  readonly width: number;
  readonly height: number;
  /** Device pixels of the novice's screen to a pixel of its page. */
  readonly scale: number;
  readonly generation: number;
  readonly frame: number;
  /** From the frame's last byte to the canvas. */
  readonly spentMs: number;
}

export type ToExpertWorker =
  /** First. Without a channel the page passes pieces on. */
  | {
      readonly type: 'open';
      readonly canvas: OffscreenCanvas;
      readonly channel: RTCDataChannel | undefined;
      readonly maxMessage: number;
    }
  | { readonly type: 'refresh' | 'close' }
  | ForwardedIn;

export type FromExpertWorker =
  | { readonly type: 'painted'; readonly frame: PaintedFrame }
  | { readonly type: 'blanked' }
  | { readonly type: 'cursor-moved'; readonly visible: boolean; readonly x: number; readonly y: number }
  | { readonly type: 'cursor-changed'; readonly shape: DrawnCursor }
  | { readonly type: 'problem' | 'failed'; readonly code: PictureErrorCode; readonly message: string }
  | ForwardedOut;
