/** The sources of packages/msra for a page, types stripped, as they are: no bundler between the code and what is measured. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../packages/msra/src/', import.meta.url));

/** A server on loopback with an empty page at `/` and the sources below `/src/`. */
export async function serveSources(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const [, file] = /^\/src\/([\w/-]+\.ts)$/.exec(request.url ?? '') ?? [];
    if (file === undefined) {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title>');
      return;
    }
    response
      .setHeader('content-type', 'text/javascript')
      .end(stripTypeScriptTypes(readFileSync(SOURCE + file, 'utf8')));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${String(port)}`, close: () => void server.close() };
}
