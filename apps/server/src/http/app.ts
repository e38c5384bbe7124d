/** The HTTP server and its WebSocket, put together. */
import fastifyWebsocket from '@fastify/websocket';
import { CLOSE, LIMITS } from '@rendezvous/im';
import { type FastifyInstance, fastify } from 'fastify';
import { accountRoutes } from '../accounts/routes.ts';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import { SocketSession } from '../live/socket-session.ts';
import type { Certificate } from '../tls.ts';
import { apiRoutes } from './api-routes.ts';
import { answerErrors } from './errors.ts';
import { originAllowed } from './origin.ts';
import { type PageFolders, pages } from './pages.ts';
import { rateLimits } from './rate-limits.ts';
import { securityHeaders } from './security-headers.ts';

/** Bytes of a JSON body. */
const BODY_BYTES = 16 * 1024;
/** How long a client may take to answer the close frame of a server that stops. */
const FAREWELL_MS = 1000;

export async function createApp(
  house: House,
  folders: PageFolders,
  certificate: Certificate | undefined,
): Promise<FastifyInstance> {
  const trustProxy = house.config.trustedProxy;
  const options = { logger: false, bodyLimit: BODY_BYTES, trustProxy, forceCloseConnections: true } as const;
  const app: FastifyInstance = certificate
    ? fastify({ ...options, https: { cert: certificate.cert, key: certificate.key } })
    : fastify(options);
  app.removeContentTypeParser('text/plain');
  answerErrors(app, house);
  securityHeaders(app);
  app.addHook('onResponse', async (request, reply) => {
    house.metrics.http(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime);
  });
  // Before every hook that may refuse: the plugin closes the sockets of refused upgrades that it has seen.
  await webSocket(app);
  app.addHook('onRequest', async request => {
    const { method, url } = request;
    const asking = url === '/im' || url.startsWith('/im?') || (method !== 'GET' && method !== 'HEAD');
    if (asking && !originAllowed(request, house.config)) throw new RequestError('not-allowed');
  });
  await rateLimits(app, house.config.limits.requests);
  app.get('/im', { websocket: true }, socket => {
    new SocketSession(house, socket);
  });
  accountRoutes(app, house);
  apiRoutes(app, house);
  await pages(app, folders);
  return app;
}

async function webSocket(app: FastifyInstance): Promise<void> {
  await app.register(fastifyWebsocket, {
    options: {
      perMessageDeflate: false,
      // Twice what the protocol allows, so that a frame just beyond it gets the protocol's own close code.
      maxPayload: 2 * LIMITS.frameBytes,
    },
    preClose: done => {
      const { clients } = app.websocketServer;
      for (const client of clients) client.close(CLOSE.goingAway);
      const timer = setTimeout(() => {
        for (const client of clients) client.terminate();
      }, FAREWELL_MS);
      app.websocketServer.close(() => {
        clearTimeout(timer);
        done();
      });
    },
  });
}
