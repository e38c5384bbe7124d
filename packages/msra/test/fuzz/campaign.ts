/** Many inputs for one decoder: pure chance, and valid messages that went wrong. */
import fc from 'fast-check';
import { checkInput } from './check.ts';
import type { Decoder } from './decoders.ts';
import { mutated } from './mutate.ts';
import { Random } from './random.ts';

/** An input for which something does not hold. */
export interface Crash {
  readonly decoder: string;
  readonly input: Uint8Array;
  readonly error: unknown;
}

/** What a campaign has done. */
export interface Tally {
  readonly cases: number;
  /** How many were taken for messages; a campaign that never gets past the first check proves little. */
  readonly decoded: number;
  /** The first few. */
  readonly crashes: readonly Crash[];
}

/** Valid messages that mutation begins with. */
const SEEDS = 400;
const MAX_CRASHES = 5;
/** One input in so many is pure chance: most of them fail at once. */
const CHANCE = 5;

/** Tries `cases` inputs; the same seed tries the same ones. */
export function campaign(decoder: Decoder, cases: number, seed: number): Tally {
  const random = new Random(seed);
  const valid = fc.sample(decoder.valid, { numRuns: SEEDS, seed });
  const crashes: Crash[] = [];
  let decoded = 0;
  let done = 0;
  while (done < cases && crashes.length < MAX_CRASHES) {
    done += 1;
    const input =
      random.below(CHANCE) === 0
        ? random.bytes(random.below(200))
        : mutated(random.pick(valid), random, valid);
    try {
      if (checkInput(decoder, input) === 'decoded') decoded += 1;
    } catch (error) {
      crashes.push({ decoder: decoder.name, input, error });
    }
  }
  return { cases: done, decoded, crashes };
}
