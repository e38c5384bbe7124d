/** Who speaks to whom on the emulated network: the flow of an IP packet, and what each flow has carried. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Bytes are of whole IP packets, headers with them: what is on the wire but for the link layer. */
export const Tally = z.object({ packets: count, bytes: count });
export type Tally = z.infer<typeof Tally>;

export const Flow = z.object({
  /** `other` has no ports: they are 0. */
  protocol: z.enum(['udp', 'tcp', 'other']),
  sourcePort: z.number().int().min(0).max(65_535),
  destinationPort: z.number().int().min(0).max(65_535),
  /** What was sent. */
  offered: Tally,
  /** What came out at the other end. */
  delivered: Tally,
});
export type Flow = z.infer<typeof Flow>;

export function add(tally: Tally, bytes: number): void {
  tally.packets += 1;
  tally.bytes += bytes;
}

export function emptyTally(): Tally {
  return { packets: 0, bytes: 0 };
}

const TCP = 6;
const UDP = 17;
const ADDRESSED = 1 + 0xffff;

/** Protocol and both ports of an IPv4 packet as one number; 0 for everything else, later fragments too. */
export function flowKey(packet: Uint8Array, length: number): number {
  const first = packet[0] ?? 0;
  const header = (first & 0x0f) * 4;
  if (first >> 4 !== 4 || header < 20 || length < header + 4) return 0;
  const protocol = packet[9] ?? 0;
  if (protocol !== TCP && protocol !== UDP) return 0;
  const fragment = (((packet[6] ?? 0) & 0x1f) << 8) | (packet[7] ?? 0);
  if (fragment !== 0) return 0;
  const word = (at: number): number => ((packet[at] ?? 0) << 8) | (packet[at + 1] ?? 0);
  return (protocol * ADDRESSED + word(header)) * ADDRESSED + word(header + 2);
}

function flowOf(key: number): Flow {
  const tallies = { offered: emptyTally(), delivered: emptyTally() };
  if (key === 0) return { protocol: 'other', sourcePort: 0, destinationPort: 0, ...tallies };
  const pair = Math.floor(key / ADDRESSED);
  return {
    protocol: Math.floor(pair / ADDRESSED) === UDP ? 'udp' : 'tcp',
    sourcePort: pair % ADDRESSED,
    destinationPort: key % ADDRESSED,
    ...tallies,
  };
}

/** At most so many are told apart; the rest counts as `other`. */
export const MOST_FLOWS = 1_024;

export class Flows {
  readonly #flows = new Map<number, Flow>();

  /** The flow to which a packet belongs. */
  of(packet: Uint8Array, length: number): Flow {
    const key = flowKey(packet, length);
    return this.#flows.get(key) ?? this.#begin(this.#flows.size < MOST_FLOWS ? key : 0);
  }

  all(): readonly Flow[] {
    return [...this.#flows.values()];
  }

  #begin(key: number): Flow {
    const flow = this.#flows.get(key) ?? flowOf(key);
    this.#flows.set(key, flow);
    return flow;
  }
}
