import { IteratedSha1 } from './sha1.ts';

/** [MS-RAIOP] 3.1.5.1 step 4: 100,000 hashes in all. */
export const HASH_ROUNDS = 100_000;

/** Rounds of one slice: about 2 to 5 ms, well under a frame. */
const ROUNDS_PER_SLICE = 4_000;

/**
 * h = SHA-1(base, 20 zero bytes), then h = SHA-1(base, h), 100,000 hashes in all, in slices so that a page stays
 * alive: call `next` between frames. Yields the share of the work done, from 0 to 1, and returns 20 bytes.
 */
export function* hashInSlices(base: Uint8Array): Generator<number, Uint8Array, void> {
  const hash = new IteratedSha1(base);
  for (let done = ROUNDS_PER_SLICE; done <= HASH_ROUNDS; done += ROUNDS_PER_SLICE) {
    hash.advance(ROUNDS_PER_SLICE);
    yield done / HASH_ROUNDS;
  }
  return hash.digest();
}

/** Runs a derivation that comes in slices to its end at once. */
export function runToEnd<T>(slices: Generator<number, T, void>): T {
  let step = slices.next();
  while (!step.done) step = slices.next();
  return step.value;
}
