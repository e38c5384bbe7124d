/** Serves the launcher pages, and takes their sockets: one secret path for each launch. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { type LoopbackServer, listenOnLoopback, refuseUpgrade } from './loopback.ts';
import type { PageSession, SocketKind } from './page-session.ts';
import { SOCKET_MESSAGE_BYTES } from './socket-channel.ts';

const FILES: Readonly<Record<string, string>> = {
  'launcher.html': 'text/html; charset=utf-8',
  'launcher.css': 'text/css; charset=utf-8',
  'launcher.js': 'text/javascript; charset=utf-8',
};
const SOCKETS: ReadonlySet<string> = new Set<SocketKind>(['watch', 'channel', 'again']);

/** How long a page may take to answer the close of its sockets, in milliseconds. */
const CLOSE_MS = 500;

export interface LauncherServer {
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  /** From now on the session's launcher page is served; its address. */
  add(session: PageSession): string;
  /** Idempotent. */
  close(): Promise<void>;
}

export async function openLauncherServer(): Promise<LauncherServer> {
  const sessions = new Map<string, PageSession>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: SOCKET_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const findSession = (url = ''): readonly [PageSession | undefined, string] => {
    const [, secret = '', name = ''] = url.split('/', 3);
    return [sessions.get(secret), name];
  };
  const server: LoopbackServer = await listenOnLoopback({
    answer: (request, response) => {
      const [session, name] = findSession(request.url);
      if (session === undefined) response.writeHead(404).end();
      else void answer(request, response, { session, name, origin: server.origin });
    },
    upgrade: (request, stream, head) => {
      const [session, name] = findSession(request.url);
      // Any page may open a socket to this machine; only the launcher page is of this very origin.
      const ours = request.headers.origin === server.origin && session !== undefined && SOCKETS.has(name);
      if (!ours || !session.admits(name as SocketKind)) return refuseUpgrade(stream, '403 Forbidden');
      sockets.handleUpgrade(request, stream, head, socket => session.take(name as SocketKind, socket));
    },
  });
  return {
    origin: server.origin,
    add: session => {
      sessions.set(session.secret, session);
      return `${server.origin}/${session.secret}/`;
    },
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001);
      // A page that does not answer is not waited for.
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSE_MS);
      await server.close();
      clearTimeout(late);
    },
  };
}

interface Asked {
  readonly session: PageSession;
  readonly name: string;
  readonly origin: string;
}

async function answer(
  { method }: IncomingMessage,
  response: ServerResponse,
  { session, name, origin }: Asked,
): Promise<void> {
  if (name === 'launch.json') {
    const config = method === 'POST' ? session.takeConfig() : undefined;
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(config === undefined ? 409 : 200).end(JSON.stringify(config ?? null));
    return;
  }
  const file = name === '' ? 'launcher.html' : name;
  const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
  if (type === undefined || method !== 'GET') {
    response.writeHead(404).end();
    return;
  }
  const socketOrigin = origin.replace(/^http:/, 'ws:');
  response.setHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src 'self' ${socketOrigin}`,
      `frame-src ${session.pageOrigin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  );
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Content-Type', type);
  try {
    response.end(await readFile(fileURLToPath(new URL(`../launcher-page/${file}`, import.meta.url))));
  } catch {
    response.writeHead(500).end();
  }
}
