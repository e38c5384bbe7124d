/** What a test and the emulator say to each other: one JSON object a line, each request answered under its number. */
import { z } from 'zod';
import { Conditions, Direction } from './conditions.ts';
import { Flow, Tally } from './flows.ts';

/** A line may be so long at most: more than the counters of all flows need. */
export const LONGEST_LINE = 1_000_000;

const id = z.number().int().nonnegative();
const directions = z.array(Direction).min(1).max(2);

export const Request = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('set'), directions, conditions: Conditions }),
  z.strictObject({ id, do: z.literal('cut'), directions }),
  z.strictObject({ id, do: z.literal('mend'), directions }),
  z.strictObject({ id, do: z.literal('count') }),
]);
export type Request = z.infer<typeof Request>;

export const DirectionCounters = z.object({
  /** What was sent into the network: the sum of all that follow, and of what is still on its way. */
  offered: Tally,
  delivered: Tally,
  /** By the share of loss. */
  lost: Tally,
  /** Found no room in the queue of a limited link. */
  overflowed: Tally,
  /** Sent, or on its way, while the network was cut. */
  cut: Tally,
  /** Not taken by the other side's device; 0 unless that is gone. */
  refused: Tally,
  /** Packets that came out more than 1 ms after their time: the emulator did not get the processor. */
  late: z.number().int().nonnegative(),
  flows: z.array(Flow),
});
export type DirectionCounters = z.infer<typeof DirectionCounters>;

export const Counters = z.object({
  toExpert: DirectionCounters,
  toNovice: DirectionCounters,
  /** Processor time that the emulator itself has used, in ms. */
  cpuMs: z.number().nonnegative(),
});
export type Counters = z.infer<typeof Counters>;

/** `ready` comes once, unasked, when both devices exist. */
export const Answer = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ id, counters: Counters.optional() }),
]);
export type Answer = z.infer<typeof Answer>;

/** Cuts a stream of text into lines. @throws Error when one does not end */
export class Lines {
  #rest = '';

  push(text: string): readonly string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE) throw new Error('a control line is too long');
    return lines;
  }
}
