/** Headers of every answer. */
import type { FastifyInstance } from 'fastify';

/** `Host` comes from outside: only what can be a host stands in a header. */
const HOST = /^[a-zA-Z0-9.:[\]-]{1,255}$/;

/**
 * Scripts come from this server only, none stand in the page. Styles may stand in elements, which the
 * component library needs. The page of Remote Assistance talks to the companion on this machine's loopback.
 */
function contentSecurityPolicy(host: string | undefined): string {
  const own = host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "font-src 'self' data:",
    // Registered applications may be pages of other origins; their frames are sandboxed as their registration says.
    "frame-src 'self' https: http://127.0.0.1:* http://localhost:*",
    "worker-src 'self' blob:",
    `connect-src 'self'${own} ws://127.0.0.1:* ws://localhost:*`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

const PERMISSIONS = [
  'display-capture=(self)',
  'microphone=(self)',
  'clipboard-read=(self)',
  'clipboard-write=(self)',
  'fullscreen=(self)',
  'camera=()',
  'geolocation=()',
  'payment=()',
  'usb=()',
].join(', ');

/**
 * An icon is shown as an image, and there nothing in it runs. Opened as a page, an SVG could hold scripts: it then has
 * an origin of its own and may load nothing. Its address changes with its content, so it may be kept for ever.
 */
export const ICON_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'public, max-age=31536000, immutable',
} as const;

export function securityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy(request.host),
      'permissions-policy': PERMISSIONS,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
