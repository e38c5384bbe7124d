import { BoundedQueue } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import { StateError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** Nested values that are copied one by one; what is deeper, or not plain, goes the platform's slower way. */
const PLAIN_DEPTH = 8;

/** A copy that shares nothing with `value`: most messages are small plain objects, and for these this is several times faster. */
function copyOf(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? structuredClone(value) : value;
  }
  if (depth >= PLAIN_DEPTH || Object.getPrototypeOf(value) !== Object.prototype)
    return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    // An assignment of this name would set the prototype; the platform's copy makes it a property.
    if (key === '__proto__') return structuredClone(value);
    copy[key] = copyOf((value as Record<string, unknown>)[key], depth + 1);
  }
  return copy;
}

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
      if (!outbox.push(copyOf(message) ?? null)) close();
    },
    close,
    closed,
  });
  return [end(left, right), end(right, left)];
}
