/** The messages of docs/spec/picture.md section 4. */
import type { Rectangle } from '../i420/rectangle.ts';

/** The version that this code speaks; `HELLO` carries it, both sides use the lower one. */
export const PICTURE_VERSION = 1;

/** First byte of every message. */
export const MESSAGE_TYPE = {
  HELLO: 1,
  CONFIG: 2,
  TILES: 3,
  SCROLL: 4,
  VIDEO: 5,
  END: 6,
  CURSOR: 7,
  CURSOR_SHAPE: 8,
  BLANK: 9,
  REFRESH: 16,
  RECEIPT: 17,
} as const;

/** Colour as WebCodecs names it; the positions are the values on the wire. 0 means that the browser did not say. */
export const PRIMARIES = ['', 'bt709', 'bt470bg', 'smpte170m', 'bt2020', 'smpte432'] as const;
export const TRANSFERS = ['', 'bt709', 'smpte170m', 'iec61966-2-1', 'linear', 'pq', 'hlg'] as const;
export const MATRICES = ['', 'rgb', 'bt709', 'bt470bg', 'smpte170m', 'bt2020-ncl'] as const;
export type Primaries = (typeof PRIMARIES)[number];
export type Transfer = (typeof TRANSFERS)[number];
export type Matrix = (typeof MATRICES)[number];

export interface ColourSpace {
  readonly primaries: Primaries;
  readonly transfer: Transfer;
  readonly matrix: Matrix;
  readonly fullRange: boolean;
}

/** Why a fresh picture is asked for; the positions are the values on the wire. */
export const REFRESH_REASONS = ['start', 'error', 'video', 'wish'] as const;
export type RefreshReason = (typeof REFRESH_REASONS)[number];

/** 4.1. Both sides' first message; from the expert also a wish for a fresh picture. */
export interface Hello {
  readonly type: 'hello';
  readonly version: number;
  /** It answers the other side's HELLO, and says nothing new to one who has heard one already. */
  readonly answer: boolean;
  /** What the sender can decode, most wanted first; WebCodecs codec strings. A novice sends none. */
  readonly codecs: readonly string[];
  /** The largest picture that the sender takes, in pixels. */
  readonly maxPixels: number;
}

/** 4.2. A picture begins: nothing of an earlier one is valid. */
export interface Config {
  readonly type: 'config';
  /** Grows with each picture. */
  readonly generation: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels to a pixel of the page, in thousandths. */
  readonly scale: number;
  readonly colour: ColourSpace;
}

/** What a part of a frame has in common. Frames of a picture are numbered from 1 without a gap. */
interface FramePart {
  readonly frame: number;
  /** The frame is complete and is to be painted as a whole. */
  readonly last: boolean;
}

/** 4.3. */
export interface Tiles extends FramePart {
  readonly type: 'tiles';
  readonly rectangles: readonly Rectangle[];
  /** The rectangles' I420 bytes one after the other, as one deflate stream without header [RFC1951]. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** 4.4. */
export interface Scrolled extends FramePart {
  readonly type: 'scroll';
  /** Where the pixels come to; they come from there less (dx, dy). */
  readonly rectangle: Rectangle;
  readonly dx: number;
  readonly dy: number;
}

/** 4.5. */
export interface Video extends FramePart {
  readonly type: 'video';
  /** A key chunk names its codec; the decoder begins anew with it. */
  readonly codec: string | undefined;
  /** What to paint of the decoded picture. */
  readonly boxes: readonly Rectangle[];
  readonly data: Uint8Array<ArrayBuffer>;
}

/** 4.6. A frame whose last part did not come about. */
export interface End {
  readonly type: 'end';
  readonly frame: number;
}

/** 4.7. Where the cursor is, in pixels of the picture. */
export interface Cursor {
  readonly type: 'cursor';
  readonly visible: boolean;
  readonly x: number;
  readonly y: number;
}

/** 4.8. How it looks. */
export interface CursorShape {
  readonly type: 'cursor-shape';
  readonly width: number;
  readonly height: number;
  /** The point of it. */
  readonly hotX: number;
  readonly hotY: number;
  /** RGBA, deflated as tiles are. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** 4.9. Nothing is shown until the next CONFIG. */
export interface Blank {
  readonly type: 'blank';
}

/** 4.10. */
export interface Refresh {
  readonly type: 'refresh';
  readonly reason: RefreshReason;
}

/** 4.11. The frame and all before it have been painted. */
export interface Receipt {
  readonly type: 'receipt';
  readonly generation: number;
  readonly frame: number;
  /** From the frame's last byte to the canvas; at most 65,535. */
  readonly spentMs: number;
}

export type NoviceMessage = Hello | Config | Tiles | Scrolled | Video | End | Cursor | CursorShape | Blank;
export type ExpertMessage = Hello | Refresh | Receipt;
export type Message = NoviceMessage | ExpertMessage;

/** The codec strings that may come over the wire: H.264, VP8, VP9 and AV1 of [WEBCODECS-REGISTRY]. */
export const CODEC_PATTERN =
  /^(avc1\.[0-9a-fA-F]{6}|vp8|vp09(\.[0-9]{2}){3}|av01\.[0-9]\.[0-9]{2}[MH]\.[0-9]{2})$/;
