/** Applications in a frame of this page: they ask for one, or the browser has opened no window for them. */
import { LaunchError, prepareFrame } from '@rendezvous/rendezvous';
import { Value } from '../shell/values.ts';
import type { PageRegistration } from './registrations.ts';

export interface FramedApplication {
  readonly sessionId: string;
  readonly registration: PageRegistration;
  /** Absolute address of its page. */
  readonly url: string;
  readonly remoteName: string;
  /** Spoken name of the frame. */
  readonly title: string;
  /** The panel has put the frame into the page, still empty. */
  readonly shown: (frame: HTMLIFrameElement) => void;
}

/** A frame that has a window, and may do what its registration asks for and nothing else. */
export interface OpenFrame {
  readonly target: Window;
  readonly opaque: boolean;
}

export class Frames extends Value<readonly FramedApplication[]> {
  constructor() {
    super([]);
  }

  /**
   * Asks the page for a frame, and waits until it is there; empty.
   * @throws LaunchError `not-allowed`, `closed`; `signal.reason` when the caller gave up
   */
  open(options: Omit<FramedApplication, 'shown'>, signal: AbortSignal): Promise<OpenFrame> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.close(options.sessionId);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      const shown = (frame: HTMLIFrameElement): void => {
        signal.removeEventListener('abort', abort);
        try {
          resolve(prepare(frame, options));
        } catch (error) {
          reject(error instanceof Error ? error : new Error('there is no frame'));
        }
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

/**
 * This messenger knows no registrations but those that its own server lists, beside its own pages. So a page of its own
 * origin that asks for that origin is trusted as the messenger itself is, and gets no sandbox, which would not hold it
 * anyway; one that does not ask is kept apart as every other page.
 */
const TRUST = { trustOwnOrigin: true } as const;

function prepare(
  frame: HTMLIFrameElement,
  { registration, url }: Omit<FramedApplication, 'shown'>,
): OpenFrame {
  const { opaque } = prepareFrame(frame, registration.launch, url, TRUST);
  const target = frame.contentWindow;
  if (target === null) throw new LaunchError('closed', 'the frame was taken away');
  return { target, opaque };
}
