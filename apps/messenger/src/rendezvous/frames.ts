/** Applications that had to be put into a frame of this page, because the browser opened no window for them. */
import type { Registration } from '@rendezvous/rendezvous';
import { Value } from '../shell/values.ts';

export interface FramedApplication {
  readonly sessionId: string;
  readonly registration: Registration;
  readonly remoteName: string;
  /** Spoken name of the frame. */
  readonly title: string;
  /** The panel has put the frame into the page, and it has a window from now on. */
  readonly shown: (target: Window) => void;
}

export class Frames extends Value<readonly FramedApplication[]> {
  constructor() {
    super([]);
  }

  /** Asks the page for a frame, and waits until it is there; empty. @throws `signal.reason` when the caller gave up */
  open(options: Omit<FramedApplication, 'shown'>, signal: AbortSignal): Promise<Window> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.close(options.sessionId);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      const shown = (target: Window): void => {
        signal.removeEventListener('abort', abort);
        resolve(target);
      };
      this.set([...this.get(), { ...options, shown }]);
    });
  }

  /** Takes the frame away, and with it the application. Idempotent. */
  close(sessionId: string): void {
    const rest = this.get().filter(frame => frame.sessionId !== sessionId);
    if (rest.length !== this.get().length) this.set(rest);
  }
}
