/** Line channels over streams in memory, closed when their test ends. */
import { PassThrough } from 'node:stream';
import { afterEach } from 'vitest';
import type { Channel } from '../../src/index.ts';
import { type LineChannel, type LineChannelOptions, lineChannel } from '../../src/stdio/index.ts';
import { readAll } from './support.ts';

const open: Channel[] = [];
afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
});

export interface Ends {
  readonly channel: LineChannel;
  readonly input: PassThrough;
  readonly output: PassThrough;
}

export function ends(options: Partial<LineChannelOptions> = {}): Ends {
  const input = new PassThrough();
  const output = new PassThrough();
  const channel = lineChannel({ input, output, ...options });
  open.push(channel);
  return { channel, input, output };
}

/** Two channels, each the other's other end. */
export function pair(): [LineChannel, LineChannel] {
  const there = new PassThrough();
  const back = new PassThrough();
  const left = lineChannel({ input: back, output: there });
  const right = lineChannel({ input: there, output: back });
  open.push(left, right);
  return [left, right];
}

/** All messages of some bytes that arrive in these chunks, and how many lines were skipped. */
export async function messagesOf(
  chunks: readonly Uint8Array[],
): Promise<{ messages: unknown[]; skipped: number }> {
  const { channel, input } = ends();
  const reading = readAll(channel);
  for (const chunk of chunks) input.write(chunk);
  input.end();
  return { messages: await reading, skipped: channel.skipped };
}
