/** The links that people send each other: `<origin>/#join/<token>`. */

const TOKEN = /^[A-Za-z0-9_-]{8,100}$/;

/** The address to send. */
export function formatLink(origin: string, token: string): string {
  return `${origin}/#join/${token}`;
}

/** The token of a link's fragment (`#join/…`); `undefined` for anything else. */
export function parseLinkHash(hash: string): string | undefined {
  const match = /^#join\/([^/?]*)\/?$/.exec(hash);
  const token = match?.[1];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}
