/** What both ends of a call know of it at one moment, as their browsers say. */
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type {} from '../../tests/e2e/support/call-books.ts';

const count = z.number().nonnegative();
const Outbound = z.object({
  type: z.literal('outbound-rtp'),
  /** Of the browser's clock, in ms. */
  timestamp: z.number(),
  /** Payload, without headers. */
  bytesSent: count,
  packetsSent: count,
  codecId: z.string().optional(),
});
const Inbound = z.object({
  type: z.literal('inbound-rtp'),
  timestamp: z.number(),
  bytesReceived: count.default(0),
  packetsReceived: count.default(0),
  /** Late ones that come after all are counted back. */
  packetsLost: z.number().default(0),
  totalSamplesReceived: count.default(0),
  /** Made up, quiet ones included. */
  concealedSamples: count.default(0),
  /** Made up, and silence or comfort noise: a pause. */
  silentConcealedSamples: count.default(0),
  /** Seconds that all samples together waited in the jitter buffer, and how many they were. */
  jitterBufferDelay: count.default(0),
  jitterBufferEmittedCount: count.default(0),
});
const Codec = z.object({ type: z.literal('codec'), id: z.string(), mimeType: z.string() });
const Transport = z.object({ type: z.literal('transport'), selectedCandidatePairId: z.string().optional() });
const Pair = z.object({
  type: z.literal('candidate-pair'),
  id: z.string(),
  localCandidateId: z.string(),
  remoteCandidateId: z.string(),
});
const Candidate = z.object({
  type: z.enum(['local-candidate', 'remote-candidate']),
  id: z.string(),
  port: z.number().int(),
});
const Entry = z.union([Outbound, Inbound, Codec, Transport, Pair, Candidate]);

export type Outbound = z.infer<typeof Outbound>;
export type Inbound = z.infer<typeof Inbound>;

/** One end of a call. */
export interface EndStatistics {
  readonly outbound: Outbound;
  readonly inbound: Inbound;
  /** What is sent, lower case: `audio/opus`, or `audio/red` for everything twice. */
  readonly codec: string | undefined;
  readonly localPort: number;
  readonly remotePort: number;
}

/** @throws Error when the page has no call, or one that is not up */
export async function readStatistics(page: Page): Promise<EndStatistics> {
  const raw = await page.evaluate(async () => {
    const call = window.callBooks.calls.find(({ signalingState }) => signalingState !== 'closed');
    return call ? [...(await call.getStats()).values()].map((entry: unknown) => entry) : [];
  });
  const entries = raw.flatMap(entry => Entry.safeParse(entry).data ?? []);
  const outbound = entries.find(entry => entry.type === 'outbound-rtp');
  const inbound = entries.find(entry => entry.type === 'inbound-rtp');
  const selected = entries.find(entry => entry.type === 'transport')?.selectedCandidatePairId;
  const pair = entries.find(entry => entry.type === 'candidate-pair' && entry.id === selected);
  if (!outbound || !inbound || pair?.type !== 'candidate-pair') throw new Error('there is no call');
  const port = (id: string): number => {
    const candidate = entries.find(
      entry => (entry.type === 'local-candidate' || entry.type === 'remote-candidate') && entry.id === id,
    );
    return candidate && 'port' in candidate ? candidate.port : 0;
  };
  const codec = entries.find(entry => entry.type === 'codec' && entry.id === outbound.codecId);
  return {
    outbound,
    inbound,
    codec: codec?.type === 'codec' ? codec.mimeType.toLowerCase() : undefined,
    localPort: port(pair.localCandidateId),
    remotePort: port(pair.remoteCandidateId),
  };
}

/** Whether the call of a page is still up, by the browser's own word. */
export function isConnected(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    window.callBooks.calls.some(({ connectionState }) => connectionState === 'connected'),
  );
}
