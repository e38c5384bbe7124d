/** Every bound of the rendezvous contract; what lies beyond is refused with its own error. */
export const LIMITS = {
  /** UTF-8 bytes of one context data string; beyond: `CONTEXT_DATA_OVER_LIMIT` to the sender, nothing is sent. */
  contextDataBytes: 64 * 1024,
  /** UTF-8 bytes of `appData` in terminate. */
  appDataBytes: 4 * 1024,
  /** UTF-8 bytes that may ride on an invitation; beyond: refused. */
  invitationDataBytes: 4 * 1024,
  /** Context data messages that may wait for an application that does not read; beyond: the session is terminated. */
  contextDataQueue: 1024,
  /** Characters of a display name. */
  nameLength: 100,
  /** Context data messages of one session that the other side has not acknowledged; beyond: refused with `E_OUTOFMEMORY`. */
  contextDataInFlight: 1024,
  /** UTF-16 units of those messages; beyond: refused with `E_OUTOFMEMORY`. */
  contextDataUnitsInFlight: 4 * 1024 * 1024,
  /** Context data messages after which their arrival is acknowledged. */
  contextDataPerAck: 32,
  /** UTF-16 units of context data after which their arrival is acknowledged. */
  contextDataUnitsPerAck: 256 * 1024,
  /** UTF-16 units of unfinished context data that are kept over a reload of the messenger's page; with more, a reload ends the session. */
  keptOverReload: 512 * 1024,
  /** UTF-8 bytes of an application's closing summary; beyond: refused. */
  summaryBytes: 16 * 1024,
  /** Messages of one channel that may wait for a reader; beyond: the channel is closed. */
  channelQueue: 8192,
  /** Nested values in one channel message; beyond: refused as an invalid request. */
  messageDepth: 12,
  /** Values in one channel message, keys included; beyond: refused as an invalid request. */
  messageNodes: 4096,
  /** UTF-16 units of all strings of one channel message; beyond: refused as an invalid request. */
  messageUnits: 1024 * 1024,
  /** Requests of one end that wait for the other end's answer; beyond: refused. */
  pendingRequests: 256,
  /** Messages that break the contract before the channel is closed. */
  violations: 64,
  /** Invitations that may lie open before one person; beyond: `busy` to the inviter. */
  openInvitations: 8,
  /** Of those, from one other person. */
  openInvitationsPerPerson: 2,
  /** Ended sessions that a host remembers. */
  endedSessions: 64,
  /** Applications that run on after their session has ended, over a reload of the messenger's page. */
  launchedRecords: 16,
} as const;

/** Deadlines in milliseconds; every wait of the host has one. */
export const DEADLINES = {
  /** Invitation: how long the invitee may take. */
  invitationMs: 120_000,
  /** How long a messenger that is connected again may take to deliver an unanswered invitation once more, if it still stands. */
  confirmMs: 5_000,
  /** How long the way between the two messengers may be broken before an accepted session ends. */
  resumeMs: 20_000,
  /** How often a messenger asks the other one, meanwhile, where they stand. */
  retryMs: 2_000,
  /** How long an application whose page is being loaded again may take to come back, while its session lives. */
  returnMs: 15_000,
  /** From the start of a launch to the application's hello. */
  launchMs: 15_000,
  /** From hello to the answer of `app/setSession`. */
  setSessionMs: 10_000,
  /** How long the other side may take to become ready after both accepted. */
  readyMs: 30_000,
  /** How long an application may take to close its channel after it has said that it has finished, before the host does. */
  teardownMs: 3_000,
  /** How long any request between a host and an application may wait for its answer. */
  requestMs: 10_000,
} as const;
