/** Every bound of the messenger's protocol; what lies beyond is refused with a code, or closes the socket where noted. */
export const LIMITS = {
  /** UTF-8 bytes of one frame; beyond: the socket is closed with 4009. Context data is at most 64 KiB, JSON may double it. */
  frameBytes: 160 * 1024,
  /**
   * UTF-16 units of one frame from the server; beyond, the client ignores it. A welcome carries the last message of
   * every conversation, so it is larger than anything a client sends.
   */
  serverFrameLength: 8 * 1024 * 1024,
  /** Characters of one chat message. */
  textLength: 4000,
  nameLength: 60,
  usernameLength: 30,
  passwordMin: 8,
  passwordMax: 128,
  /** Messages in one page of history. */
  historyPage: 100,
  contacts: 500,
  /** Contacts and conversations in one welcome; room for a server that allows more than ours. */
  welcomeContacts: 5_000,
  welcomeConversations: 20_000,
  /** Texts and receipts that may wait in a client for their acknowledgement; beyond: `send` throws. */
  outboxEntries: 500,
  /** Frames a second that one connection may send in the long run, and the largest burst; beyond: `rate-limited`. */
  framesPerSecond: 50,
  frameBurst: 400,
  /** Invitations a minute per account. */
  invitationsPerMinute: 10,
  /** How long a link may live. */
  linkMaxSeconds: 30 * 24 * 3600,
  linkDefaultSeconds: 24 * 3600,
  /** First frame after connecting; beyond: closed with 4001. */
  helloMs: 10_000,
} as const;
