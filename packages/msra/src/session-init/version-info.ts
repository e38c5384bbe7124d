// [MS-RA] 2.2.1.8 VERSIONINFO: always 1.2; version 1 insists on it, the others do not look at it.

import type { CtlPacket } from '../messages/ctl.ts';

type VersionInfo = Extract<CtlPacket, { readonly name: 'VERSIONINFO' }>;

/** The VERSIONINFO of everybody. */
export const VERSION_INFO: VersionInfo = { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 };

/** Whether a peer's VERSIONINFO is ours. */
export function isOurVersion({ versionMajor, versionMinor }: VersionInfo): boolean {
  return versionMajor === VERSION_INFO.versionMajor && versionMinor === VERSION_INFO.versionMinor;
}
