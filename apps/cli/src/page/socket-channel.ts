import { BoundedQueue } from '@rendezvous/base';
import { type Channel, LIMITS, StateError } from '@rendezvous/rendezvous';
import type { RawData, WebSocket } from 'ws';

/** Bytes of one message: context data of the greatest length, every character of it escaped, and its envelope. */
export const SOCKET_MESSAGE_BYTES = LIMITS.contextDataBytes * 6 + 128 * 1024;
/** Bytes that may wait for a page that does not read; beyond, the channel is closed. */
const WAITING_BYTES = 32 * 1024 * 1024;

/** A channel over a WebSocket: one JSON text for each message. The socket belongs to the channel from now on. */
export function socketChannel(socket: WebSocket): Channel {
  const inbox = new BoundedQueue<unknown>(LIMITS.channelQueue);
  const { promise: closed, resolve: settle } = Promise.withResolvers<void>();
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    inbox.close();
    socket.close(1000);
    settle();
  };
  socket.on('message', (data: RawData, isBinary: boolean) => {
    // A reader that lets this much wait has stopped reading: nothing may be lost on an open channel, so it closes.
    if (open && !inbox.push(isBinary ? null : parse(data))) close();
  });
  socket.on('close', close);
  socket.on('error', () => socket.terminate());
  return {
    messages: inbox,
    send: message => {
      if (!open) throw new StateError('closed', 'the channel is closed');
      socket.send(JSON.stringify(message) ?? 'null');
      if (socket.bufferedAmount > WAITING_BYTES) close();
    },
    close,
    closed,
  };
}

/** What is no JSON is no message either, and is refused as such by its reader. */
function parse(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
