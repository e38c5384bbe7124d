import {
  COMPANION_PORTS,
  CompanionMessage,
  type CompanionSocket,
  type PageMessage,
} from '@rendezvous/assist';
import { BoundedQueue } from '@rendezvous/base';

/** A companion on this machine answers at once; what does not is something else. */
const OPEN_DEADLINE_MS = 2000;
/** The companion's largest message is its list of screens. */
const MESSAGE_LENGTH = 16 * 1024;
/** Messages that may wait to be read; beyond it the companion is misbehaving and is let go. */
const WAITING_MESSAGES = 200;

/** No companion answered on any of its ports. */
export class CompanionNotFoundError extends Error {
  override readonly name = 'CompanionNotFoundError';
  readonly code = 'not-running';
  constructor() {
    super('no companion answers on this machine');
  }
}

export interface CompanionSocketOptions {
  readonly ports?: readonly number[];
  readonly WebSocket?: typeof WebSocket;
}

/** Tries the companion's ports in order, on this machine only. Rejects with {@link CompanionNotFoundError}. */
export async function openCompanionSocket(
  signal: AbortSignal,
  options: CompanionSocketOptions = {},
): Promise<CompanionSocket> {
  const Socket = options.WebSocket ?? WebSocket;
  for (const port of options.ports ?? COMPANION_PORTS) {
    const socket = new Socket(`ws://127.0.0.1:${String(port)}`);
    if (await opens(socket, signal)) return wrap(socket, signal);
    signal.throwIfAborted();
  }
  throw new CompanionNotFoundError();
}

function opens(socket: WebSocket, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const done = new AbortController();
    const finish = (open: boolean): void => {
      done.abort();
      clearTimeout(timer);
      if (!open) socket.close();
      resolve(open);
    };
    const timer = setTimeout(() => finish(false), OPEN_DEADLINE_MS);
    const once = { signal: done.signal };
    socket.addEventListener('open', () => finish(true), once);
    socket.addEventListener('error', () => finish(false), once);
    socket.addEventListener('close', () => finish(false), once);
    signal.addEventListener('abort', () => finish(false), once);
    if (signal.aborted) finish(false);
  });
}

function wrap(socket: WebSocket, signal: AbortSignal): CompanionSocket {
  const messages = new BoundedQueue<CompanionMessage>(WAITING_MESSAGES);
  const close = (): void => {
    messages.close();
    socket.close();
  };
  socket.addEventListener('message', event => {
    const message = parse(event.data);
    if (message !== undefined && !messages.push(message)) close();
  });
  socket.addEventListener('close', () => messages.close());
  signal.addEventListener('abort', close, { once: true });
  return {
    send: (message: PageMessage) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    messages,
    close,
  };
}

/** What is no message of ours is passed over. */
function parse(data: unknown): CompanionMessage | undefined {
  if (typeof data !== 'string' || MESSAGE_LENGTH < data.length) return undefined;
  try {
    return CompanionMessage.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
