/** Back-pressure: whether one more frame may be sent now. When not, the newest frame waits and replaces the one that waited. */
import { LIMITS } from '../limits.ts';

export interface Load {
  /** Bytes in the channel that have not left. */
  readonly bufferedBytes: number;
  readonly bytesUnderWay: number;
  readonly framesUnderWay: number;
  readonly bytesPerMs: number;
  readonly shortestRoundTripMs: number | undefined;
}

/** Bytes that may wait in the browser: a fifth of a second at 10 Mbit/s. */
const BUFFERED_BYTES = 250_000;
/** What may stand in the queues of the network beyond one round trip: more only makes the picture older. */
const QUEUE_MS = 100;
const LEAST_WINDOW = 64_000;
const MOST_WINDOW = 4_000_000;
/** Frames under way: well below the limit at which an expert gives up. */
const MOST_FRAMES = LIMITS.framesUnderWay / 2;
/** Repainting goes on only while so little is in the channel that a key would not wait behind it. */
const SHARPEN_BUFFERED_BYTES = 32_000;

/** Bytes that may be under way: what the link carries in its shortest round trip and a little. */
export function windowBytes(load: Pick<Load, 'bytesPerMs' | 'shortestRoundTripMs'>): number {
  const bytes = load.bytesPerMs * ((load.shortestRoundTripMs ?? 0) + QUEUE_MS);
  return Math.min(MOST_WINDOW, Math.max(LEAST_WINDOW, bytes));
}

/** A frame larger than the window goes when little else is under way. */
export function hasRoom(load: Load): boolean {
  return (
    load.bufferedBytes <= BUFFERED_BYTES &&
    load.framesUnderWay < MOST_FRAMES &&
    load.bytesUnderWay <= windowBytes(load)
  );
}

/** The same for repainting, which can wait: half the window is left to what changes. */
export function hasRoomToSharpen(load: Load): boolean {
  return (
    load.bufferedBytes <= SHARPEN_BUFFERED_BYTES &&
    load.framesUnderWay < MOST_FRAMES &&
    load.bytesUnderWay <= windowBytes(load) / 2
  );
}
