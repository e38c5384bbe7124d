/** How fast a file moves, from how far it was at some moments. Pure: the caller says what time it is. */

/** The rate is that of the last few seconds: a line that has become slow is not called fast for minutes. */
const WINDOW_MS = 6000;
/** What is known after less than this is chance. */
const MIN_MS = 1000;

export interface Sample {
  readonly bytes: number;
  readonly atMs: number;
}

/** Oldest first. */
export type Pace = readonly Sample[];

/** Adds how far it is now, once a moment. @returns the same pace when that is nothing new */
export function withSample(pace: Pace, sample: Sample): Pace {
  const last = pace.at(-1);
  if (last && (last.bytes === sample.bytes || last.atMs === sample.atMs)) return pace;
  // One older than the window is kept: it is where the window begins.
  const begin = pace.findLastIndex(({ atMs }) => atMs <= sample.atMs - WINDOW_MS);
  return [...pace.slice(Math.max(0, begin)), sample];
}

/** Bytes per second until `nowMs`, `undefined` while it is too early to say. Falls while nothing moves. */
export function rateAt(pace: Pace, nowMs: number): number | undefined {
  const [first] = pace;
  const last = pace.at(-1);
  if (!first || !last) return undefined;
  const ms = nowMs - first.atMs;
  return ms < MIN_MS ? undefined : ((last.bytes - first.bytes) * 1000) / ms;
}

/** Milliseconds until all of `size` bytes have moved, `undefined` when nothing does or it is too early to say. */
export function leftAt(pace: Pace, size: number, nowMs: number): number | undefined {
  const rate = rateAt(pace, nowMs);
  const last = pace.at(-1);
  if (rate === undefined || !last || rate < 1) return undefined;
  return (Math.max(0, size - last.bytes) * 1000) / rate;
}
