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
  /** Refusals in a row before further requests for control are refused without asking. */
  refusals: 3,
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
  /** How long the last messages may take to leave. */
  flushMs: 500,
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
  /** How often the quality of the link is sampled. */
  sampleMs: 1_000,
} as const;
