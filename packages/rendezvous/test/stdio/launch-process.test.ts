/** How a program is started: what it gets, and what it does not. */
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandOf, launch, launchCommand, PROGRAMS, read, TOKEN } from './support.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rendezvous-stdio-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('launching', () => {
  it('says when there is no such program', async () => {
    const missing = { name: 'LaunchError', code: 'not-found' };
    await expect(launchCommand(['rendezvous-no-such-program'])).rejects.toMatchObject(missing);
    await expect(launchCommand([join(PROGRAMS, 'none')])).rejects.toMatchObject(missing);
    await expect(launch(['echo.ts'], { folder: join(PROGRAMS, 'no-such-folder') })).rejects.toMatchObject(
      missing,
    );
  });

  it('says when a program may not be run, and not where it is', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'not-executable');
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o644);
    const error: unknown = await launchCommand([file]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'LaunchError', code: 'not-allowed' });
    expect(String(error)).not.toContain(folder);
    await expect(launchCommand([folder])).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(launchCommand(['a\u0000b'])).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('starts nothing when its caller has given up before', async () => {
    const reason = new Error('given up');
    await expect(launch(['echo.ts'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('finds a bare name in PATH and a path in the folder of the registration', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'program');
    await writeFile(file, '#!/bin/sh\nprintf \'{"at":"%s"}\\n\' "$(pwd)"\n');
    await chmod(file, 0o755);
    const byPath = await launchCommand(['./program'], { folder });
    expect(await read(byPath.channel, 1)).toEqual([{ at: folder }]);
    const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
    const byName = await launchCommand(['program'], { environment: { PATH }, folder: PROGRAMS });
    expect(await read(byName.channel, 1)).toEqual([{ at: PROGRAMS }]);
  });

  it('runs the program in its own folder, which is relative to that of the registration', async () => {
    const launched = await launch(['report.ts'], {
      folder: dirname(PROGRAMS),
      launch: { kind: 'process', command: commandOf('report.ts'), cwd: 'programs', environment: [] },
    });
    expect(await read(launched.channel, 1)).toMatchObject([{ folder: PROGRAMS }]);
  });

  it('gives each argument as it is: no shell sees it', async () => {
    const hostile = ['$(touch /tmp/x)', '; exit 1', '`id`', '"quoted"', "'", '', 'ä ö', '*', '--flag=a b'];
    const { channel } = await launch(['report.ts', ...hostile]);
    const [report] = (await read(channel, 1)) as [{ argv: string[] }];
    expect(report.argv.slice(2)).toEqual(hostile);
  });

  it('passes on the token and what is allowed of the environment, and nothing else', async () => {
    const { channel } = await launch(['report.ts'], {
      launch: { kind: 'process', command: commandOf('report.ts'), environment: ['BOARD_THEME', 'ABSENT'] },
      environment: {
        PATH: process.env['PATH'],
        HOME: '/home/somebody',
        LANG: 'de_DE.UTF-8',
        LC_TIME: 'C',
        DISPLAY: ':7',
        BOARD_THEME: 'dark',
        DATABASE_PASSWORD: 'marked-secret',
        AWS_SECRET_ACCESS_KEY: 'marked-secret',
        NODE_OPTIONS: '--no-warnings',
        LD_PRELOAD: '',
        SHELL: '() { echo marked-secret; }',
        RENDEZVOUS_TOKEN: "the host's own token: marked-secret",
      },
    });
    const [report] = (await read(channel, 1)) as [{ env: object }];
    expect(JSON.stringify(report)).not.toContain('marked-secret');
    expect(report.env).toEqual({
      PATH: process.env['PATH'],
      HOME: '/home/somebody',
      LANG: 'de_DE.UTF-8',
      LC_TIME: 'C',
      DISPLAY: ':7',
      BOARD_THEME: 'dark',
      RENDEZVOUS_TOKEN: TOKEN,
      RENDEZVOUS_PROTOCOL: '1',
    });
  });

  it("keeps a secret of the host's real environment from the program", async () => {
    process.env['MARKED_SECRET_OF_THE_HOST'] = 'marked-secret';
    onTestFinished(() => {
      delete process.env['MARKED_SECRET_OF_THE_HOST'];
    });
    const { channel } = await launch(['report.ts']);
    const [report] = (await read(channel, 1)) as [{ env: Record<string, string> }];
    expect(JSON.stringify(report)).not.toContain('marked-secret');
    expect(report.env['PATH']).toBe(process.env['PATH']);
  });

  it('never puts the token among the arguments, which other users of the machine can see', async () => {
    const { channel } = await launch(['report.ts']);
    const [report] = (await read(channel, 1)) as [{ argv: string[]; commandLine: string }];
    expect(report.argv.join(' ')).not.toContain(TOKEN);
    expect(report.commandLine).not.toContain(TOKEN);
  });
});
