/** How often the screen is looked at: rarely while nothing happens, as often as it is painted while something does. */

/** Frames a second while nothing happens: 0.7 s of processor time in 10 s. */
export const CALM_FPS = 10;
/** Frames a second after input or a change: asking for 60 halves the wait for a capture (22 to 11 ms). */
export const BUSY_FPS = 60;
/** How long after the last sign the screen is looked at often. */
export const BUSY_MS = 1_500;

/** @param lastActivity when input came or a change was seen, on the same clock; `undefined` when never */
export function captureRate(now: number, lastActivity: number | undefined): number {
  return lastActivity !== undefined && now - lastActivity < BUSY_MS ? BUSY_FPS : CALM_FPS;
}
