// [MS-RA] 3.3.2, 3.4.2: the optional heartbeat of version 1. Nobody acts on its receipt or its absence (3.3.6, 3.4.6).

import type { CtlPacket } from '../messages/ctl.ts';

/** Milliseconds between two heartbeats. */
export const HEARTBEAT_MS = 30_000;

/** What the driver is to do for the heartbeat. */
export type HeartbeatOutput =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  /** Feed `timer` once, `ms` milliseconds from now. */
  | { readonly type: 'set-timer'; readonly timer: 'heartbeat'; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: 'heartbeat' };

/** The first beat is due one period from now. */
export function startHeartbeat(wanted: boolean): readonly HeartbeatOutput[] {
  return wanted ? [{ type: 'set-timer', timer: 'heartbeat', ms: HEARTBEAT_MS }] : [];
}

/** One beat, and the time of the next. */
export function beat(wanted: boolean): readonly HeartbeatOutput[] {
  return wanted ? [{ type: 'send', packet: { name: 'ISCONNECTED' } }, ...startHeartbeat(true)] : [];
}

/** No more beats. */
export function stopHeartbeat(wanted: boolean): readonly HeartbeatOutput[] {
  return wanted ? [{ type: 'clear-timer', timer: 'heartbeat' }] : [];
}
