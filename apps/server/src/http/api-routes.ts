/** What a page asks for before it has a WebSocket, and what an operator asks for. */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import { perMinute } from './rate-limits.ts';

const LinkParams = z.object({ token: z.string().min(1).max(100) });

export function apiRoutes(app: FastifyInstance, house: House): void {
  const { config, links, people, metrics } = house;

  app.get('/api/applications', () => house.applications);

  app.get('/api/links/:token', perMinute(config.limits.linkLookups), async request => {
    const { token } = LinkParams.parse(request.params);
    const link = await links.open(token, house.now());
    const creator = await people.byId(link.creator);
    if (!creator) throw new RequestError('not-found');
    const { name, address } = people.view(creator);
    return { kind: link.kind, from: { name, address }, expiresAt: link.expires_at };
  });

  app.get('/healthz', async () => {
    await house.db.selectFrom('person').select('id').limit(1).execute();
    return { status: 'ok' };
  });

  app.get('/metrics', async (request, reply) => {
    if (config.metrics === 'off') throw new RequestError('not-found');
    if (config.metrics === 'local' && !fromThisMachine(request)) throw new RequestError('not-allowed');
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** A request that a proxy passed on is not local, whether or not that proxy is trusted. */
function fromThisMachine(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const local = peer === '::1' || (isIP(peer.replace('::ffff:', '')) === 4 && /^(::ffff:)?127\./.test(peer));
  return local && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}
