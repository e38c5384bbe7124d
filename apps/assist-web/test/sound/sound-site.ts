/** Serves the page with the product's own headers on a free port of this machine. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import Fastify from 'fastify';
import { build } from 'vite';
import { securityHeaders } from '../../../server/src/http/security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};
const FOLDER = join(import.meta.dirname, 'page');

export interface SoundSite extends AsyncDisposable {
  readonly url: string;
}

export async function serveSound(): Promise<SoundSite> {
  await build({ configFile: join(FOLDER, 'vite.config.ts'), logLevel: 'error' });
  const app = Fastify();
  securityHeaders(app);
  app.get('/*', async (request, reply) => {
    const path = new URL(request.url, 'http://sound').pathname;
    const file = path === '/' ? '/index.html' : path;
    const type = TYPES[extname(file)];
    if (type === undefined) return reply.code(404).send();
    return reply.type(type).send(await readFile(join(FOLDER, 'dist/page', file)));
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${url}/`, [Symbol.asyncDispose]: () => app.close() };
}
