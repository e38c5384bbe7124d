import { DecodeError, EncodeError } from './errors.ts';

// "Unicode string" in these specifications is UTF-16LE without a byte order mark ([MS-RA] 1.1).

/** Units handed to `String.fromCharCode` at once; engines limit the number of arguments. */
const UNITS_AT_ONCE = 4096;

/** UTF-16LE of a text, without a terminator. Lone surrogates are written as they are. */
export function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  writeUnits(bytes, text);
  return bytes;
}

/**
 * UTF-16LE of a text with one NUL behind it, or without one where `nul` is `false`.
 * @throws {EncodeError} `unrepresentable` when the text itself holds a NUL, which would end it early.
 */
export function encodeUtf16z(text: string, structure: string, nul = true): Uint8Array {
  if (text.includes('\0')) throw new EncodeError('unrepresentable', structure);
  const bytes = new Uint8Array(text.length * 2 + (nul ? 2 : 0));
  writeUnits(bytes, text);
  return bytes;
}

function writeUnits(bytes: Uint8Array, text: string): void {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >>> 8;
  }
}

/**
 * Text of a run of UTF-16LE bytes. Units are not interpreted; callers that need well-formed text check it.
 * @throws {DecodeError} `bad-text` for an odd number of bytes.
 */
export function decodeUtf16(
  bytes: Uint8Array,
  structure: string,
  from = 0,
  to: number = bytes.length,
): string {
  const size = to - from;
  if (size % 2 !== 0) throw new DecodeError('bad-text', structure, to);
  let text = '';
  for (let at = from; at < to; at += UNITS_AT_ONCE * 2) {
    text += String.fromCharCode(...readUnits(bytes, at, Math.min(UNITS_AT_ONCE, (to - at) / 2)));
  }
  return text;
}

/** A plain array: engines spread it twice as fast as a typed one. */
function readUnits(bytes: Uint8Array, from: number, count: number): number[] {
  const units = Array<number>(count);
  for (let i = 0, at = from; i < count; i += 1, at += 2) {
    units[i] = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  }
  return units;
}

/**
 * Text of a block that is exactly one NUL-terminated string.
 * @throws {DecodeError} `unterminated`, `trailing-bytes` (something behind the first NUL) or `bad-text` (odd size).
 */
export function decodeUtf16z(bytes: Uint8Array, structure: string): string {
  if (bytes.length % 2 !== 0) throw new DecodeError('bad-text', structure, bytes.length);
  const last = bytes.length - 2;
  const text = decodeUtf16(bytes, structure, 0, last);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new DecodeError('trailing-bytes', structure, 2 * nul + 2);
  if (bytes[last] !== 0 || bytes[last + 1] !== 0) {
    throw new DecodeError('unterminated', structure, bytes.length);
  }
  return text;
}

/** Offset of the first aligned NUL unit in `[from, to)`, or -1. */
export function indexOfNul(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 1 < to; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at;
  }
  return -1;
}
