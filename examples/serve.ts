/**
 * `node examples/serve.ts [port]`: the built examples on loopback. `bring-your-own-im` is at `/`, every other page at
 * `/apps/<name>/`, and `/registrations.json` lists what is registered, as it stands in the folders beside this file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const FOLDER = import.meta.dirname;
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Every registration of the examples, of whichever kind; the text of a JSON array. */
function registrations(): string {
  const files = readdirSync(FOLDER).map(name => join(FOLDER, name, 'registration.json'));
  return `[${files.flatMap(file => (existsSync(file) ? readFileSync(file, 'utf8') : [])).join()}]`;
}

/** The file behind a path, from a fixed list of those that were built: no path leads anywhere else. */
function builtFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(FOLDER)) {
    const root = join(FOLDER, name, 'dist');
    if (!existsSync(root)) continue;
    const prefix = name === 'bring-your-own-im' ? '/' : `/apps/${name}/`;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = prefix + file.slice(root.length + 1).replaceAll('\\', '/');
      files.set(path, file).set(path.replace(/(?<=\/)index\.html$/, ''), file);
    }
  }
  return files;
}

/** Resolves when it listens on 127.0.0.1. @throws Error when the examples have not been built */
export async function serveExamples(port = 0): Promise<{ readonly url: string; readonly server: Server }> {
  const files = builtFiles();
  for (const path of ['/', '/apps/shared-board/']) {
    if (!files.has(path)) throw new Error('the examples are not built yet: run "npm run build"');
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/, '');
    const file = files.get(path);
    const type = TYPES[extname(file ?? path)] ?? 'text/plain; charset=utf-8';
    if (path === '/registrations.json')
      response.writeHead(200, { ...HEADERS, 'content-type': type }).end(registrations());
    else if (file === undefined) response.writeHead(404, HEADERS).end();
    else response.writeHead(200, { ...HEADERS, 'content-type': type }).end(readFileSync(file));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}

if (import.meta.main) {
  const { url } = await serveExamples(Number(process.argv[2] ?? 8090));
  process.stdout.write(`Open ${url}/\n`);
}
