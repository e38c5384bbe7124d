import type { Clock } from '../clock.ts';

/** How often a window is looked at, in milliseconds: browsers send no event when another window closes. */
const LOOK_MS = 300;

export interface WindowWatch {
  /** Resolves when the window was closed, or the frame was taken out of its page. Never rejects. */
  readonly closed: Promise<void>;
  /** Looks no more; `closed` then stays as it is. Idempotent. */
  stop(): void;
}

export function watchWindow(target: Window, clock: Clock): WindowWatch {
  let stop: () => void = () => undefined;
  const closed = new Promise<void>(resolve => {
    const look = (): void => {
      if (target.closed) resolve();
      else stop = clock.setTimer(LOOK_MS, look);
    };
    look();
  });
  return { closed, stop: () => stop() };
}
