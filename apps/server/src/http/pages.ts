/** The built pages: the messenger at `/`, Remote Assistance at `/apps/remote-assistance/`. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

export interface PageFolders {
  readonly messenger: string;
  readonly remoteAssistance: string;
}

export function pageFolders(config: Config): PageFolders {
  const built = (app: string) => resolve(import.meta.dirname, '../../..', app, 'dist');
  return {
    messenger: config.pages.messenger ?? built('messenger'),
    remoteAssistance: config.pages.remoteAssistance ?? built('assist-web'),
  };
}

/** What the person at the terminal, and whoever opens the page, is told when a page has not been built. */
export const NOT_BUILT = 'The pages are not built yet: run "npm run build" and start again.';

/** Whether both pages are there. */
export function built(folders: PageFolders): boolean {
  return Object.values(folders).every(folder => existsSync(join(String(folder), 'index.html')));
}

export async function pages(app: FastifyInstance, folders: PageFolders): Promise<void> {
  await page(app, '/apps/remote-assistance/', folders.remoteAssistance);
  await page(app, '/', folders.messenger);
}

async function page(app: FastifyInstance, prefix: string, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) {
    const sorry = { url: prefix === '/' ? '/' : `${prefix}*` };
    app.get(sorry.url, (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(`${NOT_BUILT}\n`),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: false,
    redirect: prefix !== '/',
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cacheControl(path)),
  });
}

/** Files whose name holds a hash of their content never change; all others are asked for again each time. */
function cacheControl(path: string): string {
  const hashed = /[\\/]assets[\\/]/.test(path) && /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(basename(path));
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
}
