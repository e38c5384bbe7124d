/** An application written in Node, in a process of its own. */
import { describe, expect, it } from 'vitest';
import { connectToHostOverStdio } from '../../src/stdio/index.ts';
import { inTime, launch, read, readAll, runs, TOKEN } from './support.ts';

describe('an application that connects over stdio', () => {
  it('takes its token out of the environment, once, and its console stays out of the protocol', async () => {
    const diagnostics: string[] = [];
    const launched = await launch(['connected.ts'], { onDiagnostics: line => diagnostics.push(line) });
    const { channel } = launched;
    expect(await read(channel, 1)).toEqual([{ token: TOKEN, left: null, again: 'not-launched' }]);
    channel.send(['a', 'message']);
    expect(await read(channel, 1)).toEqual([{ back: ['a', 'message'] }]);
    launched.close();
    await inTime(launched.closed, 'closed');
    expect(channel.skipped).toBe(0);
    expect(diagnostics).toContain('a greeting');
  });

  it('ends by itself when its messenger lets go', async () => {
    const launched = await launch(['connected.ts']);
    await read(launched.channel, 1);
    launched.close();
    await inTime(launched.closed, 'closed');
    expect(await launched.exited).toEqual({ code: 0, signal: null });
    expect(runs(launched.pid)).toBe(false);
  });

  it('ends by itself when it closes its channel', async () => {
    const launched = await launch(['connected.ts']);
    await read(launched.channel, 1);
    launched.channel.send('close');
    expect(await readAll(launched.channel)).toEqual([]);
    await inTime(launched.closed, 'closed');
    expect(await launched.exited).toEqual({ code: 0, signal: null });
  });

  it('is told when no messenger has started it', () => {
    expect(() => connectToHostOverStdio()).toThrow(
      expect.objectContaining({ name: 'ConnectError', code: 'not-launched' }),
    );
  });
});
