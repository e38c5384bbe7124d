/** What is wrong with received bytes: too short, too long, a field out of its range, a kind nobody knows. */
export type DecodeErrorCode = 'truncated' | 'trailing-bytes' | 'bad-value' | 'unknown-type' | 'too-large';

/** Bytes are not a message of docs/spec/picture.md. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;
  /** The structure and field in the specification's words. */
  readonly field: string;

  constructor(code: DecodeErrorCode, field: string) {
    super(`${field} is not acceptable: ${code}`);
    this.code = code;
    this.field = field;
  }
}

/**
 * Why a picture could not be shown or sent.
 * `damaged`: a message was none; `out-of-order`: frames, rectangles or sizes that contradict what was said before;
 * `video`: the video coder or decoder failed; `overrun`: more under way than the limits allow;
 * `version`: the other side speaks no version of ours; `capture`: the frames of the screen could not be read;
 * `size`: the screen has more pixels than the other side takes; `channel`: the channel refused a message; `gave-up`: fresh pictures failed again and again.
 */
export type PictureErrorCode =
  | 'damaged'
  | 'out-of-order'
  | 'video'
  | 'overrun'
  | 'version'
  | 'capture'
  | 'size'
  | 'channel'
  | 'gave-up';

export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly code: PictureErrorCode;

  constructor(code: PictureErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
