/** What went one way between two moments. Pure. */
import type { Inbound, Outbound } from './statistics.ts';

/** Whole IP packets: all that the call sends this way, sound, reports and keep-alives, with every header. */
export interface Meter {
  packets: number;
  bytes: number;
}

export interface Moment {
  /** Of this process's clock. */
  readonly atMs: number;
  readonly wire: Readonly<Meter>;
  /** At the speaker's end. */
  readonly outbound: Outbound;
  /** At the listener's end. */
  readonly inbound: Inbound;
  readonly codec: string | undefined;
}

export interface Rates {
  readonly seconds: number;
  /** Sound alone, bits a second, as the speaker's browser counts; as the listener's does. */
  readonly sent: number;
  readonly received: number;
  /** Everything, bits a second. */
  readonly wire: number;
  /** Packets of sound a second. */
  readonly packets: number;
  /** Milliseconds of sound that the listener's browser made up and that were to be heard; of pauses, likewise. */
  readonly concealedMs: number;
  readonly silentMs: number;
  /** Share of the time that was made up and was to be heard, 0…1. */
  readonly concealed: number;
  /** Packets of sound that never came. */
  readonly lost: number;
  /** Mean time of a sample in the listener's jitter buffer, in ms. */
  readonly bufferMs: number;
  /** Everything was sent twice at the end (RFC 2198). */
  readonly isRedundant: boolean;
}

const SAMPLES_A_MS = 48;

export function rates(before: Moment, after: Moment): Rates {
  const seconds = (after.atMs - before.atMs) / 1_000;
  const sent = (after.outbound.timestamp - before.outbound.timestamp) / 1_000;
  const received = (after.inbound.timestamp - before.inbound.timestamp) / 1_000;
  const heard = (
    name: 'concealedSamples' | 'silentConcealedSamples' | 'totalSamplesReceived' | 'packetsLost',
  ) => after.inbound[name] - before.inbound[name];
  const silent = heard('silentConcealedSamples');
  const concealed = heard('concealedSamples') - silent;
  const emitted = after.inbound.jitterBufferEmittedCount - before.inbound.jitterBufferEmittedCount;
  const waited = after.inbound.jitterBufferDelay - before.inbound.jitterBufferDelay;
  return {
    seconds,
    sent: (8 * (after.outbound.bytesSent - before.outbound.bytesSent)) / sent,
    received: (8 * (after.inbound.bytesReceived - before.inbound.bytesReceived)) / received,
    wire: (8 * (after.wire.bytes - before.wire.bytes)) / seconds,
    packets: (after.outbound.packetsSent - before.outbound.packetsSent) / sent,
    concealedMs: concealed / SAMPLES_A_MS,
    silentMs: silent / SAMPLES_A_MS,
    concealed: concealed / Math.max(1, heard('totalSamplesReceived')),
    lost: heard('packetsLost'),
    bufferMs: emitted > 0 ? (1_000 * waited) / emitted : Number.NaN,
    isRedundant: after.codec === 'audio/red',
  };
}
