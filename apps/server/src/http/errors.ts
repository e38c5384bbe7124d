/** How refusals and faults look over HTTP: `{error: ErrorCode}` and nothing else. */
import type { ErrorCode } from '@rendezvous/im';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'not-found': 404,
  'link-expired': 410,
  'link-used': 410,
  'name-taken': 409,
  'wrong-password': 401,
  unauthorized: 401,
  'not-allowed': 403,
  'too-many': 409,
  'rate-limited': 429,
  internal: 500,
};
const WithStatus = z.object({ statusCode: z.int().min(400).max(599) });

export function answerErrors(app: FastifyInstance, house: House): void {
  app.setErrorHandler((error, _request, reply) => {
    const code = codeOf(error);
    if (code === 'internal') house.failed(error);
    house.metrics.refused.inc({ code });
    return reply.code(STATUS[code] ?? 400).send({ error: code });
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/')) return reply.code(404).send({ error: 'not-found' });
    return reply.code(404).type('text/plain; charset=utf-8').send('There is nothing at this address.\n');
  });
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof RequestError) return error.code;
  if (error instanceof z.ZodError) return 'bad-frame';
  // The web framework's own refusals: not JSON, too large, wrong media type.
  const status = WithStatus.safeParse(error);
  return status.success && status.data.statusCode < 500 ? 'bad-frame' : 'internal';
}
