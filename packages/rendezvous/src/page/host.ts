/** The messenger's page: launches application pages and hands each one port. rendezvous-api 8.5, MessagePort. */
import type { Channel } from '../channel.ts';
import { messagePortChannel } from '../channels/message-port.ts';
import { type Clock, systemClock } from '../clock.ts';
import { LaunchError } from '../errors.ts';
import type { LaunchedApplication } from '../host/driver.ts';
import { DEADLINES } from '../limits.ts';
import { OPAQUE_ORIGIN, pageAddress } from './address.ts';
import { HelloMessage, type PortMessage, TOKEN_PARAMETER } from './messages.ts';
import { watchWindow } from './watch-window.ts';

export interface LaunchPageOptions {
  /** The messenger's own window. */
  readonly window: Window;
  /**
   * The window that was opened, or the frame's `contentWindow`: still empty. It must keep its opener. A frame has been
   * prepared with `prepareFrame`; nothing keeps a page of the messenger's own origin in a window apart from the messenger.
   */
  readonly target: Window;
  /** Absolute address of the application's page, http or https. */
  readonly url: string;
  /** The launch token; it travels in the fragment. */
  readonly token: string;
  /** `opaque` of what `prepareFrame` returned for this very frame. Default `false`; without meaning for a window. */
  readonly opaque?: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** How long the page may take to speak, in milliseconds; default `DEADLINES.launchMs`. */
  readonly deadlineMs?: number;
}

/** Frames of this page whose origin is opaque and whose page has spoken: the only ones that may knock without an origin. */
const opaqueFrames = new WeakSet<Window>();

/**
 * Opens the application's page in `target` and waits until it has spoken; then it has its port.
 * Only that very window, and only while it shows a page of that very origin, gets it.
 *
 * A frame with an opaque origin is known by nothing but its window: its messages come from `null` and its port is sent to
 * `*`. Both are safe as far as the window goes, because a message to a window reaches no other one. What may have changed
 * is the page in it: it can take itself elsewhere (a link, an answer of its server that redirects), and whatever follows
 * in the same frame would get a port too. That port is worth nothing by itself: the session is handed over only after a
 * hello with the one-time token, which was told to the first page alone, and a page that has passed its token on has
 * passed on nothing but its own part.
 *
 * When this rejects, the window is still the caller's to close.
 * @throws LaunchError `not-allowed`, `timeout`, `closed`; `signal.reason` when the caller gave up
 */
export async function launchPage(options: LaunchPageOptions): Promise<LaunchedApplication> {
  const { window, target, clock = systemClock, signal } = options;
  signal?.throwIfAborted();
  const address = pageAddress(options.url);
  const opaque = options.opaque === true && target.parent !== target;
  const origin = opaque ? OPAQUE_ORIGIN : address.origin;
  const parameter = `${TOKEN_PARAMETER}=${options.token}`;
  address.hash = address.hash === '' ? parameter : `${address.hash}&${parameter}`;
  const watch = watchWindow(target, clock);
  const cleanups: (() => void)[] = [];
  try {
    const channel = await new Promise<Channel>((resolve, reject) => {
      const handleMessage = (event: MessageEvent<unknown>): void => {
        if (event.source !== target || event.origin !== origin) return;
        const hello = HelloMessage.safeParse(event.data);
        if (hello.success && !hello.data.resume) resolve(handOverPort(window, target, origin));
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
    if (opaque) opaqueFrames.add(target);
    return {
      channel,
      closed: watch.closed,
      close: () => {
        watch.stop();
        opaqueFrames.delete(target);
        channel.close();
      },
      origin,
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
  /** `closed` resolves when the window that knocks is closed, as long as the channel is open. Never rejects. */
  reconnect(channel: Channel, origin: string, closed: Promise<void>): void;
}

export interface ListenOptions {
  readonly clock?: Clock;
  /**
   * Whether this host opened the window that knocks; default: whichever it is. Asked for windows of earlier lives of this
   * page, too, which nothing can tell apart: hosts whose applications run in windows have pages of their own.
   */
  readonly from?: (source: Window) => boolean;
}

/**
 * Answers applications that knock again: they, or this page, were reloaded. Nothing but the port is given before an
 * application has shown its resume token, and only pages of an expected origin are given one. Anybody's sandboxed page
 * can call itself `null`, so that one is answered only in a frame that was launched as opaque from this very page; it
 * cannot be older, because a frame goes with its page.
 *
 * Where two hosts live in one window, each needs `from`: a knock that both answer would reach either.
 * @returns stops listening
 */
export function listenForApplications(
  window: Window,
  host: ReturningHost,
  { clock = systemClock, from = () => true }: ListenOptions = {},
): () => void {
  const handleMessage = (event: MessageEvent<unknown>): void => {
    const { source, origin } = event;
    if (source === null || source === window || !isWindow(source) || source.closed) return;
    const hello = HelloMessage.safeParse(event.data);
    if (!hello.success || !hello.data.resume) return;
    const expected =
      origin === OPAQUE_ORIGIN ? opaqueFrames.has(source) : host.expectsApplicationFrom(origin);
    if (!expected || !from(source)) return;
    const channel = handOverPort(window, source, origin);
    const watch = watchWindow(source, clock);
    void channel.closed.then(() => watch.stop());
    host.reconnect(channel, origin, watch.closed);
  };
  window.addEventListener('message', handleMessage);
  return () => window.removeEventListener('message', handleMessage);
}

function handOverPort(window: Window, target: Window, origin: string): Channel {
  const { port1, port2 } = new MessageChannel();
  const message: PortMessage = { type: 'rendezvous-port' };
  target.postMessage(message, origin === OPAQUE_ORIGIN ? '*' : origin, [port2]);
  const channel = messagePortChannel(port1);
  // Not every browser tells of a port whose page has gone, and only who knows it comes back to the next page.
  const leave = (event: PageTransitionEvent): void => {
    if (!event.persisted) channel.close();
  };
  window.addEventListener('pagehide', leave);
  void channel.closed.then(() => window.removeEventListener('pagehide', leave));
  return channel;
}

function isWindow(source: MessageEventSource): source is Window {
  return 'closed' in source;
}
