/** Real programs, good and bad, as a host speaks with them. */
import { describe, expect, it } from 'vitest';
import { LINE_BYTES, WAITING_BYTES } from '../../src/stdio/index.ts';
import { bound, inTime, launch, launchCommand, read, readAll, runs, SHORT } from './support.ts';

const base64 = (...pieces: (string | Uint8Array)[]): string[] =>
  pieces.map(piece => Buffer.from(piece as string).toString('base64'));

describe('a launched program', () => {
  it('says back what it is told, and ends by itself when its input ends', async () => {
    const { channel, closed, close, exited, pid } = await bound(launch(['echo.ts']));
    const messages = Array.from({ length: 200 }, (_, index) => ({ index, text: 'ü\u2028'.repeat(index) }));
    for (const message of messages) channel.send(message);
    expect(await read(channel, messages.length)).toEqual(messages);
    expect(runs(pid)).toBe(true);
    close();
    close();
    await inTime(closed, 'closed');
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(runs(pid)).toBe(false);
  });

  it('carries a line of the greatest length there and back', async () => {
    const { channel } = await launch(['echo.ts']);
    const text = 'x'.repeat(LINE_BYTES - 2);
    channel.send(text);
    expect(await read(channel, 1)).toEqual([text]);
  });

  it('says its last words and ends at once, and they are read before it is known to have gone', async () => {
    const { channel, closed, exited } = await launch(['prints.ts', ...base64('{"last":1}\n{"half":'), 'end']);
    const messages: unknown[] = [];
    const reading = (async () => {
      for await (const message of channel.messages) messages.push(message);
    })();
    await inTime(closed, 'closed');
    expect(messages).toEqual([{ last: 1 }]);
    await reading;
    expect(channel.skipped).toBe(1);
    expect(channel.fault).toBeUndefined();
    expect(await exited).toEqual({ code: 0, signal: null });
  });

  it('is gone with its exit code when it ends before it has said anything', async () => {
    const launched = await launchCommand(['/bin/sh', '-c', 'exit 7']);
    expect(await readAll(launched.channel)).toEqual([]);
    await inTime(launched.closed, 'closed');
    expect(await launched.exited).toEqual({ code: 7, signal: null });
  });

  it('may print noise and bytes that are no UTF-8 between its messages', async () => {
    const printed = base64('Starting\n', new Uint8Array([0x7b, 0xff, 0xfe, 0x0a]), '\r\n{"fine":1}\r\n');
    const { channel } = await launch(['prints.ts', ...printed]);
    expect(await read(channel, 2)).toEqual([null, { fine: 1 }]);
    expect(channel.skipped).toBe(1);
  });

  it('is cut off and ended when it writes 10 MB without a newline', async () => {
    const { channel, closed, exited, pid } = await launch(['flood.ts']);
    expect(await readAll(channel)).toEqual([]);
    expect(channel.fault).toBe('line-too-long');
    await inTime(closed, 'closed');
    // What it wrote was read on and dropped: it came to the end of its input, and by itself to its own.
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(runs(pid)).toBe(false);
  });

  it('is cut off and ended when it never reads what it is sent', async () => {
    const { channel, closed, pid } = await launch(['stubborn.ts'], { deadlines: SHORT });
    await read(channel, 1);
    const text = 'x'.repeat(LINE_BYTES - 2);
    for (let size = 0; size < 2 * WAITING_BYTES && channel.fault === undefined; size += LINE_BYTES) {
      channel.send(text);
    }
    expect(channel.fault).toBe('not-read-there');
    await inTime(closed, 'closed');
    expect(runs(pid)).toBe(false);
  });

  it('is ended when it has closed its output: nobody can speak with it any more', async () => {
    const { closed, exited } = await launchCommand(['/bin/sh', '-c', 'exec 1>&-; exec sleep 60'], {
      deadlines: SHORT,
    });
    await inTime(closed, 'closed');
    expect((await exited).signal).toBe('SIGTERM');
  });

  it('loses nothing of what it says when it has closed its input', async () => {
    const script = 'exec 0<&-; echo \'{"one":1}\'; sleep 0.2; echo \'{"two":2}\'';
    const { channel, exited } = await launchCommand(['/bin/sh', '-c', script]);
    expect(await read(channel, 1)).toEqual([{ one: 1 }]);
    channel.send('nobody reads this');
    expect(await readAll(channel)).toEqual([{ two: 2 }]);
    expect((await exited).code).toBe(0);
  });
});
