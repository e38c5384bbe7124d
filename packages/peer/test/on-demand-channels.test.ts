import { describe, expect, it } from 'vitest';
import { type LinkChannel, OnDemandChannels, type OnDemandOptions } from '../src/index.ts';

/** As much of a data channel as is looked at. */
class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly ordered: boolean;
  readonly maxRetransmits: number | null;
  readonly maxPacketLifeTime = null;
  readyState = 'open';
  binaryType = '';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;

  constructor(label: string, change: { ordered?: boolean; maxRetransmits?: number } = {}) {
    super();
    this.label = label;
    this.ordered = change.ordered ?? true;
    this.maxRetransmits = change.maxRetransmits ?? null;
  }

  receive(data: string | ArrayBuffer): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  close(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.dispatchEvent(new Event('close'));
  }
}

class FakeConnection extends EventTarget {
  signalingState = 'stable';
  readonly made: FakeDataChannel[] = [];

  createDataChannel(label: string): FakeDataChannel {
    const channel = new FakeDataChannel(label);
    this.made.push(channel);
    return channel;
  }

  announce(channel: FakeDataChannel): FakeDataChannel {
    this.dispatchEvent(Object.assign(new Event('datachannel'), { channel }));
    return channel;
  }
}

function bench(change: Partial<OnDemandOptions> = {}): {
  connection: FakeConnection;
  channels: OnDemandChannels;
} {
  const connection = new FakeConnection();
  const channels = new OnDemandChannels(connection as unknown as RTCPeerConnection, {
    names: ['RA_FX'],
    max: 2,
    ...change,
  });
  return { connection, channels };
}

async function next(channels: AsyncIterable<LinkChannel>): Promise<LinkChannel | undefined> {
  for await (const channel of channels) return channel;
  return undefined;
}

async function read(channel: LinkChannel | undefined): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const message of channel?.messages ?? []) read.push(message);
  return read;
}

describe('channels that the other side opens', () => {
  it('come with what was sent on them before anybody read', async () => {
    const { connection, channels } = bench();
    connection.announce(new FakeDataChannel('RA_FX')).receive('early');
    const channel = await next(channels.incoming);
    expect(channel?.name).toBe('RA_FX');
    channel?.close();
    expect(await read(channel)).toEqual(['early']);
    expect(channels.refused).toBe(0);
  });

  it.each([
    ['of another label', new FakeDataChannel('RA_FY')],
    ['that may lose order', new FakeDataChannel('RA_FX', { ordered: false })],
    ['that may lose messages', new FakeDataChannel('RA_FX', { maxRetransmits: 0 })],
  ])('%s are closed at once and counted', (_, channel) => {
    const { connection, channels } = bench();
    connection.announce(channel);
    expect(channel.readyState).toBe('closed');
    expect(channels.refused).toBe(1);
  });

  it('are no more at a time than was allowed; one that closes makes room', async () => {
    const { connection, channels } = bench();
    const announce = (): FakeDataChannel => connection.announce(new FakeDataChannel('RA_FX'));
    const [first, second, third] = [announce(), announce(), announce()];
    expect([first, second, third].map(({ readyState }) => readyState)).toEqual(['open', 'open', 'closed']);
    const taken = await next(channels.incoming);
    taken?.close();
    await taken?.closed;
    expect(announce().readyState).toBe('open');
    expect(announce().readyState).toBe('closed');
    expect(channels.refused).toBe(2);
  });

  it('do not pile up when they are opened and closed and nobody takes them', async () => {
    const { connection, channels } = bench();
    for (let i = 0; i < 5; i += 1) {
      connection.announce(new FakeDataChannel('RA_FX')).close();
      await Promise.resolve();
      await Promise.resolve();
    }
    expect(channels.refused).toBe(3);
  });

  it('close when they send more at once, or faster, than was allowed', async () => {
    const { connection, channels } = bench({ maxMessage: 4, queue: 2 });
    const large = connection.announce(new FakeDataChannel('RA_FX'));
    large.receive(new ArrayBuffer(4));
    expect(large.readyState).toBe('open');
    large.receive(new ArrayBuffer(5));
    expect(large.readyState).toBe('closed');
    expect(await read(await next(channels.incoming))).toEqual([new Uint8Array(4)]);
    const fast = connection.announce(new FakeDataChannel('RA_FX'));
    for (const text of ['1', '2', '3']) fast.receive(text);
    expect(fast.readyState).toBe('closed');
  });

  it('close with the link, which then takes no more', async () => {
    const { connection, channels } = bench();
    const channel = connection.announce(new FakeDataChannel('RA_FX'));
    channels.close();
    channels.close();
    expect(channel.readyState).toBe('closed');
    expect(connection.announce(new FakeDataChannel('RA_FX')).readyState).toBe('closed');
    await next(channels.incoming);
    expect(await next(channels.incoming)).toBeUndefined();
  });
});

describe('channels that this side opens', () => {
  it('are of a label on the list, and close with the link', () => {
    const { connection, channels } = bench();
    expect(() => channels.open('70')).toThrow(RangeError);
    expect(channels.open('RA_FX').open).toBe(true);
    channels.close();
    expect(connection.made.map(({ label, readyState }) => [label, readyState])).toEqual([
      ['RA_FX', 'closed'],
    ]);
    expect(() => channels.open('RA_FX')).toThrow('the link is closed');
  });

  it('are not made on a connection that is gone', () => {
    const { connection, channels } = bench();
    connection.signalingState = 'closed';
    expect(() => channels.open('RA_FX')).toThrow('the link is closed');
    expect(connection.made).toEqual([]);
  });
});
