/** How long to wait before the next attempt to connect. Pure: the caller counts and draws. */
export interface ReconnectPolicy {
  /**
   * @param attempt 0 for the first attempt after a connection was lost
   * @param random a number in [0, 1), so that the clients of a restarted server do not come all at once
   * @returns milliseconds
   */
  nextDelayMs(attempt: number, random: number): number;
  /** A connection that has lived this long counts as good: the next loss starts at attempt 0 again. */
  readonly stableAfterMs: number;
}

/** The first wait, doubled at each attempt. */
const FIRST_MS = 500;
/** A person who looks at the page should not wait longer than this for a server that is back. */
const CAP_MS = 15_000;

/** Doubling from half a second to fifteen seconds, each wait drawn from the upper half of its range. */
export const exponentialReconnect: ReconnectPolicy = {
  nextDelayMs(attempt, random) {
    const whole = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 30));
    return Math.round(whole / 2 + (whole / 2) * random);
  },
  stableAfterMs: 10_000,
};
