/** Carries connections from one place to another: TCP addresses, or unix sockets, which reach across network namespaces. */
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);

/** `ADDRESS:PORT` (IPv4), or the absolute path of a unix socket. @throws Error */
export function parsePlace(text: string): NetConnectOpts {
  if (text.startsWith('/')) return { path: text };
  const [host, port, ...rest] = text.split(':');
  if (!host || rest.length > 0) throw new Error('a place is an address with a port, or a path');
  return { host, port: Port.parse(port) };
}

export interface Relay {
  /** Ends it with all its connections. Idempotent. */
  close(): Promise<void>;
}

/** One way: what comes from one goes to the other, the end too. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  // After a clean end the other may still have something to send.
  from.on('error', () => to.destroy());
}

/** Listens at one place and dials another for each connection. Rejects when it cannot listen. */
export async function openRelay(listenAt: NetConnectOpts, dialTo: NetConnectOpts): Promise<Relay> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, near => {
    const far = connect({ ...dialTo, allowHalfOpen: true, noDelay: true });
    join(keep(near), keep(far));
    join(far, near);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listenAt, resolve);
  });
  return {
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
