export { DeadlineError, withDeadline } from './deadline.ts';
export { TypedEventTarget } from './events.ts';
export { type Logger, silentLogger } from './log.ts';
export { BoundedQueue } from './queue.ts';
export { TokenBucket } from './rate.ts';
