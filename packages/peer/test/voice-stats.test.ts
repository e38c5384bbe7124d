import { describe, expect, it } from 'vitest';
import { voiceState } from '../src/voice/voice-state.ts';
import { VoiceStatsSampler } from '../src/voice/voice-stats.ts';

type Fields = Record<string, unknown>;
const report = (...entries: Fields[]): RTCStatsReport =>
  new Map(entries.map(entry => [String(entry['id']), entry]));
const flow = (id: string, type: string, timestamp: number, fields: Fields): Fields => ({
  id,
  type,
  kind: 'audio',
  timestamp,
  ...fields,
});
const inbound = (at: number, bytes: number, packets: number, lost: number, more: Fields = {}): Fields =>
  flow('I', 'inbound-rtp', at, {
    bytesReceived: bytes,
    packetsReceived: packets,
    packetsLost: lost,
    ...more,
  });
const samples = (all: number, concealed: number, silent: number): Fields => ({
  totalSamplesReceived: all,
  concealedSamples: concealed,
  silentConcealedSamples: silent,
});

describe('the statistics of a call', () => {
  it('say rates and shares between two samples', () => {
    const sampler = new VoiceStatsSampler();
    const pair = {
      id: 'P',
      type: 'candidate-pair',
      nominated: true,
      state: 'succeeded',
      currentRoundTripTime: 0.02,
    };
    const out = (at: number, bytesSent: number): Fields => flow('O', 'outbound-rtp', at, { bytesSent });
    const remote = flow('R', 'remote-inbound-rtp', 0, { fractionLost: 0.25, roundTripTime: 0.5 });
    const first = sampler.sample(report(pair, inbound(1000, 0, 100, 0), out(1000, 500), remote));
    expect(first).toEqual({
      roundTripMs: 20,
      remoteLoss: 0.25,
      loss: undefined,
      jitterMs: undefined,
      concealed: undefined,
      receivedBitsPerSecond: undefined,
      sentBitsPerSecond: undefined,
    });
    const later = inbound(2000, 8000, 190, 10, { jitter: 0.005, ...samples(48_000, 4800, 2400) });
    const second = sampler.sample(report(pair, later, out(3000, 2100), remote));
    expect(second.receivedBitsPerSecond).toBe(64_000);
    expect(second.sentBitsPerSecond).toBe(6400);
    expect(second.loss).toBeCloseTo(0.1);
    expect(second.jitterMs).toBe(5);
    expect(second.concealed).toBeCloseTo(0.05);
  });

  it('count nothing as lost when late packets are counted back, and know nothing of a flow that began anew', () => {
    const sampler = new VoiceStatsSampler();
    sampler.sample(report(inbound(1000, 1000, 100, 5)));
    expect(sampler.sample(report(inbound(2000, 2000, 200, 3))).loss).toBe(0);
    expect(sampler.sample(report(inbound(3000, 10, 1, 0)))).toMatchObject({
      loss: undefined,
      receivedBitsPerSecond: undefined,
    });
  });

  it('take the round trip of the reports where no path tells one, and are unknown for an empty report', () => {
    const remote = flow('R', 'remote-inbound-rtp', 0, { roundTripTime: 0.05 });
    expect(new VoiceStatsSampler().sample(report(remote)).roundTripMs).toBe(50);
    const empty = new VoiceStatsSampler().sample(report());
    expect(Object.values(empty).every(value => value === undefined)).toBe(true);
  });
});

describe('the state of a call', () => {
  it('follows the connection, and hides neither a failure nor a farewell', () => {
    expect(voiceState('new', 'connecting', 'checking', 'new')).toBe('connecting');
    expect(voiceState('connecting', 'connected', 'connected', 'connected')).toBe('connected');
    expect(voiceState('connected', 'disconnected', 'disconnected', 'connected')).toBe('unstable');
    expect(voiceState('unstable', 'connected', 'connected', 'connected')).toBe('connected');
    expect(voiceState('unstable', 'failed', 'failed', 'connected')).toBe('failed');
    expect(voiceState('connecting', 'connecting', 'connected', 'failed')).toBe('failed');
    expect(voiceState('connected', 'connected', 'connected', 'closed')).toBe('closed');
    expect(voiceState('closed', 'connected', 'connected', 'connected')).toBe('closed');
  });

  it('calls nothing unstable that has never been connected', () => {
    expect(voiceState('connecting', 'connecting', 'disconnected', 'new')).toBe('connecting');
    expect(voiceState('new', 'new', 'new', undefined)).toBe('new');
  });
});
