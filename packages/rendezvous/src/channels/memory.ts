import { BoundedQueue } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { StateError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** Two ends of a channel inside one process. Values are cloned, so that the ends share nothing. */
export function memoryChannelPair(): [Channel, Channel] {
  const left = new BoundedQueue<unknown>(LIMITS.channelQueue);
  const right = new BoundedQueue<unknown>(LIMITS.channelQueue);
  let settle: () => void = () => undefined;
  const closed = new Promise<void>(resolve => {
    settle = resolve;
  });
  const close = (): void => {
    left.close();
    right.close();
    settle();
  };
  const end = (inbox: BoundedQueue<unknown>, outbox: BoundedQueue<unknown>): Channel => ({
    messages: inbox,
    send: message => {
      if (outbox.closed) throw new StateError('closed', 'the channel is closed');
      // A reader that lets this much wait has stopped reading: nothing may be lost on an open channel, so it closes.
      if (!outbox.push(structuredClone(message) ?? null)) close();
    },
    close,
    closed,
  });
  return [end(left, right), end(right, left)];
}
