/** A small HTTP server on 127.0.0.1 that this machine's browsers alone may ask. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface LoopbackServer {
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  /** Closes the listener and every connection. Idempotent. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade?: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
}

/** Listens on a free port. What was not asked for under this very host is refused: no other name may stand for it. */
export async function listenOnLoopback({ answer, upgrade }: LoopbackOptions): Promise<LoopbackServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 }, (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    if (isOurs(request)) answer(request, response);
    else response.writeHead(421).end();
  });
  const host = (): string => `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const isOurs = ({ headers }: IncomingMessage): boolean => headers.host === host();
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (upgrade !== undefined && isOurs(request)) upgrade(request, stream, head);
    else refuseUpgrade(stream, '421 Misdirected Request');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  let closing: Promise<void> | undefined;
  return {
    origin: `http://${host()}`,
    close: () => {
      closing ??= new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
