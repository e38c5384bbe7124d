/** Builds the harness once and serves it on a free port of this machine. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The same policy that the product is served with, as far as a page without a server needs it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self' ws://127.0.0.1:*";

export interface Harness extends AsyncDisposable {
  readonly url: string;
}

export async function serveHarness(): Promise<Harness> {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
  const folder = join(import.meta.dirname, 'dist/page');
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://harness').pathname;
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      body => {
        response.setHeader(
          'content-type',
          TYPES[extname(path === '/' ? '.html' : path)] ?? TYPES['.html'] ?? '',
        );
        response.setHeader('content-security-policy', POLICY);
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the harness has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}/`,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
