/** What `getStats` says of a call, reduced to what decides how to send and what to tell a person. */
import { number, roundTripMs, type StatsEntry } from '../stats.ts';

/** Rates and shares are since the last sample; `undefined` where nothing was measured. */
export interface VoiceStats {
  readonly roundTripMs: number | undefined;
  /** 0 to 1, of the packets that should have come in. */
  readonly loss: number | undefined;
  /** 0 to 1, of the packets this side has sent, as the other side's last report says. */
  readonly remoteLoss: number | undefined;
  readonly jitterMs: number | undefined;
  /** 0 to 1, of the samples heard: made up because theirs were missing. Quiet ones do not count: pauses are not sent in low mode. */
  readonly concealed: number | undefined;
  /** Of the sound itself, without headers. */
  readonly receivedBitsPerSecond: number | undefined;
  readonly sentBitsPerSecond: number | undefined;
}

interface Counters {
  readonly at: number;
  readonly [name: string]: number;
}

/** Turns successive reports of one connection into {@link VoiceStats}; keeps the last counters. */
export class VoiceStatsSampler {
  #received: Counters | undefined;
  #sent: Counters | undefined;

  sample(report: RTCStatsReport): VoiceStats {
    const all: StatsEntry[] = [];
    report.forEach((entry: StatsEntry) => all.push(entry));
    const flow = (type: string): StatsEntry | undefined =>
      all.find(entry => entry.type === type && entry['kind'] === 'audio');
    const inbound = flow('inbound-rtp');
    const outbound = flow('outbound-rtp');
    const remote = flow('remote-inbound-rtp');
    const jitter = number(inbound?.['jitter']);
    const received = counters(inbound, [
      'bytesReceived',
      'packetsReceived',
      'packetsLost',
      'totalSamplesReceived',
      'concealedSamples',
      'silentConcealedSamples',
    ]);
    const sent = counters(outbound, ['bytesSent']);
    const incoming = since(this.#received, received);
    const outgoing = since(this.#sent, sent);
    this.#received = received;
    this.#sent = sent;
    const of = (name: string): number => incoming?.[name] ?? 0;
    // A packet that came late after all is counted back.
    const lost = Math.max(0, of('packetsLost'));
    return {
      roundTripMs: roundTripMs(all) ?? milliseconds(number(remote?.['roundTripTime'])),
      loss: share(lost, of('packetsReceived') + lost),
      remoteLoss: clamp(number(remote?.['fractionLost'])),
      jitterMs: milliseconds(jitter),
      concealed: share(of('concealedSamples') - of('silentConcealedSamples'), of('totalSamplesReceived')),
      receivedBitsPerSecond: rate(incoming, 'bytesReceived'),
      sentBitsPerSecond: rate(outgoing, 'bytesSent'),
    };
  }
}

const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

const clamp = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.min(1, Math.max(0, value));

const share = (part: number, whole: number): number | undefined =>
  whole > 0 ? clamp(part / whole) : undefined;

const rate = (change: Counters | undefined, bytes: string): number | undefined =>
  change === undefined ? undefined : ((change[bytes] ?? 0) * 8000) / change.at;

function counters(entry: StatsEntry | undefined, names: readonly string[]): Counters | undefined {
  if (!entry) return undefined;
  return { ...Object.fromEntries(names.map(name => [name, number(entry[name]) ?? 0])), at: entry.timestamp };
}

/** What has been added between two samples of the same flow; `undefined` without a first one or when it began anew. */
function since(last: Counters | undefined, now: Counters | undefined): Counters | undefined {
  if (!last || !now || now.at <= last.at) return undefined;
  const change: Record<string, number> = {};
  for (const [name, value] of Object.entries(now)) change[name] = value - (last[name] ?? 0);
  const bytes = change['bytesReceived'] ?? change['bytesSent'] ?? 0;
  return bytes < 0 ? undefined : { ...change, at: now.at - last.at };
}
