/** One knock of an application's page at its messenger's window, until a port comes. */
import type { Clock } from '../clock.ts';
import { ConnectError } from '../errors.ts';
import { DEADLINES } from '../limits.ts';
import { type HelloMessage, PortMessage } from './messages.ts';

/** How often a messenger's page that may still be loading is knocked at, in milliseconds. */
const KNOCK_MS = 500;

export interface Knock {
  /** The application's own window. */
  readonly window: Window;
  /** The messenger's window. */
  readonly host: Window;
  /** The application was launched before. */
  readonly resume: boolean;
  /** The only origin that may answer; any when absent, because the launch token came with the launch itself. */
  readonly origin?: string;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
}

/** @throws ConnectError `no-answer` after `DEADLINES.requestMs`; `signal.reason` when the caller gave up */
export async function knock(options: Knock): Promise<{ port: MessagePort; origin: string }> {
  const { window, host, resume, origin, signal, clock } = options;
  const cleanups: (() => void)[] = [];
  try {
    return await new Promise<{ port: MessagePort; origin: string }>((resolve, reject) => {
      const handleMessage = (event: MessageEvent<unknown>): void => {
        if (event.source !== host || (origin !== undefined && event.origin !== origin)) return;
        const port = event.ports[0];
        if (port === undefined || !PortMessage.safeParse(event.data).success) return;
        resolve({ port, origin: event.origin });
      };
      window.addEventListener('message', handleMessage);
      cleanups.push(() => window.removeEventListener('message', handleMessage));
      cleanups.push(
        clock.setTimer(DEADLINES.requestMs, () =>
          reject(new ConnectError('no-answer', 'the messenger did not answer')),
        ),
      );
      const abort = (): void => reject(signal?.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      cleanups.push(() => signal?.removeEventListener('abort', abort));
      const hello: HelloMessage = { type: 'rendezvous-hello', resume };
      let later: () => void = () => undefined;
      const say = (): void => {
        // Nothing in a hello is secret; what answers one is checked.
        host.postMessage(hello, origin ?? '*');
        if (resume) later = clock.setTimer(KNOCK_MS, say);
      };
      cleanups.push(() => later());
      say();
    });
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}
