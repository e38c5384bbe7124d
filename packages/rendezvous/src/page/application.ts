/** The application's page: finds the messenger that opened it and gets one port from it. */
import type { Channel } from '../channel.ts';
import { messagePortChannel } from '../channels/message-port.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ConnectError } from '../errors.ts';
import { DEADLINES } from '../limits.ts';
import { type HelloMessage, PortMessage, TOKEN_PARAMETER } from './messages.ts';

export interface ConnectedHost {
  readonly channel: Channel;
  /** The launch token, for `acceptSession`. */
  readonly token: string;
  /** Always `false` here: a reloaded application page has nothing to resume with. */
  readonly resumed: boolean;
  /** The origin of the messenger's page. */
  readonly origin: string;
  /** A new channel after the messenger's page was reloaded; give it to `acceptSession`. Rejects with a ConnectError. */
  readonly reconnect: () => Promise<Channel>;
}

/** How often a messenger's page that may still be loading is knocked at, in milliseconds. */
const KNOCK_MS = 500;

/**
 * Takes the launch token out of the address, says hello to the window that opened this one, and waits for its port.
 * @throws ConnectError `not-launched`, `reloaded`, `no-answer`; `signal.reason` when the caller gave up
 */
export async function connectToHost(
  window: Window,
  { signal, clock = systemClock }: { signal?: AbortSignal; clock?: Clock } = {},
): Promise<ConnectedHost> {
  signal?.throwIfAborted();
  const host = hostOf(window);
  const token = takeToken(window);
  if (host === undefined) throw new ConnectError('not-launched', 'no messenger has opened this page');
  if (token === undefined) throw new ConnectError('reloaded', 'this page holds no launch token any more');
  const { port, origin } = await askForPort({ window, host, resume: false, signal, clock });
  return {
    channel: messagePortChannel(port),
    token,
    resumed: false,
    origin,
    reconnect: async () =>
      messagePortChannel(
        (await askForPort({ window, host, resume: true, origin, clock, signal: undefined })).port,
      ),
  };
}

function hostOf(window: Window): Window | undefined {
  const opener = window.opener as Window | null;
  if (opener !== null) return opener;
  return window.parent === window ? undefined : window.parent;
}

/** A copied address, the history and a screenshot must not carry the token on. */
function takeToken(window: Window): string | undefined {
  const { hash, pathname, search } = window.location;
  const rest: string[] = [];
  let token: string | undefined;
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part.startsWith(`${TOKEN_PARAMETER}=`)) token = part.slice(TOKEN_PARAMETER.length + 1);
    else if (part !== '') rest.push(part);
  }
  if (token === undefined) return undefined;
  const fragment = rest.length === 0 ? '' : `#${rest.join('&')}`;
  window.history.replaceState(window.history.state, '', `${pathname}${search}${fragment}`);
  return token;
}

interface Knock {
  readonly window: Window;
  readonly host: Window;
  readonly resume: boolean;
  /** The only origin that may answer; any when absent, because the launch token came with the launch itself. */
  readonly origin?: string;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
}

async function askForPort({ window, host, resume, origin, signal, clock }: Knock) {
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
      const knock = (): void => {
        // Nothing in a hello is secret; what answers one is checked.
        host.postMessage(hello, origin ?? '*');
        if (resume) later = clock.setTimer(KNOCK_MS, knock);
      };
      cleanups.push(() => later());
      knock();
    });
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}
