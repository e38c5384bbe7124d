/** The folder of a registration as an origin of its own, so that its page can be developed without a server. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { type LoopbackServer, listenOnLoopback } from './loopback.ts';

/** Bytes of one file; larger ones are not served. */
const FILE_BYTES = 64 * 1024 * 1024;
/** Characters of a path. */
const PATH_LENGTH = 1024;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Serves `folder` for reading. */
export function serveFolder(folder: string): Promise<LoopbackServer> {
  return listenOnLoopback({
    answer: (request, response) => {
      answer(folder, request, response).catch(() => {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers, url = '/' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await findFile(folder, url);
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  // A sandboxed page has no origin that it could share, and asks for its own scripts and data as `null`.
  if (headers.origin === 'null') response.setHeader('Access-Control-Allow-Origin', 'null');
  response.setHeader('Content-Type', TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream');
  response.setHeader('Content-Length', file.size);
  if (method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(file.path, { end: Math.max(0, file.size - 1) });
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

/**
 * The file of an address, when it lies in `folder`, wherever links lead. Names that begin with a dot are not for others.
 * @param url path and query, as in a request
 */
export async function findFile(
  folder: string,
  url: string,
): Promise<{ readonly path: string; readonly size: number } | undefined> {
  try {
    const [path = ''] = url.split(/[?#]/, 1);
    const name = decodeURIComponent(path);
    const parts = name.split('/').filter(part => part !== '');
    if (name.length > PATH_LENGTH || parts.some(part => /^\.|[\\\0:]/.test(part))) return undefined;
    const root = await realpath(folder);
    let found = await realpath(join(root, ...parts));
    if ((await stat(found)).isDirectory()) found = await realpath(join(found, 'index.html'));
    if (!found.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) return undefined;
    const stats = await stat(found);
    return stats.isFile() && stats.size <= FILE_BYTES ? { path: found, size: stats.size } : undefined;
  } catch {
    return undefined;
  }
}
