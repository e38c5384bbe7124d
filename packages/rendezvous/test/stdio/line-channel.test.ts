/** A channel over two streams, without any process. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LIMITS, RpcPeer } from '../../src/index.ts';
import { LINE_BYTES, lineChannel, PROCESS_DEADLINES, WAITING_BYTES } from '../../src/stdio/index.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ends, messagesOf, pair } from './streams.ts';
import { inTime, read, readAll } from './support.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('a line channel', () => {
  it('carries every JSON value, in order, whatever characters its texts hold', async () => {
    const [left, right] = pair();
    const values = [
      { text: 'a\nb\r\nc\u2028d\u2029e\u0085f\u0000g' },
      '😀 Grüße',
      '\ud800 half a pair',
      [1, [2, { three: null }]],
      true,
      0.1,
      {},
    ];
    for (const value of values) left.send(value);
    expect(await read(right, values.length)).toEqual(values);
  });

  it('writes one line a message, which no reader of lines in any language would split', () => {
    const { channel, output } = ends();
    channel.send({ text: 'a\nb\rc\u2028d\u2029e\u0085f' });
    channel.send(undefined);
    expect(String(output.read())).toBe('{"text":"a\\nb\\rc\\u2028d\\u2029e\\u0085f"}\nnull\n');
  });

  it('is closed for both ends when one closes it, after what was sent before', async () => {
    const [left, right] = pair();
    left.send('last');
    left.close();
    left.close();
    await inTime(Promise.all([left.closed, right.closed]), 'closed');
    expect(await readAll(right)).toEqual(['last']);
    expect(() => left.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    expect(() => right.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    expect([left.fault, right.fault]).toEqual([undefined, undefined]);
  });

  it('tolerates carriage returns, blank lines, a byte order mark and blanks around a message', async () => {
    const { messages, skipped } = await messagesOf([bytes('\ufeff{"a":1}\r\n\n \r\n\t\n  [2]  \n3\n')]);
    expect(messages).toEqual([{ a: 1 }, [2], 3]);
    expect(skipped).toBe(0);
  });

  it('skips and counts lines that are no JSON, and goes on', async () => {
    const { messages, skipped } = await messagesOf([bytes('starting …\n[INFO] ready\n{"a":1}\nbye\n')]);
    expect(messages).toEqual([{ a: 1 }]);
    expect(skipped).toBe(3);
  });

  it('closes after a bounded number of lines that are no JSON, and says why', async () => {
    const { channel, input, output } = ends();
    input.write(bytes('noise\n'.repeat(LIMITS.violations - 1)));
    input.write(bytes('{"still":"open"}\n'));
    expect(await read(channel, 1)).toEqual([{ still: 'open' }]);
    input.write(bytes('noise\n{"too":"late"}\n'));
    await inTime(channel.closed, 'closed');
    expect(await readAll(channel)).toEqual([]);
    expect(channel.fault).toBe('noise');
    expect(JSON.parse(String(output.read()))).toMatchObject({ id: null, error: { code: -32002 } });
  });

  it('drops and counts half a line at the end', async () => {
    const { messages, skipped } = await messagesOf([bytes('{"whole":1}\n{"half":')]);
    expect(messages).toEqual([{ whole: 1 }]);
    expect(skipped).toBe(1);
  });

  it('hands on what was meant as a message and is none as an invalid message', async () => {
    const invalid = Buffer.concat([bytes('{"text":"'), Buffer.from([0xff, 0xc0]), bytes('"}\n')]);
    const { messages, skipped } = await messagesOf([invalid, bytes('{"broken":\n{"whole":1}\n')]);
    expect(messages).toEqual([null, null, { whole: 1 }]);
    expect(skipped).toBe(0);
  });

  it('survives forbidden keys, the deepest nesting and the most values that fit a line, and the peer refuses them', async () => {
    const depth = Math.floor(LINE_BYTES / 2);
    const { channel, input, output } = ends();
    const ignore = (): void => undefined;
    const peer = new RpcPeer({
      side: 'application',
      channel,
      handlers: {
        'app/setSession': () => null,
        'session/stateChanged': ignore,
        'session/terminated': ignore,
        'session/contextData': ignore,
        'session/sendError': ignore,
        'host/invitationEnded': ignore,
      },
    });
    input.write(bytes(`{"jsonrpc":"2.0","id":1,"method":"x","params":{"__proto__":{"polluted":1}}}\n`));
    input.write(bytes(`${'['.repeat(depth)}${']'.repeat(depth)}\n`));
    input.write(bytes(`{"jsonrpc":"2.0","method":"x","params":[${'1,'.repeat(200_000)}1]}\n`));
    input.end(bytes(`{"jsonrpc":"2.0","id":2,"method":"x"}\n`));
    await inTime(peer.closed, 'closed');
    expect(peer.violations).toBe(4);
    const answers = String(output.read()).trimEnd().split('\n');
    expect(answers.map(answer => (JSON.parse(answer) as { error: { code: number } }).error.code)).toEqual([
      -32600, -32600, -32600, -32601,
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('takes a line of the greatest length and closes at one byte more, without waiting for its newline', async () => {
    const { channel, input, output } = ends();
    const longest = 'x'.repeat(LINE_BYTES - 2);
    input.write(bytes(`"${longest}"\n`));
    expect(await read(channel, 1)).toEqual([longest]);
    for (let count = 0; count < LINE_BYTES; count += 1024) input.write(Buffer.alloc(1024, 'x'));
    input.write(bytes('x'));
    await inTime(channel.closed, 'closed');
    expect(channel.fault).toBe('line-too-long');
    expect(JSON.parse(String(output.read()))).toMatchObject({
      id: null,
      error: { code: -32002, data: { reason: 'over-limit' } },
    });
  });

  it('refuses to send what the other end could not take, and stays open', () => {
    const { channel } = ends();
    expect(() => channel.send('x'.repeat(LINE_BYTES))).toThrow(
      expect.objectContaining({ reason: 'over-limit' }),
    );
    channel.send('x'.repeat(LINE_BYTES - 2));
    expect(channel.fault).toBeUndefined();
  });

  it('closes rather than lose a message when its reader has stopped reading', async () => {
    const many = ends();
    for (let count = 0; count <= LIMITS.channelQueue; count += 1) many.input.write(`${String(count)}\n`);
    await inTime(many.channel.closed, 'closed');
    expect(many.channel.fault).toBe('not-read-here');
    expect(await readAll(many.channel)).toHaveLength(LIMITS.channelQueue);

    const large = ends();
    const line = bytes(`"${'x'.repeat(LINE_BYTES - 2)}"\n`);
    for (let size = 0; size <= WAITING_BYTES; size += LINE_BYTES) large.input.write(line);
    await inTime(large.channel.closed, 'closed');
    expect(large.channel.fault).toBe('not-read-here');
    expect(await readAll(large.channel)).toHaveLength(WAITING_BYTES / LINE_BYTES);
  });

  it('counts only what waits: a reader that reads may be sent any amount', async () => {
    const { channel, input } = ends();
    const text = 'x'.repeat(LINE_BYTES / 2);
    for (let size = 0; size <= WAITING_BYTES * 1.5; size += text.length) {
      input.write(bytes(`"${text}"\n`));
      expect(await read(channel, 1)).toEqual([text]);
    }
    expect(channel.fault).toBeUndefined();
  });

  it('closes when the other end does not read, and keeps nothing of what waited', async () => {
    const { channel, output } = ends();
    const text = 'x'.repeat(LINE_BYTES - 2);
    for (let size = 0; size < 2 * WAITING_BYTES && channel.fault === undefined; size += LINE_BYTES) {
      channel.send(text);
    }
    await inTime(channel.closed, 'closed');
    expect(channel.fault).toBe('not-read-there');
    expect(output.destroyed).toBe(true);
    expect(() => channel.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
  });

  it('reads the last words of an end to which nothing can be written any more, but not for ever', async () => {
    const clock = new ManualClock();
    const { channel, input, output } = ends({ clock });
    output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await new Promise(resolve => output.once('close', resolve));
    input.write('{"last":"words"}\n');
    expect(await read(channel, 1)).toEqual([{ last: 'words' }]);
    expect(() => channel.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    await clock.advance(PROCESS_DEADLINES.drainMs);
    await inTime(channel.closed, 'closed');
    expect(clock.pending).toBe(0);
  });

  it('closes when reading fails, and an error that comes later harms nobody', async () => {
    const { channel, input, output } = ends({ afterClose: 'drain' });
    input.destroy(new Error('read EIO'));
    await inTime(channel.closed, 'closed');
    expect(channel.fault).toBe('stream-failed');
    output.destroy(new Error('write EPIPE'));
    await new Promise(resolve => output.once('close', resolve));
  });

  it('is closed from birth over streams that have ended before', async () => {
    const input = new PassThrough();
    input.destroy();
    const channel = lineChannel({ input, output: new PassThrough() });
    await inTime(channel.closed, 'closed');
    expect(await readAll(channel)).toEqual([]);
  });

  it('lets go of its input when it is closed, or reads on and drops what comes', async () => {
    const destroying = ends();
    destroying.channel.close();
    expect(destroying.input.destroyed).toBe(true);

    const draining = ends({ afterClose: 'drain' });
    draining.channel.close();
    draining.input.end(Buffer.alloc(10_000_000, 'x'));
    await inTime(new Promise(resolve => draining.input.once('end', resolve)), 'the end of the input');
    expect(await readAll(draining.channel)).toEqual([]);
  });
});
