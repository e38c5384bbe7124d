/** Standard output is for programs, one thing a line; standard error is for people. */
import { Console } from 'node:console';
import type { Logger } from '@rendezvous/base';

/** A line on standard output. Waits while its reader is slow. */
export async function print(text: string): Promise<void> {
  await write(`${text}\n`);
}

/** Bytes on standard output, as they are. */
export async function write(data: string | Uint8Array): Promise<void> {
  if (process.stdout.write(data)) return;
  await new Promise<void>(resolve => {
    const done = (): void => {
      process.stdout.off('drain', done).off('close', done);
      resolve();
    };
    process.stdout.on('drain', done).on('close', done);
  });
}

/** A line on standard error, without anything that could steer a terminal. */
export function say(text: string): void {
  process.stderr.write(`${text.replace(/[^\P{Cc}\t]/gu, ' ')}\n`);
}

/** From now on the console writes to standard error: a module in this process must not stand between the steps. */
export function redirectConsole(): void {
  Object.assign(globalThis.console, new Console({ stdout: process.stderr, stderr: process.stderr }));
}

/** Warnings and errors on standard error, with the text of the error that they carry. */
export const terminalLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => say(withError('warning', message, fields)),
  error: (message, fields) => say(withError('error', message, fields)),
};

function withError(
  level: string,
  message: string,
  fields: Readonly<Record<string, unknown>> | undefined,
): string {
  const error = fields?.['error'];
  return error instanceof Error ? `${level}: ${message}: ${error.message}` : `${level}: ${message}`;
}
