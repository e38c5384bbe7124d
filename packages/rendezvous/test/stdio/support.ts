/** Programs of a test: started for it, known by their numbers, and gone when it ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel } from '../../src/index.ts';
import {
  type LaunchedProcess,
  type LaunchProcessOptions,
  launchProcess,
  type ProcessDeadlines,
} from '../../src/stdio/index.ts';
import { settle } from '../support/manual-clock.ts';

export const PROGRAMS = join(import.meta.dirname, 'programs');
export const TOKEN = 'a-token-that-nobody-guesses';
/** Long enough for a machine under load to be told apart from never. */
const NEVER_MS = 10_000;
/** For tests of programs that do not end when they should: nobody waits two seconds for each. */
export const SHORT: Partial<ProcessDeadlines> = { stdinMs: 150, terminateMs: 150 };

export const commandOf = (program: string, ...flags: string[]): [string, ...string[]] => [
  process.execPath,
  join(PROGRAMS, program),
  ...flags,
];

/** Launches a program of the `programs` folder by this Node. */
export function launch(
  [program, ...flags]: readonly [string, ...string[]],
  options: Partial<LaunchProcessOptions> = {},
): Promise<LaunchedProcess> {
  return launchCommand(commandOf(program, ...flags), options);
}

/** Launches any command; whatever is left of it when the test ends is killed. */
export async function launchCommand(
  command: [string, ...string[]],
  options: Partial<LaunchProcessOptions> = {},
): Promise<LaunchedProcess> {
  const launched = await launchProcess({
    launch: { kind: 'process', command, environment: [] },
    token: TOKEN,
    ...options,
  });
  onTestFinished(() => ended(launched));
  return launched;
}

/** Lets go of a program, kills what is left of it, and makes sure that it is gone. */
export async function ended(program: LaunchedProcess): Promise<void> {
  program.close();
  let closed = false;
  void program.closed.then(() => {
    closed = true;
  });
  await settle();
  if (!closed) endedByTest(program.pid);
  await inTime(program.closed, 'the end of a program');
  if (runs(program.pid)) throw new Error('a program has outlived its test');
}

/** Kills a process that may be left, and its group if it leads one. */
export function endedByTest(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}

/** The next `count` messages; fewer when the channel closes before. */
export async function read(channel: Channel, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  const reading = async (): Promise<void> => {
    for await (const message of channel.messages) {
      messages.push(message);
      if (messages.length >= count) return;
    }
  };
  if (count > 0) await inTime(reading(), `${String(count)} messages`);
  return messages;
}

/** All messages until the channel closes. */
export const readAll = (channel: Channel): Promise<unknown[]> => read(channel, Number.POSITIVE_INFINITY);

export async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`never: ${what}`)), NEVER_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Whether a process runs. One that has ended and waits to be collected by its parent does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The number at `key` of a message. */
export function numberIn(message: unknown, key: string): number {
  const value: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, key) : undefined;
  if (typeof value !== 'number') throw new Error(`no number at ${key}`);
  return value;
}

/** The members of a launched program, free of `this`. */
export async function bound(launching: ReturnType<typeof launch>) {
  const launched = await launching;
  const { channel, closed, exited, pid } = launched;
  return { channel, closed, exited, pid, close: () => launched.close() };
}
