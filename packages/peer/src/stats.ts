/** What `getStats` says about a link, reduced to what a person wants to know. */

export interface LinkStats {
  readonly roundTripMs: number | undefined;
  readonly path: 'direct' | 'relayed' | undefined;
  /** The picture, whichever way it flows. */
  readonly framesPerSecond: number | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly codec: string | undefined;
  /** Bits a second of the picture since the last sample. */
  readonly bitsPerSecond: number | undefined;
  /** 0…1 of the packets since the last sample; receiving side only. */
  readonly loss: number | undefined;
}

/** One entry of a report; browsers differ in what is in it. */
export type StatsEntry = Record<string, unknown> & { id: string; type: string; timestamp: number };

export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Turns successive reports of one connection into {@link LinkStats}; keeps the last counters. */
export class StatsSampler {
  #last: { at: number; bytes: number; lost: number; packets: number } | undefined;

  sample(report: RTCStatsReport): LinkStats {
    const entries = new Map<string, StatsEntry>();
    report.forEach((entry: StatsEntry) => entries.set(entry.id, entry));
    const all = [...entries.values()];
    const pair = selectedPair(all, entries);
    const local = entries.get(text(pair?.['localCandidateId']) ?? '');
    const remote = entries.get(text(pair?.['remoteCandidateId']) ?? '');
    const flow = all.find(
      e => (e.type === 'inbound-rtp' || e.type === 'outbound-rtp') && e['kind'] === 'video',
    );
    const codec = text(entries.get(text(flow?.['codecId']) ?? '')?.['mimeType'])?.replace(/^video\//, '');
    return {
      roundTripMs: roundTripOf(pair),
      path: pair
        ? local?.['candidateType'] === 'relay' || remote?.['candidateType'] === 'relay'
          ? 'relayed'
          : 'direct'
        : undefined,
      framesPerSecond: number(flow?.['framesPerSecond']),
      width: number(flow?.['frameWidth']),
      height: number(flow?.['frameHeight']),
      codec,
      ...this.#rates(flow),
    };
  }

  #rates(flow: StatsEntry | undefined): Pick<LinkStats, 'bitsPerSecond' | 'loss'> {
    if (!flow) return { bitsPerSecond: undefined, loss: undefined };
    const inbound = flow.type === 'inbound-rtp';
    const now = {
      at: flow.timestamp,
      bytes: number(inbound ? flow['bytesReceived'] : flow['bytesSent']) ?? 0,
      lost: number(flow['packetsLost']) ?? 0,
      packets: number(inbound ? flow['packetsReceived'] : flow['packetsSent']) ?? 0,
    };
    const last = this.#last;
    this.#last = now;
    if (!last || now.at <= last.at || now.bytes < last.bytes)
      return { bitsPerSecond: undefined, loss: undefined };
    const packets = now.packets - last.packets + (now.lost - last.lost);
    return {
      bitsPerSecond: ((now.bytes - last.bytes) * 8000) / (now.at - last.at),
      loss: inbound && packets > 0 ? Math.max(0, (now.lost - last.lost) / packets) : undefined,
    };
  }
}

function selectedPair(
  all: readonly StatsEntry[],
  entries: ReadonlyMap<string, StatsEntry>,
): StatsEntry | undefined {
  const transport = all.find(e => e.type === 'transport' && e['selectedCandidatePairId'] !== undefined);
  const selected = entries.get(text(transport?.['selectedCandidatePairId']) ?? '');
  return (
    selected ??
    all.find(e => e.type === 'candidate-pair' && e['nominated'] === true && e['state'] === 'succeeded')
  );
}

const roundTripOf = (pair: StatsEntry | undefined): number | undefined => {
  const seconds = number(pair?.['currentRoundTripTime']);
  return seconds === undefined ? undefined : seconds * 1000;
};

/** Of the path in use, as its connectivity checks measure it. */
export function roundTripMs(all: readonly StatsEntry[]): number | undefined {
  return roundTripOf(selectedPair(all, new Map(all.map(entry => [entry.id, entry]))));
}
