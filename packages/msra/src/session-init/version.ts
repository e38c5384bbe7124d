// [MS-RA] 3, table of versions: which version a connection uses. Chosen once; it cannot change afterwards.

import type { Version } from '../channels.ts';
import type { CtlPacket } from '../messages/ctl.ts';

/** The versions that may be implemented together (1.7). */
export type ImplementedVersions = readonly [1] | readonly [1, 2] | readonly [1, 2, 3];

/**
 * How the expert came by the connection string.
 *
 * - `connection-string-1`: invitation file of type 1, or IPCHService
 * - `connection-string-2`: invitation file of type 2, or IRASrv
 * - `pnrp`: [MS-RAIOP], or any private agreement that gives both sides the same string and password, as ours over a
 *   messenger (product-behavior: `VERSION_3_OVER_WEBRTC`)
 */
export type Initiation = 'connection-string-1' | 'connection-string-2' | 'pnrp';

/**
 * The expert's version: decided before it connects, by how it got the string, and not by what the novice's Windows is
 * (product-behavior: `VERSION_1_AFTER_XP`). `undefined` where it has no version for that.
 */
export function chooseExpertVersion(
  implemented: ImplementedVersions,
  initiation: Initiation,
): Version | undefined {
  const wanted = initiation === 'pnrp' ? 3 : initiation === 'connection-string-2' ? 2 : 1;
  return (implemented as readonly Version[]).find(version => version === wanted);
}

/**
 * The novice's version before the expert has said anything: 3 when it published by PNRP, 1 when it has no other,
 * and `undefined` while the expert's first packet is to decide ({@link chooseNoviceVersion}).
 */
export function noviceVersionAtStart(implemented: ImplementedVersions, byPnrp: boolean): Version | undefined {
  if (implemented.length === 3 && byPnrp) return 3;
  return implemented.length === 1 ? 1 : undefined;
}

/** The novice's version by the expert's first packet; `undefined` for packets that do not decide. */
export function chooseNoviceVersion(packet: CtlPacket): 1 | 2 | undefined {
  if (packet.name === 'VERSIONINFO') return 1;
  return packet.name === 'EXPERT_ON_VISTA' ? 2 : undefined;
}
