/** How programs end, those that do not want to and those that have started others among them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROCESS_DEADLINES } from '../../src/stdio/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { bound, endedByTest, inTime, launch, launchCommand, numberIn, read, runs, SHORT } from './support.ts';

describe('the end of a program', () => {
  it('is asked for by the end of its input, after two seconds by SIGTERM', async () => {
    const clock = new ManualClock();
    const { channel, close, closed, exited, pid } = await bound(launch(['stubborn.ts'], { clock }));
    await read(channel, 1);
    close();
    await settle();
    await clock.advance(PROCESS_DEADLINES.stdinMs - 1);
    expect(runs(pid)).toBe(true);
    await clock.advance(1);
    await inTime(closed, 'closed');
    expect(await exited).toEqual({ code: null, signal: 'SIGTERM' });
    expect(clock.pending).toBe(0);
  });

  it('is enforced by SIGKILL after two seconds more', async () => {
    const clock = new ManualClock();
    const { channel, close, closed, exited, pid } = await bound(
      launch(['stubborn.ts', 'ignore-term'], { clock }),
    );
    await read(channel, 1);
    close();
    await settle();
    await clock.advance(PROCESS_DEADLINES.stdinMs + PROCESS_DEADLINES.terminateMs - 1);
    expect(runs(pid)).toBe(true);
    await clock.advance(1);
    await inTime(closed, 'closed');
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(clock.pending).toBe(0);
  });

  it('begins when the signal aborts', async () => {
    const abandoned = new AbortController();
    const { channel, closed, pid } = await launch(['echo.ts'], { signal: abandoned.signal });
    abandoned.abort();
    await inTime(closed, 'closed');
    expect(() => channel.send('late')).toThrow(expect.objectContaining({ code: 'closed' }));
    expect(runs(pid)).toBe(false);
  });

  it('is the end of what it has started, which held its output open', async () => {
    const { channel, closed, exited } = await launch(['forks.ts']);
    const child = numberIn((await read(channel, 1))[0], 'child');
    await inTime(closed, 'closed');
    expect((await exited).code).toBe(0);
    expect(runs(child)).toBe(false);
  });

  it('is the end of what it has started, by force if need be', async () => {
    const { channel, close, closed } = await bound(
      launch(['forks.ts', 'ignore-term', 'stay'], { deadlines: SHORT }),
    );
    const said = await read(channel, 2);
    const child = numberIn(
      said.find(message => JSON.stringify(message).includes('child')),
      'child',
    );
    close();
    await inTime(closed, 'closed');
    expect(runs(child)).toBe(false);
  });

  it('does not wait for what has left its group and holds its output open', async () => {
    const { channel, closed } = await launch(['forks.ts', 'detached']);
    const child = numberIn((await read(channel, 1))[0], 'child');
    onTestFinished(() => endedByTest(child));
    await inTime(Promise.all([closed, channel.closed]), 'closed');
    // Nothing can find it portably, and it may have been meant to stay.
    expect(runs(child)).toBe(true);
  });

  it('comes with the end of its host, and with it that of all that it has started', async () => {
    const host = await launch(['host.ts']);
    const said = await read(host.channel, 2);
    const numbers = said.flatMap(line => {
      const { message, pid } = line as { message: object; pid: number };
      return [pid, ...Object.values(message)] as number[];
    });
    onTestFinished(() => {
      for (const pid of numbers) endedByTest(pid);
    });
    expect(new Set(numbers).size).toBe(2);
    expect(numbers.every(runs)).toBe(true);
    host.channel.send('exit');
    expect((await inTime(host.exited, 'the end of the host')).code).toBe(0);
    // They are in a group of their own: it was the host who has ended them.
    await expect.poll(() => numbers.some(runs), { timeout: 5_000 }).toBe(false);
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('exit');
    const launched = await Promise.all(
      Array.from({ length: 12 }, () => launchCommand(['/bin/sh', '-c', 'cat'])),
    );
    expect(process.listenerCount('exit')).toBe(before + 1);
    for (const program of launched) program.close();
    await inTime(Promise.all(launched.map(({ closed }) => closed)), 'closed');
    expect(process.listenerCount('exit')).toBe(before);
  });
});
