/**
 * How the fields are written whose wire form the specification leaves open (product-behavior: `NO_CAPTURE_IS_PUBLIC`).
 * Readers take every form. For a peer that insists on another one; {@link CODEC_DEFAULTS} are the readings of this package.
 */
export interface CodecOptions {
  /** A token as its 20 bytes, or as 40 hexadecimal characters in UTF-16LE (product-behavior: `TOKEN_IS_RAW`). */
  readonly token: 'raw' | 'hex';
  /** Whether a BSTR has the 4-byte count in front that it has in memory (product-behavior: `EXPERT_ON_VISTA_IS_RAW`, `NAMES_END_IN_NUL`). */
  readonly bstrCount: boolean;
  /** Whether a NUL stands behind names, texts at the end of a packet, and file words (product-behavior: `TAIL_STRINGS_END_IN_NUL`). */
  readonly nul: boolean;
}

/** What is written unless somebody asks for something else. */
export const CODEC_DEFAULTS: CodecOptions = { token: 'raw', bstrCount: false, nul: true };
