/** A way to show one person's screen to another: what the bench needs to know of it, whoever made it. */
import type { Page } from 'playwright-core';
import type { Stage } from '../stage.ts';

export interface Way {
  /** For `--only` and the table's columns. */
  readonly name: 'local' | 'screen' | 'track' | 'vnc';
  readonly title: string;
  /** Whether it can be measured over a network: what stays on the desktop cannot. */
  readonly isRemote: boolean;
  /** Of the product only: what the novice's browser can do in this way. */
  readonly abilities?: 'all' | 'no-picture-path';
  /** Shows the stage's whole desktop in a page. Everything it starts belongs to the stage's resources. */
  open(stage: Stage): Promise<PictureSession>;
}

export interface PictureSession {
  /** Where the expert sees the desktop: the largest <video> or <canvas> of this page. */
  readonly page: Page;
  /** Roots of the process trees that work for each side. */
  readonly processes: { readonly novice: readonly number[]; readonly expert: readonly number[] };
  /** Bytes that have come to the expert so far; undefined where nothing travels. */
  bytes(): Promise<number | undefined>;
  /** Gives the expert the keyboard of the desktop: afterwards keys pressed in the page reach the scene. */
  takeControl?(): Promise<void>;
  /** How the picture travels now: codec, path. */
  describe(): Promise<string>;
}
