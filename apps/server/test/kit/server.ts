/** A real server on a free port with its data in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server.ts';

export interface TestServer extends RunningServer {
  readonly dataDir: string;
  /** Everything that was logged, as one text. */
  readonly log: () => string;
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rendezvous-server-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Stopped, and its data removed, at the end of the block that says `await using`. */
export async function testServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = temporaryFolder();
  let lines = '';
  const logStream = {
    write: (line: string) => {
      lines += line;
    },
  };
  const settings = { log: { level: 'debug' as const }, ...options.settings };
  const server = await startServer({ port: 0, dataDir: folder.path, logStream, ...options, settings });
  const stop = async () => {
    await server.stop();
    folder.remove();
  };
  const dataDir = options.dataDir ?? folder.path;
  return { ...server, stop, dataDir, log: () => lines, [Symbol.asyncDispose]: stop };
}

/** A JSON request; the answer's status and body. */
export async function http(
  server: { url: string },
  path: string,
  options: { body?: unknown; token?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${server.url}${path}`, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: response.status, body, headers: response.headers };
}
