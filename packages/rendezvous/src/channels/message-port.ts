import { BoundedQueue } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { StateError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** Said before the port is closed: not every browser tells the other end of a closed port. */
const GOODBYE = 'rendezvous-close';

/**
 * A channel over a `MessagePort`. The port belongs to the channel from now on.
 * Messages wait in the port until here, so that none is lost between the transfer and this call.
 */
export function messagePortChannel(port: MessagePort): Channel {
  const inbox = new BoundedQueue<unknown>(LIMITS.channelQueue);
  let settle: () => void = () => undefined;
  const closed = new Promise<void>(resolve => {
    settle = resolve;
  });
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    inbox.close();
    port.close();
    settle();
  };
  const close = (): void => {
    if (open) port.postMessage(GOODBYE);
    end();
  };
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (!open) return;
    if (event.data === GOODBYE) end();
    // A reader that lets this much wait has stopped reading: nothing may be lost on an open channel, so it closes.
    else if (!inbox.push(event.data ?? null)) close();
  });
  // What could not be cloned arrives as an invalid message and is answered as one.
  port.addEventListener('messageerror', () => {
    if (open) inbox.push(null);
  });
  port.addEventListener('close', end);
  port.start();
  return {
    messages: inbox,
    send: message => {
      if (!open) throw new StateError('closed', 'the channel is closed');
      port.postMessage(message);
    },
    close,
    closed,
  };
}
