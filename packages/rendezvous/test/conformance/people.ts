/** What most tests of this folder begin with. */
import type { HostSession, RendezvousSession } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { Pair, type Who } from '../support/pair.ts';

/** The session that this side's latest application holds. */
export function sessionOf(pair: Pair, who: Who): RendezvousSession {
  const { session } = pair[who].running;
  if (session === undefined) throw new Error('no session was handed over');
  return session;
}

/** This side's only session, as its messenger sees it. */
export function hostSessionOf(pair: Pair, who: Who): HostSession {
  const [session] = pair[who].host.sessions.values();
  if (session === undefined) throw new Error('this side has no session');
  return session;
}

/** Both CONNECTED; A invited. */
export async function connectedPair(prepare: (pair: Pair) => void = () => undefined) {
  const pair = new Pair();
  prepare(pair);
  const session = await pair.connect();
  return { pair, session, a: sessionOf(pair, 'A'), b: sessionOf(pair, 'B') };
}

/** Invited and accepted, whatever becomes of it. */
export async function acceptedPair(prepare: (pair: Pair) => void = () => undefined) {
  const pair = new Pair();
  prepare(pair);
  const session = pair.invite('A');
  await settle();
  pair.B.offered.accept();
  await settle();
  return { pair, session, offered: pair.B.offered };
}

/** Invited; nobody has answered. */
export async function invitedPair(prepare: (pair: Pair) => void = () => undefined) {
  const pair = new Pair();
  prepare(pair);
  const session = pair.invite('A');
  await settle();
  return { pair, session };
}

export const launchesOf = (pair: Pair): number => pair.A.launches.length + pair.B.launches.length;
