/** What a page asks for before it has a WebSocket, and what an operator asks for. */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ICONS_PATH } from '../application-icons.ts';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import { perMinute } from './rate-limits.ts';
import { ICON_HEADERS } from './security-headers.ts';

const LinkParams = z.object({ token: z.string().min(1).max(100) });
const IconParams = z.object({ hash: z.string().max(100) });

export function apiRoutes(app: FastifyInstance, house: House): void {
  const { applications, config, links, people, metrics } = house;

  app.get('/api/applications', () => applications.list);

  app.get(`${ICONS_PATH}:hash`, (request, reply) => {
    const { hash } = IconParams.parse(request.params);
    const image = applications.icon(hash);
    if (!image) throw new RequestError('not-found');
    return reply.headers(ICON_HEADERS).type(image.contentType).send(image.bytes);
  });

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
