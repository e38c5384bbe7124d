/** A real server with a database of its own, in this process or in one that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RunningServer, startServer } from '@rendezvous/server';

/** The server's own limits are tested in its room; here many people come from one address at once. */
const LIMITS = { signUps: 1000, signIns: 1000, guests: 1000, linkLookups: 1000, invitations: 1000 };

export interface Home extends AsyncDisposable {
  /** Where the server listens; the same after a restart. */
  readonly url: string;
  /** Stops it in good order, as an administrator does. */
  stop(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
}

/** A server in this process. */
export async function openHome(): Promise<Home> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rendezvous-integration-'));
  const settings = { limits: LIMITS, log: { level: 'silent' as const } };
  const open = (port: number) => startServer({ port, dataDir, settings });
  let server: RunningServer = await open(0);
  const { url, port } = server;
  const stop = () => server.stop();
  return {
    url,
    stop,
    async start() {
      server = await open(port);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const MAIN = resolve(import.meta.dirname, '../../../apps/server/src/main.ts');

/** A server in a process of its own, for the cruelties that a process can suffer. */
export class ServerProcess implements AsyncDisposable {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'rendezvous-integration-'));
  #child: ChildProcess | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [MAIN, '--port', String(this.#port), '--data', this.#dataDir], {
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let output = '';
    child.stderr.on('data', chunk => {
      output += String(chunk);
    });
    for await (const chunk of child.stdout) {
      output += String(chunk);
      const port = /ready at \S+:(\d+)/.exec(output)?.[1];
      if (port === undefined) continue;
      this.#port = Number(port);
      return;
    }
    throw new Error(`the server did not start: ${output}`);
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
