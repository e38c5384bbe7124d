import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Logger } from '@rendezvous/base';
import type { Clock } from '../clock.ts';
import type { LaunchedApplication } from '../host/driver.ts';
import { type DiagnosticsListener, readDiagnostics } from './diagnostics.ts';
import type { ProcessDeadlines } from './limits.ts';
import { type LineChannel, lineChannel } from './line-channel.ts';
import { endWithHost, type ProcessGroup, processGroup } from './process-group.ts';

/** How often a group whose leader has ended is looked at, in milliseconds: the system does not tell. */
const GROUP_POLL_MS = 20;

/** How a program has ended: its exit code, or the signal that ended it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LaunchedProcess extends LaunchedApplication {
  readonly channel: LineChannel;
  /** Also the number of its group, where there are groups. */
  readonly pid: number;
  /** Resolves when the program itself has ended; `closed` also waits for what it had started. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Ends the program in stages: the end of its input, SIGTERM, SIGKILL. Idempotent; `closed` tells when it is done. */
  close(): void;
}

export interface RunningProgramOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly deadlines: ProcessDeadlines;
  readonly onDiagnostics: DiagnosticsListener | undefined;
}

/** Owns one process, its group and its streams from the start to the end of all three. */
export class RunningProgram implements LaunchedProcess {
  readonly channel: LineChannel;
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  readonly closed: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #group: ProcessGroup;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #deadlines: ProcessDeadlines;
  readonly #diagnosed: Promise<void>;

  constructor(
    child: ChildProcessWithoutNullStreams & { readonly pid: number },
    options: RunningProgramOptions,
  ) {
    this.#child = child;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#deadlines = options.deadlines;
    this.pid = child.pid;
    this.#group = processGroup(child.pid);
    const release = endWithHost(this.#group);
    this.exited = new Promise(resolve => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    this.#diagnosed = readDiagnostics(child.stderr, options.onDiagnostics, options.log);
    this.channel = lineChannel({
      input: child.stdout,
      output: child.stdin,
      afterClose: 'drain',
      clock: options.clock,
    });
    this.#log.info('Program started', { pid: this.pid });
    this.closed = this.#live().finally(release);
  }

  close(): void {
    // The end of the channel is the beginning of the end of the program, whoever has closed it.
    this.channel.close();
  }

  async #live(): Promise<void> {
    const { stdinMs, terminateMs, killMs } = this.#deadlines;
    await Promise.race([this.exited, this.channel.closed]);
    const { fault } = this.channel;
    if (fault !== undefined) this.#log.warn('Program cut off', { pid: this.pid, fault });
    if (!(await this.#within(this.exited, stdinMs)) || this.#group.alive) {
      this.#group.terminate();
      if (!(await this.#gone(terminateMs))) {
        this.#log.warn('Program killed', { pid: this.pid });
        this.#group.kill();
        if (!(await this.#gone(killMs))) await this.#giveUp();
      }
    }
    await this.#letGoOfStreams();
    this.#log.info('Program ended', { pid: this.pid });
  }

  /** What is left cannot be ended: it hangs inside the system, or nobody collects what is left of it. */
  async #giveUp(): Promise<void> {
    if (await this.#within(this.exited, 0)) this.#log.warn('Program left a group behind', { pid: this.pid });
    else this.#log.error('Program could not be ended', { pid: this.pid });
  }

  /** A descendant that left the group may hold the streams open for ever: they are not waited for beyond a deadline. */
  async #letGoOfStreams(): Promise<void> {
    await this.#within(Promise.all([this.channel.closed, this.#diagnosed]), this.#deadlines.drainMs);
    this.channel.close();
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
    // Whoever reads the channel has its last messages before it learns that the program has gone.
    await new Promise(resolve => setImmediate(resolve));
  }

  async #gone(ms: number): Promise<boolean> {
    const end = this.#clock.now() + ms;
    if (!(await this.#within(this.exited, ms))) return false;
    while (this.#group.alive) {
      if (this.#clock.now() >= end) return false;
      await new Promise<void>(resolve => this.#clock.setTimer(GROUP_POLL_MS, resolve));
    }
    return true;
  }

  /** Whether `event` has come to pass within `ms`. */
  async #within(event: Promise<unknown>, ms: number): Promise<boolean> {
    let clear: () => void = () => undefined;
    const late = new Promise<false>(resolve => {
      clear = this.#clock.setTimer(ms, () => resolve(false));
    });
    return Promise.race([event.then(() => true), late]).finally(clear);
  }
}
