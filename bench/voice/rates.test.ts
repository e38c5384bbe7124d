import { describe, expect, it } from 'vitest';
import { type Moment, rates } from './rates.ts';

const BEGIN: Moment = {
  atMs: 1_000,
  wire: { packets: 10, bytes: 1_000 },
  outbound: { type: 'outbound-rtp', timestamp: 500, bytesSent: 400, packetsSent: 4 },
  inbound: {
    type: 'inbound-rtp',
    timestamp: 700,
    bytesReceived: 300,
    packetsReceived: 3,
    packetsLost: 1,
    totalSamplesReceived: 48_000,
    concealedSamples: 960,
    silentConcealedSamples: 480,
    jitterBufferDelay: 1,
    jitterBufferEmittedCount: 48_000,
  },
  codec: 'audio/opus',
};
const END: Moment = {
  atMs: 3_000,
  wire: { packets: 110, bytes: 21_000 },
  outbound: { type: 'outbound-rtp', timestamp: 2_500, bytesSent: 16_400, packetsSent: 104 },
  inbound: {
    type: 'inbound-rtp',
    timestamp: 1_700,
    bytesReceived: 8_300,
    packetsReceived: 53,
    packetsLost: 3,
    totalSamplesReceived: 144_000,
    concealedSamples: 4_800,
    silentConcealedSamples: 1_440,
    jitterBufferDelay: 4_801,
    jitterBufferEmittedCount: 144_000,
  },
  codec: 'audio/red',
};

describe('what went one way between two moments', () => {
  const between = rates(BEGIN, END);

  it('is bits a second by the clock of whoever counts', () => {
    expect(between).toMatchObject({ seconds: 2, sent: 64_000, received: 64_000, wire: 80_000, packets: 50 });
  });

  it('is what was made up, pauses apart', () => {
    expect(between).toMatchObject({ concealedMs: 60, silentMs: 20, concealed: 0.03, lost: 2 });
    expect(between.bufferMs).toBeCloseTo(50);
  });

  it('is sent twice when the last codec says so', () => {
    expect(between.isRedundant).toBe(true);
    expect(rates(END, BEGIN).isRedundant).toBe(false);
  });
});
