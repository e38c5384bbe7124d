/**
 * Why bytes or a text are not a message.
 *
 * - `truncated`: the input ends before the structure does
 * - `bad-length`: a length field or a block's size cannot be right
 * - `too-long`: the input or a part of it exceeds a limit of ours
 * - `trailing-bytes`: something follows the end of the structure
 * - `unknown-type`: a message type, command or element nobody has declared
 * - `wrong-channel`: the envelope names a channel that does not carry this family
 * - `bad-text`: an odd number of bytes, a lone surrogate or a forbidden character
 * - `unterminated`: a string that needs a NUL has none
 * - `bad-markup`: not the small piece of XML that is allowed here
 * - `missing-attribute`: an attribute that the command needs is not there
 * - `bad-value`: a field or an attribute has a value outside its range or form
 */
export type DecodeErrorCode =
  | 'truncated'
  | 'bad-length'
  | 'too-long'
  | 'trailing-bytes'
  | 'unknown-type'
  | 'wrong-channel'
  | 'bad-text'
  | 'unterminated'
  | 'bad-markup'
  | 'missing-attribute'
  | 'bad-value';

const DECODE_SENTENCES: Readonly<Record<DecodeErrorCode, string>> = {
  truncated: 'ends too early',
  'bad-length': 'has an impossible length',
  'too-long': 'is longer than allowed',
  'trailing-bytes': 'has bytes after its end',
  'unknown-type': 'is of an unknown type',
  'wrong-channel': 'names a wrong channel',
  'bad-text': 'is not well-formed text',
  unterminated: 'lacks its terminator',
  'bad-markup': 'is not the expected element',
  'missing-attribute': 'lacks an attribute',
  'bad-value': 'has a value that is not allowed',
};

/**
 * The one exception of every decoder and parser of this package.
 * Its message never quotes the input, so that it may be logged.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;
  /** What was being decoded, in the specification's spelling, such as `REMOTEDESKTOP_CTL_RESULT` or `RCCOMMAND`. */
  readonly structure: string;
  /** Where it failed: bytes from the start of the input for packets, UTF-16 units for texts. */
  readonly offset: number;

  constructor(code: DecodeErrorCode, structure: string, offset: number) {
    super(`${structure} ${DECODE_SENTENCES[code]} at offset ${offset}`);
    this.code = code;
    this.structure = structure;
    this.offset = offset;
  }
}

/**
 * Why a value of the caller's cannot be written.
 *
 * - `out-of-range`: a number does not fit its field
 * - `too-long`: a text or list exceeds what the protocol or a limit of ours allows
 * - `unrepresentable`: a text holds a NUL, a lone surrogate or a character that XML forbids
 */
export type EncodeErrorCode = 'out-of-range' | 'too-long' | 'unrepresentable';

const ENCODE_SENTENCES: Readonly<Record<EncodeErrorCode, string>> = {
  'out-of-range': 'does not fit its field',
  'too-long': 'is too long to be sent',
  unrepresentable: 'holds characters that cannot be sent',
};

/** A value of our own caller that has no encoding; a mistake on this side of the wire. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  readonly code: EncodeErrorCode;
  /** The field or structure concerned. */
  readonly structure: string;

  constructor(code: EncodeErrorCode, structure: string) {
    super(`${structure} ${ENCODE_SENTENCES[code]}`);
    this.code = code;
    this.structure = structure;
  }
}
