/** The server as people run it: the command, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const START_MS = 15_000;

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Sends the signal and waits for the end; the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs the command until it says that it is ready. */
export async function spawnServer(
  flags: readonly string[],
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const run = spawnCommand(['--port', '0', ...flags], env);
  const url = await new Promise<string>((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`no server: ${run.output()}`)), START_MS);
    run.onOutput(() => {
      const match = /ready at (\S+)/.exec(run.output());
      if (match?.[1] === undefined) return;
      clearTimeout(timer);
      done(match[1]);
    });
    run.child.once('exit', () => failed(new Error(`the server ended: ${run.output()}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (run.child.exitCode !== null || run.child.signalCode !== null) return run.child.exitCode;
    const exit = once(run.child, 'exit');
    run.child.kill(signal);
    await exit;
    return run.child.exitCode;
  };
  return { url, child: run.child, output: run.output, end };
}

/** Runs the command to its end. */
export async function runCommand(
  flags: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const run = spawnCommand(flags, env);
  await once(run.child, 'close');
  return { code: run.child.exitCode, output: run.output() };
}

function spawnCommand(flags: readonly string[], env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...flags], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails in the middle leaves no server behind.
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  const listeners: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    output: () => text,
    onOutput: (listener: () => void) => {
      listeners.push(listener);
      listener();
    },
  };
}
