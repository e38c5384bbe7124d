/** Every bound of the rendezvous contract; what lies beyond is refused with its own error. */
export const LIMITS = {
  /** UTF-8 bytes of one context data string; beyond: `CONTEXT_DATA_OVER_LIMIT` to the sender, nothing is sent. */
  contextDataBytes: 64 * 1024,
  /** UTF-8 bytes of `appData` in terminate. */
  appDataBytes: 4 * 1024,
  /** Context data messages that may wait for an application that does not read; beyond: the session is terminated. */
  contextDataQueue: 1024,
  /** Characters of a display name. */
  nameLength: 100,
  /** UTF-8 bytes of an application's closing summary. */
  summaryBytes: 16 * 1024,
} as const;

/** Deadlines in milliseconds; every wait of the host has one. */
export const DEADLINES = {
  /** Invitation: how long the invitee may take. */
  invitationMs: 120_000,
  /** From the start of a launch to the application's hello. */
  launchMs: 15_000,
  /** From hello to the answer of `app/setSession`. */
  setSessionMs: 10_000,
  /** How long the other side may take to become ready after both accepted. */
  readyMs: 30_000,
  /** How long an application may take to let go after the session has ended, before the host lets go of it. */
  teardownMs: 3_000,
} as const;
