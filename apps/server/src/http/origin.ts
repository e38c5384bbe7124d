/** Which web pages may talk to this server. Programs that are no browsers send no `Origin`; their token decides. */
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** Whether the request comes from one of the messenger's own pages. */
export function originAllowed(request: FastifyRequest, config: Config): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (config.publicOrigins.length > 0) return config.publicOrigins.includes(origin);
  return origin === `${request.protocol}://${request.host}`;
}
