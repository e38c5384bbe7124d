/** The messenger's page: launches application pages and hands each one port. rendezvous-api 8.5, MessagePort. */
import type { Channel } from '../channel.ts';
import { messagePortChannel } from '../channels/message-port.ts';
import { type Clock, systemClock } from '../clock.ts';
import { LaunchError } from '../errors.ts';
import type { LaunchedApplication } from '../host/driver.ts';
import { DEADLINES } from '../limits.ts';
import { HelloMessage, type PortMessage, TOKEN_PARAMETER } from './messages.ts';

export interface LaunchPageOptions {
  /** The messenger's own window. */
  readonly window: Window;
  /** The window that was opened, or the frame's `contentWindow`: still empty. It must keep its opener. */
  readonly target: Window;
  /** Absolute address of the application's page. */
  readonly url: string;
  /** The launch token; it travels in the fragment. */
  readonly token: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** How long the page may take to speak, in milliseconds; default `DEADLINES.launchMs`. */
  readonly deadlineMs?: number;
}

/** How often a launched window is looked at, in milliseconds: browsers send no event when another window closes. */
const CLOSED_POLL_MS = 300;

/**
 * Opens the application's page in `target` and waits until it has spoken; then it has its port.
 * Only that very window, and only while it shows a page of that very origin, gets it.
 * When this rejects, the window is still the caller's to close.
 * @throws LaunchError `timeout`, `closed`; `signal.reason` when the caller gave up
 */
export async function launchPage(options: LaunchPageOptions): Promise<LaunchedApplication> {
  const { window, target, clock = systemClock, signal } = options;
  signal?.throwIfAborted();
  const address = new URL(options.url);
  const { origin } = address;
  const parameter = `${TOKEN_PARAMETER}=${options.token}`;
  address.hash = address.hash === '' ? parameter : `${address.hash}&${parameter}`;
  const watch = watchWindow(target, clock);
  const cleanups: (() => void)[] = [];
  try {
    const channel = await new Promise<Channel>((resolve, reject) => {
      const handleMessage = (event: MessageEvent<unknown>): void => {
        if (event.source !== target || event.origin !== origin) return;
        const hello = HelloMessage.safeParse(event.data);
        if (hello.success && !hello.data.resume) resolve(handOverPort(target, origin));
      };
      window.addEventListener('message', handleMessage);
      cleanups.push(() => window.removeEventListener('message', handleMessage));
      cleanups.push(
        clock.setTimer(options.deadlineMs ?? DEADLINES.launchMs, () =>
          reject(new LaunchError('timeout', 'the page did not speak in time')),
        ),
      );
      void watch.closed.then(() => reject(new LaunchError('closed', 'the window was closed')));
      const abort = (): void => reject(signal?.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      cleanups.push(() => signal?.removeEventListener('abort', abort));
      target.location.replace(address.href);
    });
    return {
      channel,
      closed: watch.closed,
      close: () => {
        watch.stop();
        channel.close();
      },
      // A frame goes with the page that it is in: it never comes back to the next one.
      origin: target.parent === window ? undefined : origin,
    };
  } catch (error) {
    watch.stop();
    throw error;
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}

/** What `listenForApplications` needs of a `RendezvousHost`. */
export interface ReturningHost {
  expectsApplicationFrom(origin: string): boolean;
  reconnect(channel: Channel, origin: string): void;
}

/**
 * Answers applications that were launched before this page was reloaded. Nothing but the port is given before an
 * application has shown its resume token, and only pages of an expected origin are given one.
 * @returns stops listening
 */
export function listenForApplications(window: Window, host: ReturningHost): () => void {
  const handleMessage = (event: MessageEvent<unknown>): void => {
    const { source, origin } = event;
    if (source === null || source === window || !isWindow(source)) return;
    const hello = HelloMessage.safeParse(event.data);
    if (!hello.success || !hello.data.resume || !host.expectsApplicationFrom(origin)) return;
    host.reconnect(handOverPort(source, origin), origin);
  };
  window.addEventListener('message', handleMessage);
  return () => window.removeEventListener('message', handleMessage);
}

function handOverPort(target: Window, origin: string): Channel {
  const { port1, port2 } = new MessageChannel();
  const message: PortMessage = { type: 'rendezvous-port' };
  target.postMessage(message, origin, [port2]);
  return messagePortChannel(port1);
}

function isWindow(source: MessageEventSource): source is Window {
  return 'closed' in source;
}

function watchWindow(target: Window, clock: Clock): { closed: Promise<void>; stop: () => void } {
  let stop: () => void = () => undefined;
  const closed = new Promise<void>(resolve => {
    const look = (): void => {
      if (target.closed) resolve();
      else stop = clock.setTimer(CLOSED_POLL_MS, look);
    };
    look();
  });
  return { closed, stop: () => stop() };
}
