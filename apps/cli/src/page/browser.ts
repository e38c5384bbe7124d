/** The browser that a person asks for with `--browser`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { say } from '../terminal.ts';

/** How long a browser may take to end, in milliseconds. */
const PATIENCE_MS = 3_000;

export class Browsers {
  readonly #command: readonly [string, ...string[]];
  readonly #running = new Set<ChildProcess>();

  /** @param command program and arguments; the address follows them */
  constructor(command: readonly [string, ...string[]]) {
    this.#command = command;
  }

  open(url: string): void {
    const [program, ...parameters] = this.#command;
    // No shell: an address is an argument and nothing else. A group of its own, so that all of it can be ended.
    const child = spawn(program, [...parameters, url], {
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    });
    this.#running.add(child);
    child.on('exit', () => this.#running.delete(child));
    child.on('error', () => {
      this.#running.delete(child);
      say(`${program} cannot be started: open the address yourself`);
    });
  }

  /** Ends what still runs. Resolves when it is gone, or has been given up. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map(end));
  }
}

async function end(child: ChildProcess): Promise<void> {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  signal(child, 'SIGTERM');
  const kill = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE_MS);
  const giveUp = setTimeout(resolve, 2 * PATIENCE_MS);
  await gone;
  clearTimeout(kill);
  clearTimeout(giveUp);
  // What it has started and left.
  signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Nobody is left.
  }
}
