/** Bounds of what may come over the channel. docs/spec/picture.md section 5 says the same numbers. */
export const LIMITS = {
  /** Pixels on one side. Beyond it a CONFIG is refused. */
  side: 16_384,
  /** Pixels in all: 7680 × 4320. It bounds the canvas and the kept pictures. */
  pixels: 7680 * 4320,
  /** Bytes of one message after its pieces are put together. Beyond it nothing is allocated. */
  messageBytes: 8 * 1024 * 1024,
  /** Rectangles in one message. */
  rectangles: 4096,
  /** I420 bytes that one TILES message may inflate to. A larger area takes several messages of one frame. */
  tilesRawBytes: 1024 * 1024,
  /** Frames that may be sent and not yet receipted; a novice waits, an expert gives up beyond it. */
  framesUnderWay: 64,
  /** Bytes of frames that wait to be painted; an expert gives up beyond it. */
  queuedBytes: 32 * 1024 * 1024,
  /** Messages of one frame. */
  messagesInFrame: 256,
  /** Characters of a codec's name. */
  codecLength: 32,
  /** Pixels on one side of a cursor's shape. */
  cursorSide: 256,
  /** Bytes of the smallest piece that a channel must carry. */
  smallestPiece: 1024,
  /** Unusable messages after a request for a fresh picture until it counts as one more failure: pieces of a large message. */
  strays: 1024,
  /** Fresh pictures that may fail one after the other before the expert gives this path up. */
  failures: 5,
} as const;
