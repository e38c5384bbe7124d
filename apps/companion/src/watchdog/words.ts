/** First line of the watchdog: it stands. */
export const READY = 'ready';
/** Last line to the watchdog: nothing is down, there is nothing to do. */
export const GOODBYE = 'goodbye';
/** Codes that one line may name; more cannot be held by two hands on every key there is. */
export const MAX_CODES = 1_000;
