// The fields that [MS-RA] 2.2.1.12 to 2.2.1.15 call BSTR without saying how a BSTR stands on the wire.
// Written in the plainest form unless the options ask for another; read also with the 4-byte count that a BSTR has
// in memory ([MS-DTYP] 2.2.5).

import type { Codec } from '../wire/codec.ts';
import { CODEC_DEFAULTS } from '../wire/codec-options.ts';
import { Cursor } from '../wire/cursor.ts';
import { EncodeError } from '../wire/errors.ts';
import { decodeHex, encodeHex } from '../wire/hex.ts';
import { decodeUtf16, encodeUtf16z, indexOfNul } from '../wire/strings.ts';

/** Size of an authorization token: one SHA-1 (2.2.4). */
export const TOKEN_BYTES = 20;

/** Longest display name we read in packets 10 and 11, in UTF-16 units. */
const MAX_NAME_UNITS = 1024;

/** Longest encrypted PassStub we read; 14 characters give 32 bytes. */
const MAX_ENCRYPTED_BYTES = 1024;

/** Skips a leading byte count that covers exactly what follows, with or without the NUL that a BSTR has in memory. */
function skipCount(cursor: Cursor): void {
  if (cursor.remaining < 4) return;
  const start = cursor.offset;
  const count = cursor.u32();
  if (count === cursor.remaining || count + 2 === cursor.remaining) return;
  cursor.offset = start;
}

/** Packet 9: raw cipher bytes, which is what Windows accepts; a 4-byte count in front is read too (product-behavior: `EXPERT_ON_VISTA_IS_RAW`). */
export const encryptedPassword: Codec<Uint8Array> = {
  decode(cursor) {
    if (cursor.remaining > MAX_ENCRYPTED_BYTES + 4) throw cursor.error('too-long');
    if (beginsWithCount(cursor.bytes, cursor.offset, cursor.end)) cursor.offset += 4;
    return cursor.take(cursor.remaining);
  },
  encode(writer, value, { bstrCount } = CODEC_DEFAULTS) {
    if (value.length > MAX_ENCRYPTED_BYTES) throw new EncodeError('too-long', 'encryptedPassword');
    // A cipher text that by chance begins with its own count would lose four bytes at a tolerant reader.
    if (bstrCount || beginsWithCount(value, 0, value.length)) writer.u32(value.length);
    writer.bytes(value);
  },
};

function beginsWithCount(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from >= 4 && new Cursor(bytes, 'BSTR', from, to).u32() === to - from - 4;
}

/** Packets 10 and 11: UTF-16LE with a NUL; read also without it and with a count in front (product-behavior: `NAMES_END_IN_NUL`). */
export const bstrText: Codec<string> = {
  decode(cursor) {
    if (cursor.remaining > MAX_NAME_UNITS * 2 + 6) throw cursor.error('too-long');
    skipCount(cursor);
    const nul = indexOfNul(cursor.bytes, cursor.offset, cursor.end);
    const end = nul < 0 ? cursor.end : nul;
    const text = decodeUtf16(cursor.bytes, cursor.structure, cursor.offset, end);
    cursor.offset = nul < 0 ? end : nul + 2;
    return text;
  },
  encode(writer, value, { bstrCount, nul } = CODEC_DEFAULTS) {
    if (value.length > MAX_NAME_UNITS) throw new EncodeError('too-long', 'name');
    if (bstrCount) writer.u32(value.length * 2);
    writer.bytes(encodeUtf16z(value, 'name', nul));
  },
};

/** Packet 12: 20 raw bytes; read also as 40 hexadecimal characters, and with a count in front of either (product-behavior: `TOKEN_IS_RAW`). */
export const authorizationToken: Codec<Uint8Array> = {
  decode(cursor) {
    if (cursor.remaining === TOKEN_BYTES) return cursor.take(TOKEN_BYTES);
    skipCount(cursor);
    if (cursor.remaining === TOKEN_BYTES) return cursor.take(TOKEN_BYTES);
    if (cursor.remaining === TOKEN_BYTES * 4 + 2) {
      const nul = cursor.end - 2;
      if (cursor.bytes[nul] !== 0 || cursor.bytes[nul + 1] !== 0) throw cursor.error('bad-value');
    } else if (cursor.remaining !== TOKEN_BYTES * 4) {
      throw cursor.error('bad-length');
    }
    const text = decodeUtf16(cursor.bytes, cursor.structure, cursor.offset, cursor.offset + TOKEN_BYTES * 4);
    const token = decodeHex(text);
    if (token === undefined) throw cursor.error('bad-value');
    cursor.offset = cursor.end;
    return token;
  },
  encode(writer, value, { token, bstrCount, nul } = CODEC_DEFAULTS) {
    if (value.length !== TOKEN_BYTES) throw new EncodeError('out-of-range', 'token');
    const text = token === 'hex' ? encodeHex(value) : undefined;
    // A BSTR does not count its NUL.
    if (bstrCount) writer.u32(text === undefined ? TOKEN_BYTES : text.length * 2);
    writer.bytes(text === undefined ? value : encodeUtf16z(text, 'token', nul));
  },
};
