/** The bit rate that a video coder is given. */

/** Bits a pixel and frame at which screens in motion are still readable, at the frame rate below. */
const BITS_PER_PIXEL = 0.1;
const FRAMES_PER_SECOND = 30;
/** Share of the link: the rest is for tiles and for what the meter does not see. */
const LINK_SHARE = 0.6;
const LEAST = 300_000;
const MOST = 20_000_000;
/** A coder is set anew only for a change of at least this factor. */
const STEP = 1.3;

/** Bits a second for a picture of so many pixels on a link of so many bytes a millisecond. */
export function videoBitRate(pixels: number, bytesPerMs: number): number {
  const wanted = pixels * BITS_PER_PIXEL * FRAMES_PER_SECOND;
  return Math.round(Math.min(MOST, Math.max(LEAST, Math.min(wanted, bytesPerMs * 8_000 * LINK_SHARE))));
}

/** Whether the coder should be set from one rate to the other. */
export function isWorthSetting(current: number, wanted: number): boolean {
  return wanted > current * STEP || wanted * STEP < current;
}
