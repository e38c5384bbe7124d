// [MS-RA] 2.2.7, 3.3: what remote assistance changes in the RDP connection, which is the driver's.

/** Flags of `extraFlags` in the general capability set ([MS-RDPBCGR] 2.2.7.1.1). */
export const EXTRA_FLAGS = { FASTPATH_OUTPUT_SUPPORTED: 0x0001, LONG_CREDENTIALS_SUPPORTED: 0x0004 } as const;

/** The changes, as both sides ask them of their RDP. */
export const RDP_EXTENSIONS = {
  /** Fast-path output is compulsory (3.3); newer servers want long credentials besides. */
  extraFlags: EXTRA_FLAGS.FASTPATH_OUTPUT_SUPPORTED | EXTRA_FLAGS.LONG_CREDENTIALS_SUPPORTED,
  /** 2.2.7.1: a fast-path update may be followed by padding, which its size counts. */
  paddedUpdates: true,
  /** 2.2.7.2: WorkingDir, AlternateShell, UserName and Password of the Client Info PDU are remote assistance's. */
  clientInfo: true,
} as const;

/** The changes of 2.2.7. */
export type RdpExtensions = typeof RDP_EXTENSIONS;

/** Whether the peer's general capability set lets remote assistance go on. */
export function supportsFastPath(extraFlags: number): boolean {
  return (extraFlags & EXTRA_FLAGS.FASTPATH_OUTPUT_SUPPORTED) !== 0;
}
