// LHTICKET ([MS-RAI] note <20>): connection string 2 in UTF-16LE, AES-128-CBC with a zero vector and PKCS#7,
// the key by CryptDeriveKey from the SHA-1 of the password. For interoperability: it only obscures a short password.

import { deriveAesKey, ZERO_IV } from '../crypto/derive-aes-key.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { decodeUtf16, encodeUtf16 } from '../wire/strings.ts';
import { InvitationError } from './invitation-error.ts';

/** Windows ends the string with a line end inside the ticket. */
const LINE_END = '\r\n';
const TAIL: ReadonlySet<string> = new Set(['\r', '\n', '\0']);

/** Encrypts a connection string 2 with a password, the line end of Windows behind it. */
export async function encryptLhTicket(
  connectionString: string,
  password: string,
  primitives: Primitives,
): Promise<Uint8Array> {
  const plain = encodeUtf16(connectionString + LINE_END);
  return primitives.aesCbc.encrypt(deriveAesKey(encodeUtf16(password)), ZERO_IV, plain);
}

/**
 * Decrypts a connection string 2 with a password; line ends and NULs behind it are left out.
 * What comes out is markup but may still be no connection string.
 * @throws {InvitationError} `wrong-password`.
 */
export async function decryptLhTicket(
  lhTicket: Uint8Array,
  password: string,
  primitives: Primitives,
): Promise<string> {
  const plain = await primitives.aesCbc.decrypt(deriveAesKey(encodeUtf16(password)), ZERO_IV, lhTicket);
  const text = markupIn(plain);
  if (text === undefined) throw new InvitationError('wrong-password');
  let end = text.length;
  while (TAIL.has(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** One wrong key in 256 leaves a right padding; that the text begins as markup makes it one in 2^24. */
function markupIn(plain: Uint8Array | undefined): string | undefined {
  if (plain === undefined || plain.length % 2 !== 0) return undefined;
  const text = decodeUtf16(plain, 'LHTICKET');
  return text.startsWith('<') ? text : undefined;
}
