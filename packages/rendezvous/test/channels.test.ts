/** What every channel promises, for each kind of channel. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Channel, LIMITS, memoryChannelPair, messagePortChannel } from '../src/index.ts';

const open: Channel[] = [];
const kept = (pair: [Channel, Channel]): [Channel, Channel] => {
  open.push(...pair);
  return pair;
};
afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
});

async function read(channel: Channel, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  for await (const message of channel.messages) {
    messages.push(message);
    if (messages.length === count) break;
  }
  return messages;
}

describe.each([
  ['memory', memoryChannelPair],
  [
    'message port',
    (): [Channel, Channel] => {
      const { port1, port2 } = new MessageChannel();
      return [messagePortChannel(port1), messagePortChannel(port2)];
    },
  ],
])('a %s channel', (_kind, create) => {
  it('keeps what is sent before the first read, in order', async () => {
    const [left, right] = kept(create());
    for (let count = 0; count < 100; count += 1) left.send(count);
    right.send('back');
    expect(await read(right, 100)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(await read(left, 1)).toEqual(['back']);
  });

  it('shares nothing between its ends', async () => {
    const [left, right] = kept(create());
    const message = { list: [1] };
    left.send(message);
    message.list.push(2);
    expect(await read(right, 1)).toEqual([{ list: [1] }]);
  });

  it.each([0, 1])('is closed for both when end %i closes it, after what was sent before', async closing => {
    const pair = kept(create());
    const [left, right] = pair;
    left.send('last');
    right.send('last');
    pair[closing]?.close();
    pair[closing]?.close();
    await Promise.all([left.closed, right.closed]);
    expect(() => left.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    expect(() => right.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    const survivor = closing === 0 ? right : left;
    const messages: unknown[] = [];
    for await (const message of survivor.messages) messages.push(message);
    expect(messages).toEqual(['last']);
  });

  it('closes rather than lose a message when its reader has stopped reading', async () => {
    const [left, right] = kept(create());
    for (let count = 0; count <= LIMITS.channelQueue; count += 1) left.send(count);
    await right.closed;
    expect(await read(right, LIMITS.channelQueue)).toHaveLength(LIMITS.channelQueue);
  });
});

describe('a message port channel', () => {
  it('is closed for the other end when a port dies without a word', async () => {
    const { port1, port2 } = new MessageChannel();
    const [left] = kept([messagePortChannel(port1), messagePortChannel(port2)]);
    port2.close();
    await left.closed;
  });
});
