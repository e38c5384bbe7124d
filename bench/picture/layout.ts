/** Where everything is on the novice's screen: known to the scene, which draws it, and to the probe, which reads it. */
import type { Mark } from './code.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SCREEN = { width: 1920, height: 1080 } as const;

/** Frames a second of everything that moves by itself. */
export const MOTION_RATE = 30;

/** What can be on the screen. */
export const SCENES = ['editor', 'pages', 'area', 'scroll', 'film'] as const;
export type SceneName = (typeof SCENES)[number];

/** A caret in a page of text: the count of keys changes here, and a letter is written beside it. */
export const CARET: Mark = { x: 208, y: 304, kind: 'count' };

/** A page that is there as a whole shows the count of keys in each corner and in the middle. */
export const PAGE_MARKS: readonly Mark[] = [
  { x: 16, y: 16, kind: 'count' },
  { x: 1872, y: 16, kind: 'count' },
  { x: 944, y: 524, kind: 'count' },
  { x: 16, y: 1032, kind: 'count' },
  { x: 1872, y: 1032, kind: 'count' },
];

/** Black text on white in every page, compared with the truth to tell when a page can be read. */
export const TEXT_PATCHES: readonly Rectangle[] = [
  { x: 320, y: 160, width: 256, height: 32 },
  { x: 1200, y: 560, width: 256, height: 32 },
  { x: 640, y: 960, width: 256, height: 32 },
];

/** The part that scrolls beside the editor. */
export const AREA: Rectangle = { x: 840, y: 420, width: 960, height: 540 };

/** The window of the film: 720p. */
export const FILM: Rectangle = { x: 600, y: 300, width: 1280, height: 720 };

/** What moves carries its time at its upper left and at its lower right: the older of the two is the picture's age. */
const timesIn = ({ x, y, width, height }: Rectangle): readonly Mark[] => [
  { x: x + 16, y: y + 16, kind: 'time' },
  { x: x + width - 208, y: y + height - 48, kind: 'time' },
];

export const MOTION_MARKS: Readonly<Record<'area' | 'scroll' | 'film', readonly Mark[]>> = {
  area: timesIn(AREA),
  scroll: timesIn({ x: 0, y: 0, ...SCREEN }),
  film: timesIn(FILM),
};
