/** One frame of the screen, wherever it comes from; whoever holds it closes it. */
import type { I420Picture } from '../i420/picture.ts';
import { colourOf, readFrame, sizeOf } from '../webcodecs/read-frame.ts';
import type { ColourSpace } from '../wire/message.ts';

export interface ScreenFrame {
  readonly width: number;
  readonly height: number;
  readonly colour: ColourSpace;
  /** Copies the visible pixels to a picture of its size. @throws PictureError `capture` */
  read(picture: I420Picture): Promise<void>;
  /** Idempotent. */
  close(): void;
}

export function screenFrameOf(frame: VideoFrame): ScreenFrame {
  return {
    ...sizeOf(frame),
    colour: colourOf(frame),
    read: picture => readFrame(frame, picture),
    close: () => frame.close(),
  };
}
