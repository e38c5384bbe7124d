/** The real command as a process of its own, and folders that go with the test. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Registration } from '@rendezvous/rendezvous';
import { onTestFinished } from 'vitest';

const BIN = resolve(import.meta.dirname, '../../bin/rendezvous.js');
export const APPLICATIONS = resolve(import.meta.dirname, '../applications');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
  /** Resolves with the first line of standard output that this accepts. */
  line(accept: (line: string) => boolean): Promise<string>;
}

/** Starts `rendezvous` with these arguments; it is killed when the test ends. */
export function start(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [BIN, ...argv], { env: { ...process.env, ...env } });
  const chunks: Buffer[] = [];
  let stderr = '';
  const watching = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    for (const look of watching) look();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const stdout = (): string => Buffer.concat(chunks).toString('utf8');
  const finished = new Promise<Finished>((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) =>
      settle({ code, signal, stdout: stdout(), stderr, bytes: Buffer.concat(chunks) }),
    );
  });
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await finished.catch(() => undefined);
  });
  return {
    child,
    finished,
    line: accept =>
      new Promise((settle, fail) => {
        const look = (): void => {
          const found = stdout().split('\n').slice(0, -1).find(accept);
          if (found !== undefined) settle(found);
        };
        watching.add(look);
        look();
        void finished.then(
          ({ stderr: said }) => fail(new Error(`it ended before the line came: ${said}`)),
          fail,
        );
      }),
  };
}

export const run = (argv: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished> =>
  start(argv, env).finished;

export const linesOf = ({ stdout }: Pick<Finished, 'stdout'>): string[] =>
  stdout.split('\n').filter(line => line !== '');

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rendezvous-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const ID = '{5D1B4C52-08AC-4E2E-9B3F-2E24D8D9B0A1}';
export const COMPONENT = '{1F0C52F6-6F1B-44F1-8AF5-7A6B1D0E9C02}';

/** A registration as an author would write it. */
export const manifest = (launch: object, changes: object = {}): object => ({
  id: ID,
  component: COMPONENT,
  name: 'Conversation',
  icon: 'icon.svg',
  url: 'https://example.com/conversation',
  launch,
  ...changes,
});

/** Runs the conversation of the tests by this Node. */
export const program = (...parameters: string[]): Registration['launch'] => ({
  kind: 'process',
  command: [process.execPath, join(APPLICATIONS, 'conversation.ts'), ...parameters],
  environment: [],
});

/** Writes a JSON file into a folder that goes with the test. */
export async function writeJson(folder: string, name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Writes one registration that launches this. */
export async function registered(launch: object, changes: object = {}): Promise<string> {
  return writeJson(await temporaryFolder(), 'application.json', manifest(launch, changes));
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
