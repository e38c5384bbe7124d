/** The companion's only ear: a WebSocket listener on 127.0.0.1 that lets in nothing but allowed pages. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { LIMITS } from './limits.ts';
import { type AllowedOrigins, isLoopbackHost } from './origins.ts';

export type ListenErrorCode = 'ports-taken';

/** None of the ports could be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: ListenErrorCode = 'ports-taken';
}

export interface LoopbackServer {
  readonly port: number;
  /** Closes the listener and every socket. Idempotent. */
  close(): Promise<void>;
}

/**
 * Listens on the first free one of `ports`.
 * @param onSocket gets each socket whose origin and host were right; it is not paired yet
 * @param mayEnter whether there is room for one more
 * @throws ListenError
 */
export async function listenOnLoopback(
  ports: readonly number[],
  origins: AllowedOrigins,
  mayEnter: () => boolean,
  onSocket: (socket: WebSocket) => void,
): Promise<LoopbackServer> {
  const http = createServer({ maxHeaderSize: 8 * 1024 }, (_request, response) => {
    // Nothing is ever served: no page, no header that would let a page read an answer.
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  http.headersTimeout = 5_000;
  http.requestTimeout = 5_000;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const port = await listen(http, ports);
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (!isLoopbackHost(request.headers.host, port)) return refuse(stream, '421 Misdirected Request');
    if (!origins.allows(request.headers.origin)) return refuse(stream, '403 Forbidden');
    if (!mayEnter()) return refuse(stream, '503 Service Unavailable');
    sockets.handleUpgrade(request, stream, head, onSocket);
  });
  let closing: Promise<void> | undefined;
  return {
    port,
    close: () => {
      closing ??= new Promise(resolve => {
        for (const socket of sockets.clients) socket.close(1001);
        // A page that does not answer the close is not waited for.
        const timer = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
          http.closeAllConnections();
        }, 300);
        http.close(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      return closing;
    },
  };
}

async function listen(http: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    const bound = await new Promise<number | undefined>((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException): void => {
        if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
        else reject(error);
      };
      http.once('error', onError);
      http.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        http.off('error', onError);
        const address = http.address();
        resolve(typeof address === 'object' && address ? address.port : undefined);
      });
    });
    if (bound !== undefined) return bound;
  }
  throw new ListenError('every port is taken');
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
