/** Everything a test starts is ended by its own process id, in reverse order, even when the test fails. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** Waits until `probe` gives something truthy. @throws Error naming `what` after `ms` */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  ms = 15_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${String(ms)} ms`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

/** A child process with its collected output. */
export interface Program {
  readonly child: ChildProcess;
  /** All of stdout and stderr so far. */
  output(): string;
  /** Waits for a pattern in the output and returns the match. */
  says(pattern: RegExp, ms?: number): Promise<RegExpExecArray>;
  /** Ends it: SIGTERM, then SIGKILL. Idempotent. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function start(command: string, args: readonly string[], options: SpawnOptions = {}): Program {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', error => {
      output += String(error);
      resolve();
    });
  });
  const running = (): boolean =>
    child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  return {
    child,
    output: () => output,
    says: (pattern, ms) =>
      until(
        `${command} to say ${String(pattern)}; it said: ${output.slice(-2000)}`,
        () => {
          const match = pattern.exec(output);
          if (!match && !running()) throw new Error(`${command} ended: ${output.slice(-2000)}`);
          return match;
        },
        ms,
      ),
    async stop(signal = 'SIGTERM') {
      if (!running()) return;
      child.kill(signal);
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(killer);
    },
  };
}

/** Disposes what was added, last first; a failure of one does not keep the others. */
export class Resources {
  readonly #stack: (() => unknown)[] = [];

  add<T>(value: T, dispose: (value: T) => unknown): T {
    this.#stack.push(() => dispose(value));
    return value;
  }

  async dispose(): Promise<void> {
    const failures: unknown[] = [];
    for (const dispose of this.#stack.splice(0).reverse()) {
      try {
        await dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'could not end everything');
  }
}
