// [MS-RA] 3.11, 3.12 Chat: a block on channel 70 is one message, UTF-16LE with a NUL, and has no answer.

import { DecodeError, EncodeError } from '../wire/errors.ts';
import { decodeUtf16z, encodeUtf16z } from '../wire/strings.ts';

const NAME = 'chat message';

/** 3.11.5: senders of versions 2 and 3 stay within 1,024 bytes, the NUL included: 511 UTF-16 units. */
export const MAX_CHAT_UNITS = 511;

/** Longest block we read. 3.12.5 lets receivers take more than they may send; version 1 has no limit, we need one (product-behavior: `CHAT_LIMIT_ON_RECEIPT`). */
export const MAX_CHAT_BYTES_RECEIVED = 64 * 1024;

/**
 * One message as a block of channel 70.
 * Give it the pieces of {@link splitChat}, which never fail.
 * @throws {EncodeError} `too-long` over 511 units, `unrepresentable` for a NUL.
 */
export function encodeChat(text: string): Uint8Array {
  if (text.length > MAX_CHAT_UNITS) throw new EncodeError('too-long', NAME);
  return encodeUtf16z(text, NAME);
}

/**
 * Reads one block of channel 70. Lone surrogates come out as U+FFFD, so that the text can be shown anywhere.
 * @throws {DecodeError} `too-long`, `bad-text`, `unterminated` or `trailing-bytes`.
 */
export function decodeChat(bytes: Uint8Array): string {
  if (bytes.length > MAX_CHAT_BYTES_RECEIVED)
    throw new DecodeError('too-long', NAME, MAX_CHAT_BYTES_RECEIVED);
  return decodeUtf16z(bytes, NAME).toWellFormed();
}

/**
 * Cuts a text into messages of at most 511 UTF-16 units, never between the halves of a surrogate pair.
 * NULs are left out, lone surrogates become U+FFFD; an empty text gives no message.
 */
export function splitChat(text: string): string[] {
  const clean = text.replaceAll('\0', '').toWellFormed();
  const pieces: string[] = [];
  let from = 0;
  while (from < clean.length) {
    let to = Math.min(from + MAX_CHAT_UNITS, clean.length);
    if (to < clean.length && isHighSurrogate(clean.charCodeAt(to - 1))) to -= 1;
    pieces.push(clean.slice(from, to));
    from = to;
  }
  return pieces;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
