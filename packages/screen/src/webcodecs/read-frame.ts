/** The pixels of a browser's frame as I420. */
import { PictureError } from '../errors.ts';
import type { I420Picture } from '../i420/picture.ts';
import { type ColourSpace, MATRICES, PRIMARIES, TRANSFERS } from '../wire/message.ts';
import { interleavedToPlanes, rgbToPlanes } from './convert.ts';

/** The visible size of a frame. */
export function sizeOf(frame: VideoFrame): { readonly width: number; readonly height: number } {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return { width, height };
}

/** The table's own value, so that nothing of the browser's is cast; what is not in the table was not said. */
function known<T extends string>(table: readonly T[], value: string | null): T | '' {
  return table.find(each => each === value) ?? '';
}

/** What is converted here from RGB is BT.601 with limited range, as browsers do it for small pictures. */
const CONVERTED: ColourSpace = {
  primaries: 'bt709',
  transfer: 'iec61966-2-1',
  matrix: 'smpte170m',
  fullRange: false,
};

/** The colour space of what `readFrame` gives. */
export function colourOf({ colorSpace, format }: VideoFrame): ColourSpace {
  if (format !== 'I420' && format !== 'I420A' && format !== 'NV12') return CONVERTED;
  const { primaries, transfer, matrix, fullRange } = colorSpace;
  return {
    primaries: known(PRIMARIES, primaries),
    transfer: known(TRANSFERS, transfer),
    matrix: known(MATRICES, matrix),
    fullRange: fullRange ?? false,
  };
}

/**
 * Copies the visible pixels. I420 is copied as it is; NV12 and RGB, which some systems capture, are converted.
 * @throws PictureError `capture` for any other format and when the browser refuses
 */
export async function readFrame(frame: VideoFrame, picture: I420Picture): Promise<void> {
  const { stride, chromaStride, uOffset, vOffset, width, height } = picture.layout;
  const luma = { offset: 0, stride };
  try {
    switch (frame.format) {
      case 'I420':
      case 'I420A': {
        const planes = [
          luma,
          { offset: uOffset, stride: chromaStride },
          { offset: vOffset, stride: chromaStride },
        ];
        if (frame.format === 'I420') {
          await frame.copyTo(picture.bytes, { layout: planes });
          return;
        }
        const alpha = picture.bytes.length;
        const bytes = new Uint8Array(alpha + stride * height);
        await frame.copyTo(bytes, { layout: [...planes, { offset: alpha, stride }] });
        picture.bytes.set(bytes.subarray(0, alpha));
        return;
      }
      case 'NV12': {
        const bytes = new Uint8Array(picture.bytes.length);
        await frame.copyTo(bytes, { layout: [luma, { offset: uOffset, stride }] });
        interleavedToPlanes(bytes, picture);
        return;
      }
      case 'RGBA':
      case 'RGBX':
      case 'BGRA':
      case 'BGRX': {
        const bytes = new Uint8Array(width * height * 4);
        await frame.copyTo(bytes, { layout: [{ offset: 0, stride: width * 4 }] });
        rgbToPlanes(bytes, frame.format.startsWith('RGB'), picture);
        return;
      }
      default:
        throw new PictureError('capture', 'the screen is captured in a format that is not known');
    }
  } catch (cause) {
    if (cause instanceof PictureError) throw cause;
    throw new PictureError('capture', 'a frame of the screen cannot be read', { cause });
  }
}
