// The text of an invitation file: UTF-8, which ASCII is, or UTF-16 with a byte order mark.

import { DecodeError, EncodeError } from './errors.ts';
import { decodeUtf16, encodeUtf16 } from './strings.ts';

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
  return decodeUtf8(marked ? bytes.subarray(3) : bytes, structure);
}

/**
 * Bytes of a file's text: UTF-8 without a byte order mark, or UTF-16LE with one.
 * @throws {EncodeError} `unrepresentable` for a lone surrogate.
 */
export function encodeFileText(text: string, encoding: FileEncoding, structure: string): Uint8Array {
  if (!text.isWellFormed()) throw new EncodeError('unrepresentable', structure);
  return encoding === 'utf-16' ? encodeUtf16(`\uFEFF${text}`) : new TextEncoder().encode(text);
}

function swapped(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, i) => bytes[i ^ 1] ?? 0);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array, structure: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DecodeError('bad-text', structure, 0);
  }
}

/** What may stand in front of the root. The encoding that it names does not matter: the byte order mark counts. */
const DECLARATION = /^[\t\n\r ]*<\?xml[\t\n\r ][^<>?]{0,200}\?>/;

/** A text without its XML declaration. */
export function withoutDeclaration(text: string): string {
  return text.replace(DECLARATION, '');
}
