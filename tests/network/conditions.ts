/** What the emulated network does to the packets of one direction. */
import { z } from 'zod';

/** Packets from the novice's side to the expert's, or from the expert's to the novice's. */
export const Direction = z.enum(['toExpert', 'toNovice']);
export type Direction = z.infer<typeof Direction>;

export const DIRECTIONS = Direction.options;

/** Longest packet of either direction, in bytes: Ethernet's. */
export const MTU = 1_500;

/** How long a packet may wait for a limited link where nothing else is said, in ms: a home router's buffer. */
const USUAL_QUEUE_MS = 200;

/** What is left out is as on a perfect network. */
export const Conditions = z
  .strictObject({
    /** One way, in ms; a round trip grows by the sum of both directions. */
    delayMs: z.number().min(0).max(60_000).default(0),
    /** The delay is drawn evenly from delay ± jitter, in ms; at most the delay. */
    jitterMs: z.number().min(0).max(60_000).default(0),
    /** Whether a packet waits for those sent before it (true), or jitter may let it overtake them (false). */
    keepOrder: z.boolean().default(true),
    /** Share of packets that get lost, 0…1. */
    loss: z.number().min(0).max(1).default(0),
    /** How many packets in a row get lost, on average; 1: each is lost or not by itself. */
    lossBurst: z.number().min(1).max(1_000).default(1),
    /** Bits of IP packets a second; left out: no limit. */
    rate: z.number().min(1_000).max(10_000_000_000).optional(),
    /** Bytes that may wait for a limited link; a packet that finds no room is dropped. */
    queueBytes: z.number().min(0).max(100_000_000).optional(),
    /** How long a packet may wait for a limited link, in ms; with both bounds the tighter one holds. */
    queueMs: z.number().min(0).max(60_000).optional(),
  })
  .refine(c => c.jitterMs <= c.delayMs, 'jitter must not exceed the delay')
  .refine(
    // Between two bursts at least one packet must come through.
    c => c.lossBurst === 1 || c.loss <= c.lossBurst / (c.lossBurst + 1),
    'no bursts of this length lose as large a share',
  )
  .transform(c =>
    c.queueBytes === undefined && c.queueMs === undefined ? { ...c, queueMs: USUAL_QUEUE_MS } : c,
  );

/** Checked, with everything that was left out filled in. */
export type Conditions = z.output<typeof Conditions>;
/** As a test writes them. */
export type ConditionsInput = z.input<typeof Conditions>;
