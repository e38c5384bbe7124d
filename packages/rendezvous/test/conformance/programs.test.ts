/** Applications that are programs, and modules. */
import { describe, expect, onTestFinished } from 'vitest';
import { HRESULT, type InvitationMessage } from '../../src/index.ts';
import { launchModule } from '../../src/module/launch-module.ts';
import { type LaunchedProcess, LINE_BYTES, launchProcess } from '../../src/stdio/index.ts';
import { settle } from '../support/manual-clock.ts';
import type { Pair } from '../support/pair.ts';
import { acceptedPair, hostSessionOf, sessionOf } from './people.ts';
import { verifies } from './verifies.ts';

const TOKEN = '8f2b0c6d1e9a47538f2b0c6d1e9a4753';
/** Nobody waits two seconds for a program that is known to stay. */
const deadlines = { stdinMs: 300, terminateMs: 300 };

/** Runs `script` in this Node; whatever is left of it when the test ends is killed. */
async function program(script: string, environment: readonly string[] = []): Promise<LaunchedProcess> {
  const launched = await launchProcess({
    launch: { kind: 'process', command: [process.execPath, '-e', script], environment: [...environment] },
    token: TOKEN,
    deadlines,
    environment: { ...process.env, SECRET_OF_THE_HOST: 'x', NAMED: 'yes' },
  });
  onTestFinished(async () => {
    launched.close();
    await launched.closed;
  });
  return launched;
}

async function heardFrom({ channel }: LaunchedProcess, count = Number.POSITIVE_INFINITY): Promise<unknown[]> {
  const heard: unknown[] = [];
  for await (const message of channel.messages) {
    heard.push(message);
    if (heard.length >= count) break;
  }
  return heard;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a program', () => {
  verifies('R52', async () => {
    const script = 'console.log(JSON.stringify({ env: process.env, argv: process.argv }))';
    const [told] = await heardFrom(await program(script, ['NAMED']), 1);
    const { env, argv } = told as { env: Record<string, string>; argv: string[] };
    expect(env).toMatchObject({ RENDEZVOUS_TOKEN: TOKEN, RENDEZVOUS_PROTOCOL: '1', NAMED: 'yes' });
    expect(env).not.toHaveProperty('SECRET_OF_THE_HOST');
    expect(argv.join(' ')).not.toContain(TOKEN);
  });

  verifies('R53', async () => {
    const fits = await program(`console.log(JSON.stringify('x'.repeat(${String(LINE_BYTES - 2)})))`);
    expect((await heardFrom(fits, 1))[0]).toHaveLength(LINE_BYTES - 2);
    const tooLong = await program(`console.log(JSON.stringify('x'.repeat(${String(LINE_BYTES - 1)})))`);
    expect(await heardFrom(tooLong)).toEqual([]);
    expect(tooLong.channel.fault).toBe('line-too-long');
    const half = await program(`process.stdout.write('{"whole":1}\\n{"half":')`);
    expect(await heardFrom(half)).toEqual([{ whole: 1 }]);
  });

  verifies('R54', async () => {
    const noisy = await program(
      `console.log('Starting …'); console.log('[info] 1 2 3'); console.log('{"fine":1}')`,
    );
    expect(await heardFrom(noisy, 1)).toEqual([{ fine: 1 }]);
    expect(noisy.channel.skipped).toBe(2);
    expect(noisy.channel.fault).toBeUndefined();
  });

  verifies('R55', 'it ends by itself when its input ends', async () => {
    const good = await program(`process.stdin.resume(); console.log('1')`);
    await heardFrom(good, 1);
    good.close();
    expect(await good.exited).toEqual({ code: 0, signal: null });
  });

  verifies('R55', 'it stays, and so does what it has started', async () => {
    const forks = `
      process.on('SIGTERM', () => undefined);
      const child = require('node:child_process').spawn(process.execPath,
        ['-e', "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)"],
        { stdio: ['ignore', 'inherit', 'ignore'] });
      setInterval(() => {}, 1000);
    `;
    const bad = await program(forks);
    const [child] = await heardFrom(bad, 1);
    expect(runs(Number(child))).toBe(true);
    bad.close();
    await bad.closed;
    expect(await bad.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect([runs(bad.pid), runs(Number(child))]).toEqual([false, false]);
  });
});

describe('a module', () => {
  const withModule = (launched: string[], fails = false) =>
    acceptedPair((pair: Pair) => {
      pair.A.opener = ({ token }) =>
        launchModule({
          token,
          name: 'module',
          clock: pair.clock,
          factory: () => ({
            setRendezvousSession: session => {
              launched.push(`${session.state} ${String(session.flags)} ${session.remoteUser.name}`);
              if (fails) throw new Error('not today');
              session.addEventListener('contextdata', ({ data }) => launched.push(data));
              session.addEventListener('termination', ({ outcome }) => launched.push(outcome.reason));
            },
          }),
        });
    });

  verifies('R56', async () => {
    const seen: string[] = [];
    const { pair, session } = await withModule(seen);
    expect(session.state).toBe('connected');
    await sessionOf(pair, 'B').sendContextData('to a module');
    await settle();
    await sessionOf(pair, 'B').terminate();
    await settle();
    expect(seen).toEqual(['accepted 1 Ben Okafor', 'to a module', 'success']);
    const types = pair.journal.flatMap(({ who, detail, what }) =>
      who === 'A' && what.startsWith('sends') ? [(detail as InvitationMessage).type] : [],
    );
    expect(types).toEqual(['invite', 'ready']);
  });

  verifies('R56', 'and what it throws ends its own session', async () => {
    const { pair, session } = await withModule([], true);
    expect(session.outcome).toMatchObject({ reason: 'launch-failed', hr: HRESULT.LAUNCH_FAILED });
    expect(hostSessionOf(pair, 'B').outcome).toMatchObject({ reason: 'launch-failed', by: 'remote' });
    pair.A.opener = undefined;
    const next = await pair.connect('B');
    expect(next.state).toBe('connected');
  });
});
