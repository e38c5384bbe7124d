/**
 * A small second process that lets go of what this one holds down, should this one die without a word.
 * It stands in a process group of its own and reads a pipe: a line says what is down, the end of the pipe without
 * a goodbye means that the writer was killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withDeadline } from '@rendezvous/base';
import { LIMITS } from '../limits.ts';
import { GOODBYE, READY } from './words.ts';

export class Watchdog {
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  #closed = false;
  #reported = '[]';

  /** @param died told when the watchdog ends before it is closed */
  constructor(died: () => void) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./watchdog-process.ts', import.meta.url))],
      {
        detached: true,
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
      },
    );
    this.#child = child;
    this.#ready = new Promise((resolve, reject) => {
      child.stdout?.once('data', (data: Buffer) => {
        if (data.toString('utf8').startsWith(READY)) resolve();
        else reject(new Error('the watchdog did not understand'));
      });
      const onEnd = (): void => {
        reject(new Error('the watchdog has ended'));
        if (!this.#closed) died();
        this.#closed = true;
      };
      child.once('error', onEnd);
      child.once('exit', onEnd);
    });
    this.#ready.catch(() => {});
    child.stdin?.on('error', () => {});
  }

  /** Resolves when it stands. @throws Error when it does not within its deadline */
  ready(): Promise<void> {
    return withDeadline(this.#ready, LIMITS.watchdogStartMs, 'watchdog-start');
  }

  /**
   * Says what is down. The line is in the pipe when this returns, because nothing else is queued in it:
   * so it is known before the operating system is told of the press.
   */
  report(codes: readonly string[]): void {
    const line = JSON.stringify(codes);
    if (this.#closed || line === this.#reported) return;
    this.#reported = line;
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Ends it; everything must have been released. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#child.stdin?.end(`${GOODBYE}\n`);
    this.#child.unref();
  }
}
