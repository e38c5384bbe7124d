/** A file of the protocol's own: no person is asked, nothing is listed, and it stays in memory. */
import { LIMITS } from '../limits.ts';
import type { FileSource } from './file-ports.ts';
import type { Offered, Reception } from './file-receiving.ts';

/** Takes one internal file if it is expected and small; the bytes, or `undefined` when it did not come. */
export function receiveInternal(
  offer: Offered,
  expected: ((bytes: Uint8Array | undefined) => void) | undefined,
): Reception {
  const bytes = new Uint8Array(Math.min(offer.fileSize, LIMITS.contactBytes));
  let filled = 0;
  const wanted = expected !== undefined && offer.fileSize <= LIMITS.contactBytes;
  // Not from within the step that asks: the machine hears the answer as its next input.
  queueMicrotask(() => offer.respond(wanted));
  return {
    write: block => {
      bytes.set(block, filled);
      filled += block.length;
    },
    room: () => Promise.resolve(),
    complete: () => expected?.(bytes),
    discard: () => expected?.(undefined),
  };
}

export function sourceOf(name: string, bytes: Uint8Array): FileSource {
  return {
    name,
    size: bytes.length,
    read: (offset, count) => Promise.resolve(bytes.subarray(offset, offset + count)),
  };
}
