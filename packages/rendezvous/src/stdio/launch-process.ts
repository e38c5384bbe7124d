/** An application that is a program of its own: started, spoken to by lines, ended. rendezvous-api 8.5, 8.7. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { type Logger, silentLogger } from '@rendezvous/base';
import { type Clock, systemClock } from '../clock.ts';
import { LaunchError } from '../errors.ts';
import type { LaunchOf } from '../registration.ts';
import type { DiagnosticsListener } from './diagnostics.ts';
import { type Environment, environmentFor } from './environment.ts';
import { PROCESS_DEADLINES, type ProcessDeadlines } from './limits.ts';
import { type LaunchedProcess, RunningProgram } from './running-program.ts';

export interface LaunchProcessOptions {
  /** How the registration says to launch it. */
  readonly launch: LaunchOf<'process'>;
  /** The one-time launch token; it travels in the environment. */
  readonly token: string;
  /** The folder of the registration's file: what its relative paths start from. Default: the host's own folder. */
  readonly folder?: string;
  /** Aborting it is `close()`. */
  readonly signal?: AbortSignal;
  /** What the program writes to its standard error, line by line. Default: read and dropped. */
  readonly onDiagnostics?: DiagnosticsListener;
  /** The environment of which the allowed part is passed on. Default: the host's own. */
  readonly environment?: Environment;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Default: `PROCESS_DEADLINES`. */
  readonly deadlines?: Partial<ProcessDeadlines>;
}

/**
 * Starts the program and resolves as soon as it runs; that it says hello is for the host to wait for.
 * It is the leader of a process group of its own. When it ends, whatever is left of that group is ended too.
 * A program that has closed its standard output can no longer be spoken to and is ended like one that was let go.
 * @throws LaunchError `not-found`, `not-allowed`; `signal.reason` when the caller gave up before
 */
export async function launchProcess(options: LaunchProcessOptions): Promise<LaunchedProcess> {
  const { signal } = options;
  signal?.throwIfAborted();
  const child = await start(options);
  const program = new RunningProgram(child, {
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLogger,
    deadlines: { ...PROCESS_DEADLINES, ...options.deadlines },
    onDiagnostics: options.onDiagnostics,
  });
  const abort = (): void => program.close();
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  void program.closed.then(() => signal?.removeEventListener('abort', abort));
  return program;
}

type StartedProcess = ChildProcessWithoutNullStreams & { readonly pid: number };

function start({ launch, token, folder = '.', environment }: LaunchProcessOptions): Promise<StartedProcess> {
  const [command, ...parameters] = launch.command;
  const cwd = resolve(folder, launch.cwd ?? '.');
  return new Promise((started, failed) => {
    try {
      // A path is relative to the folder that the program runs in; only a bare name is looked for in PATH.
      const child = spawn(/[/\\]/.test(command) ? resolve(cwd, command) : command, parameters, {
        cwd,
        env: environmentFor({
          host: environment ?? process.env,
          names: launch.environment,
          token,
          platform: process.platform,
        }),
        stdio: ['pipe', 'pipe', 'pipe'],
        shell: false,
        windowsHide: true,
        // A group of its own, so that all of it can be ended. On Windows this would open a console window instead.
        detached: process.platform !== 'win32',
      });
      child.once('spawn', () => {
        if (hasPid(child)) started(child);
        else failed(new LaunchError('not-allowed', 'the program has no process'));
      });
      // Also later, when it could not be sent a signal: its end tells what is to be known.
      child.on('error', error => failed(launchError(error)));
    } catch (error) {
      failed(launchError(error));
    }
  });
}

function hasPid(child: ChildProcessWithoutNullStreams): child is StartedProcess {
  return child.pid !== undefined;
}

/** The text has the system's name for the failure and no path: what is installed where is nobody's business. */
function launchError(error: unknown): LaunchError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new LaunchError('not-found', 'there is no such program or folder')
    : new LaunchError('not-allowed', `the program could not be started: ${code}`);
}
