/** What this browser can do for a picture of tiles. */
import { canReadTracks } from '../novice/track-frames.ts';

export interface PictureCapability {
  /** Screens can be sent as tiles from here. */
  readonly novice: boolean;
  /** They can be shown here. */
  readonly expert: boolean;
}

const has = (...names: readonly string[]): boolean => names.every(name => name in globalThis);

export function pictureCapability(): PictureCapability {
  const common = has('Worker', 'VideoFrame');
  return {
    novice: common && has('CompressionStream') && canReadTracks(),
    expert: common && has('DecompressionStream', 'OffscreenCanvas'),
  };
}
