/** A file of the protocol's own: no person is asked, nothing is listed, and it stays in memory. */
import { DEADLINES, LIMITS } from '../limits.ts';
import type { AssistPorts } from '../ports.ts';
import type { FileSource } from './file-ports.ts';
import type { Offered, Reception } from './file-receiving.ts';

/** Takes one internal file if it is expected, small and not slow; the bytes, or `undefined` when it did not come. */
export function receiveInternal(
  offer: Offered,
  expected: ((bytes: Uint8Array | undefined) => void) | undefined,
  setTimer: AssistPorts['setTimer'],
): Reception {
  const bytes = new Uint8Array(Math.min(offer.fileSize, LIMITS.contactBytes));
  let filled = 0;
  const wanted = expected !== undefined && offer.fileSize <= LIMITS.contactBytes;
  // Nobody sees it, so that nobody could break it off: the files of people wait behind it.
  const cancel = setTimer(DEADLINES.contactMs, () => offer.writeFailed());
  // Not from within the step that asks: the machine hears the answer as its next input.
  queueMicrotask(() => offer.respond(wanted));
  return {
    write: block => {
      bytes.set(block, filled);
      filled += block.length;
    },
    room: () => Promise.resolve(),
    complete: () => {
      cancel();
      expected?.(bytes);
    },
    discard: () => {
      cancel();
      expected?.(undefined);
    },
  };
}

export function sourceOf(name: string, bytes: Uint8Array): FileSource {
  return {
    name,
    size: bytes.length,
    read: (offset, count) => Promise.resolve(bytes.subarray(offset, offset + count)),
  };
}
