/** Limits by network address. Those by account are taken where the account is known. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { RequestError } from '../errors.ts';
import { networkKey } from './network-key.ts';

export async function rateLimits(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: request => networkKey(request.ip),
    errorResponseBuilder: () => new RequestError('rate-limited'),
  });
}

/** A route's own limit, by network address. */
export function perMinute(max: number): { config: { rateLimit: { max: number; timeWindow: number } } } {
  return { config: { rateLimit: { max, timeWindow: 60_000 } } };
}
