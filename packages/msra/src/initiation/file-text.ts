// The text of an invitation file: UTF-8, which ASCII is, or UTF-16 with a byte order mark.

import { DecodeError, EncodeError } from '../wire/errors.ts';
import { decodeUtf16, encodeUtf16 } from '../wire/strings.ts';

/** How a file's text is written; both forms of UTF-16 are read. */
export type FileEncoding = 'utf-8' | 'utf-16';

/**
 * Text of a file: a byte order mark decides, without one it is UTF-8.
 * @throws {DecodeError} `bad-text` for what is not well-formed in its encoding.
 */
export function decodeFileText(bytes: Uint8Array, structure: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, structure, 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(swapped(bytes), structure, 2);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return decodeUtf8(bytes, structure, marked ? 3 : 0);
}

/**
 * Bytes of a file's text: UTF-8 without a byte order mark, or UTF-16LE with one.
 * @throws {EncodeError} `unrepresentable` for a lone surrogate.
 */
export function encodeFileText(text: string, encoding: FileEncoding, structure: string): Uint8Array {
  if (!text.isWellFormed()) throw new EncodeError('unrepresentable', structure);
  return encoding === 'utf-16' ? encodeUtf16(`\uFEFF${text}`) : encodeUtf8(text);
}

function swapped(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, i) => bytes[i ^ 1] ?? 0);
}

/** Smallest character that needs a lead byte and one, two or three bytes behind it. */
const SMALLEST = [0, 0x80, 0x800, 0x10000] as const;

function decodeUtf8(bytes: Uint8Array, structure: string, from: number): string {
  let text = '';
  for (let at = from; at < bytes.length; ) {
    const lead = bytes[at] as number;
    const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    // A continuation byte in front gives a negative number here, and 0xF8 and above one over U+10FFFF.
    let code = lead - LEADS[more];
    for (let i = 1; i <= more; i += 1) {
      const byte = bytes[at + i] ?? 0;
      code = byte >> 6 === 2 ? code * 64 + (byte & 0x3f) : Number.NaN;
    }
    const good = code >= SMALLEST[more] && code <= 0x10_ffff && code >> 11 !== 0x1b;
    if (!good) throw new DecodeError('bad-text', structure, at);
    text += String.fromCodePoint(code);
    at += more + 1;
  }
  return text;
}

/** First lead byte for one, two and three bytes behind it. */
const LEADS = [0, 0xc0, 0xe0, 0xf0] as const;

function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const more = code < SMALLEST[1] ? 0 : code < SMALLEST[2] ? 1 : code < SMALLEST[3] ? 2 : 3;
    bytes.push(LEADS[more] + Math.floor(code / 64 ** more));
    for (let i = more - 1; i >= 0; i -= 1) bytes.push(0x80 + (Math.floor(code / 64 ** i) & 0x3f));
  }
  return Uint8Array.from(bytes);
}
