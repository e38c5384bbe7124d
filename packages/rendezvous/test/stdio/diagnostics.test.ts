/** What a program writes to its standard error, and what of it stands in a log. */
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_BYTES } from '../../src/stdio/index.ts';
import { bound, inTime, launch, launchCommand, PROGRAMS, read, readAll, TOKEN } from './support.ts';

describe('diagnostics', () => {
  it('come line by line, cut and without control characters', async () => {
    const lines: string[] = [];
    const { closed } = await launch(['diagnostics.ts'], { onDiagnostics: line => lines.push(line) });
    await inTime(closed, 'closed');
    expect(lines).toEqual(['first', 'x'.repeat(DIAGNOSTIC_BYTES), '[2Jcleared\ttab', 'half']);
  });

  it('are read and dropped when nobody listens, and a listener that throws harms nobody', async () => {
    const script = 'head -c 3000000 /dev/zero >&2; echo \'{"done":1}\'';
    const errors: string[] = [];
    const silent = await launchCommand(['/bin/sh', '-c', script]);
    expect(await readAll(silent.channel)).toEqual([{ done: 1 }]);
    const throwing = await launch(['diagnostics.ts'], {
      onDiagnostics: () => {
        throw new Error('a listener that fails');
      },
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: message => errors.push(message),
      },
    });
    await inTime(throwing.closed, 'closed');
    expect(errors).toHaveLength(4);
  });

  it('and everything else of a program stay out of the log', async () => {
    const logged: unknown[] = [];
    const note = (...entry: unknown[]): number => logged.push(entry);
    const { channel, close, closed } = await bound(
      launch(['report.ts', 'marked-argument'], {
        log: { debug: note, info: note, warn: note, error: note },
      }),
    );
    await read(channel, 1);
    channel.send({ data: 'marked-data' });
    close();
    await inTime(closed, 'closed');
    expect(logged.map(entry => (entry as [string])[0])).toEqual(['Program started', 'Program ended']);
    const text = JSON.stringify(logged);
    for (const secret of [TOKEN, 'marked-', PROGRAMS]) expect(text).not.toContain(secret);
  });
});
