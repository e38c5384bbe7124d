/** Time and timers, given from outside so that tests can turn the hands. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls once after so many milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void;
}

/** The platform's. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
