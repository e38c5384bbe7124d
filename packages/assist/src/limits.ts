/** Every bound of an assistance; what lies beyond is dropped and counted, or ends it where the comment says so. */
export const LIMITS = {
  /** UTF-16 units of one context data text, and of one text on `status`; beyond: dropped. */
  signalLength: 64 * 1024,
  /** UTF-16 units of a description. */
  sdpLength: 48 * 1024,
  /** Candidates in one message. */
  candidatesPerMessage: 16,
  /** Signals that may wait for a way to the other side; beyond: the newest are dropped. */
  waitingSignals: 256,
  /** Context data texts of one assistance; beyond: protocol error. A start takes about ten. */
  contextData: 1000,
  /** Messages that may wait on one channel until the link is verified; beyond: dropped. */
  heldMessages: 64,
  /** Messages that were no messages, on all channels together; beyond: protocol error. */
  rejected: 2000,
  /** Characters that {@link AssistanceSession.sendChat} takes at once; the rest is cut off. */
  chatText: 10_000,
  /** Lines of chat that are kept; the oldest go first. */
  chatLines: 500,
  /** Bytes of the chat channel's messages: twice what version 3 sends, for older peers. */
  chatBytes: 2048,
  /** Bytes of a packet on the control channels. */
  packetBytes: 16 * 1024,
  /** Bytes that may wait on `input` before moves of the pointer are replaced by newer ones. */
  inputBuffered: 4 * 1024,
  /** Intervals that a receipt keeps of each kind; beyond: the last one grows. */
  intervals: 100,
  /** Refusals in a row before further questions of the same kind are refused without asking. */
  refusals: 3,
  /** Questions that may wait behind the one that is shown; beyond: refused. */
  questions: 8,
  /** Bytes of one file; what is larger is neither sent nor taken, and the person reads why. */
  fileBytes: 2 * 1024 ** 3,
  /** Files of this side that may wait their turn; beyond: not taken. */
  fileQueue: 50,
  /** Files that are listed; the oldest that failed go first, then the oldest that arrived. */
  fileEntries: 100,
  /** Files that a receipt counts one by one; beyond: the last one of a direction grows. */
  receiptFiles: 200,
  /** Bytes (UTF-8) of the name under which a file is kept: every file system takes it, with room for ` (12)`. */
  fileNameBytes: 180,
  /** UTF-16 units at the end of a received name that are looked at. */
  fileNameRead: 4096,
  /** UTF-16 units of a received name that are shown where it differs from the one that is kept. */
  fileNameShown: 200,
  /** Bytes that may be on their way before the other side says that it has written some. */
  fileWindow: 4 * 1024 ** 2,
  /** After how many bytes the receiving side says so. */
  fileAckBytes: 1024 ** 2,
  /** Bytes that are read from, or written to, a file at once. */
  filePieceBytes: 256 * 1024,
  /** Channels for files that the other side may have open at once: one in use, and those that are closing. */
  fileChannels: 4,
  /** Bytes of a contact file. */
  contactBytes: 64 * 1024,
  /** Characters of a signature in base64: RSA keys of up to 4,096 bits. */
  signatureLength: 700,
} as const;

/** Deadlines and durations in milliseconds. */
export const DEADLINES = {
  /** Until both applications are launched (CONNECTED). */
  connectedMs: 30_000,
  /** From CONNECTED until the link is up. */
  linkMs: 20_000,
  /** From the link being up until both tokens are verified. */
  tokensMs: 15_000,
  /** How long a lost link may take to mend itself. */
  mendMs: 15_000,
  /** Relay servers come from the messenger; without an answer it goes on without them. */
  relayServersMs: 3_000,
  /** From pairing to the companion's answer. */
  pairMs: 10_000,
  /** How often the page tells a paired companion that it is there; the companion disarms when it hears nothing for a few. */
  companionPingMs: 1_500,
  /** How long the person at the machine may take to answer the companion's own question. */
  armMs: 120_000,
  /** How long the last messages may take to leave, also behind a file that is on its way. */
  flushMs: 1_500,
  /** How long the messenger may take to hear of the end. */
  farewellMs: 3_000,
  /** How long a grant of control lasts without renewal. */
  grantMs: 15 * 60_000,
  /** After a refusal too many: how long until one more request is let through. */
  refusalMs: 20_000,
  /** How long a sign of typing holds. */
  typingMs: 5_000,
  /** How often a sign of typing is sent at most. */
  typingEveryMs: 3_000,
  /** From a FILEXFER to its channel, which travels another way; and how long a channel may be without its FILEXFER. */
  fileChannelMs: 10_000,
  /** From the last byte of a file to its sender's word on what was sent. */
  fileHashMs: 60_000,
  /** From that word to the receiver's on what became of it: a slow disk may have much to write yet. */
  fileResultMs: 10 * 60_000,
  /** How long the other side may take to close a file's channel after our last word. */
  fileCloseMs: 60_000,
  /** How often the progress of a file is shown at most. */
  fileProgressMs: 250,
  /** How long a contact may take, from its offer to its last byte. */
  contactMs: 60_000,
  /** From the beginning of a session until somebody reads that contacts are not exchanged; what comes later still counts. */
  exchangeMs: 60_000,
  /** From the exchange of contacts to the other side's proof that the key is its own. */
  proofMs: 15_000,
  /** From the other side hanging up to its word that it has. */
  voiceFarewellMs: 3_000,
  /** How often the quality of the link, and of a call, is sampled. */
  sampleMs: 1_000,
} as const;
