/**
 * STUN and TURN servers for the two people's WebRTC link, with short-lived credentials.
 * The scheme is coturn's `use-auth-secret` (the TURN REST API draft): the user name is `<end of validity>:<anything>`,
 * the password is base64(HMAC-SHA1(secret, user name)). The scheme fixes SHA-1.
 */
import { createHmac } from 'node:crypto';
import type { RelayServer } from '@rendezvous/rendezvous';
import type { Config } from './config.ts';

export function relayServers(relay: Config['relay'], address: string, nowMs: number): RelayServer[] {
  const { stun, turn } = relay;
  const servers: RelayServer[] = stun.length > 0 ? [{ urls: stun }] : [];
  if (turn?.secret) {
    const expiry = Math.floor(nowMs / 1000) + turn.lifetimeSeconds;
    servers.push({
      urls: turn.urls,
      ...turnCredentials(turn.secret, expiry, pseudonym(turn.secret, address)),
    });
  }
  return servers;
}

/** @param expiry seconds since 1970 @param user what coturn logs and counts quotas by */
export function turnCredentials(
  secret: string,
  expiry: number,
  user: string,
): { username: string; credential: string } {
  const username = `${String(expiry)}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** The same for one person every time, so that coturn's quotas work, and no hint at who it is. */
function pseudonym(secret: string, address: string): string {
  return createHmac('sha256', secret).update(`pseudonym ${address}`).digest('hex').slice(0, 20);
}
