import { describe, expect, it } from 'vitest';
import { StatsSampler } from '../src/index.ts';

type Fields = Record<string, unknown>;
const report = (...entries: Fields[]): RTCStatsReport =>
  new Map(entries.map(entry => [String(entry['id']), entry]));

const PATH: Fields[] = [
  { id: 'T', type: 'transport', timestamp: 0, selectedCandidatePairId: 'P' },
  {
    id: 'P',
    type: 'candidate-pair',
    timestamp: 0,
    currentRoundTripTime: 0.02,
    localCandidateId: 'L',
    remoteCandidateId: 'R',
  },
  { id: 'L', type: 'local-candidate', timestamp: 0, candidateType: 'host' },
];
const picture = (timestamp: number, bytes: number, lost: number, packets: number): Fields => ({
  id: 'V',
  type: 'inbound-rtp',
  kind: 'video',
  timestamp,
  bytesReceived: bytes,
  packetsLost: lost,
  packetsReceived: packets,
  framesPerSecond: 30,
  frameWidth: 1920,
  frameHeight: 1080,
  codecId: 'C',
});

describe('link statistics', () => {
  it('say round trip, path, picture, and rates between two samples', () => {
    const sampler = new StatsSampler();
    const codec = { id: 'C', type: 'codec', timestamp: 0, mimeType: 'video/AV1' };
    const direct = { id: 'R', type: 'remote-candidate', timestamp: 0, candidateType: 'prflx' };
    const first = sampler.sample(report(...PATH, direct, codec, picture(1000, 1000, 0, 10)));
    expect(first).toMatchObject({
      roundTripMs: 20,
      path: 'direct',
      codec: 'AV1',
      width: 1920,
      bitsPerSecond: undefined,
    });
    const second = sampler.sample(report(...PATH, direct, codec, picture(2000, 126_000, 10, 100)));
    expect(second.bitsPerSecond).toBe(1_000_000);
    expect(second.loss).toBeCloseTo(0.1);
  });

  it('call a path relayed when either end is', () => {
    const relayed = { id: 'R', type: 'remote-candidate', timestamp: 0, candidateType: 'relay' };
    expect(new StatsSampler().sample(report(...PATH, relayed)).path).toBe('relayed');
  });

  it('are all unknown for an empty report', () => {
    const empty = new StatsSampler().sample(report());
    expect(Object.values(empty).every(value => value === undefined)).toBe(true);
  });
});
