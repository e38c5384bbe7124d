/** The application's page: finds the messenger that opened it and gets one port from it. */
import type { Channel } from '../channel.ts';
import { messagePortChannel } from '../channels/message-port.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ConnectError } from '../errors.ts';
import { OPAQUE_ORIGIN } from './address.ts';
import { knock } from './knock.ts';
import { type ApplicationMemory, memoryOf } from './memory.ts';
import { TOKEN_PARAMETER } from './messages.ts';

/** What `acceptSession` needs: `acceptSession({ ...(await connectToHost(window, { memory })), application })`. */
export interface ConnectedHost {
  readonly channel: Channel;
  /** The launch token, or after a reload of this page the resume token. */
  readonly token: string;
  /** Whether this page was reloaded: the session is handed over once more. */
  readonly resumed: boolean;
  /** The number of the last context data that was taken before the reload; 0 without one. */
  readonly received: number;
  /** The origin of the messenger's page. */
  readonly origin: string;
  /** The memory that was given, for this messenger's origin only. */
  readonly memory: ApplicationMemory | undefined;
  /** A new channel after the messenger's page was reloaded. Rejects with a ConnectError. */
  readonly reconnect: () => Promise<Channel>;
}

export interface ConnectOptions {
  /** What the page remembers over its own reload; without it a reloaded page cannot come back. */
  readonly memory?: ApplicationMemory;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Takes the launch token out of the address, says hello to the window that opened this one, and waits for its port.
 * A page without a token that remembers its messenger knocks there instead, and takes a port from that very origin only.
 * @throws ConnectError `not-launched`, `reloaded`, `no-answer`; `signal.reason` when the caller gave up
 */
export async function connectToHost(window: Window, options: ConnectOptions = {}): Promise<ConnectedHost> {
  const { memory, signal, clock = systemClock } = options;
  signal?.throwIfAborted();
  const host = hostOf(window);
  const launchToken = takeToken(window);
  // A launch is a new beginning, whatever ran in this window before.
  if (launchToken !== undefined) memory?.clear();
  const record = launchToken === undefined ? memory?.read() : undefined;
  const token = launchToken ?? record?.resumeToken;
  if (host === undefined) {
    if (record === undefined) throw new ConnectError('not-launched', 'no messenger has opened this page');
    throw new ConnectError('no-answer', 'the window of the messenger is gone');
  }
  if (token === undefined) throw new ConnectError('reloaded', 'this page holds no launch token any more');
  const resumed = record !== undefined;
  const expected = resumed ? { origin: record.origin } : {};
  const { port, origin } = await knock({ window, host, resume: resumed, ...expected, signal, clock });
  return {
    channel: messagePortChannel(port),
    token,
    resumed,
    received: record?.received ?? 0,
    origin,
    memory: memory && memoryOf(origin, memory),
    reconnect: async () => {
      // Whoever comes to stand in the place of a messenger without an origin could not be told from it.
      if (origin === OPAQUE_ORIGIN)
        throw new ConnectError('no-answer', 'the messenger cannot be found again');
      return messagePortChannel((await knock({ window, host, resume: true, origin, clock })).port);
    },
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
