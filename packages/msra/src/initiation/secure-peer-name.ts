// [MS-RAIOP] 3.3, 3.4: starting a session with a contact, whose public key is known from an earlier exchange
// ([MS-RA] 2.2.5). No password: the payload is for the contact's key alone.

import { ZERO_IV } from '../crypto/derive-aes-key.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { decodeBase64, encodeBase64 } from '../wire/base64.ts';
import { DecodeError } from '../wire/errors.ts';
import { decodeUtf16, encodeUtf16 } from '../wire/strings.ts';
import { InvitationError } from './invitation-error.ts';
import { unicodeOf } from './peer-name.ts';

/** Bytes of the AES-256 key that is made anew for each publication. */
export const SECURE_PEER_KEY_BYTES = 32;

/** What is registered under a secure peer name, beside the name itself (see `contactAddress`). */
export interface SecurePayload {
  /** FriendlyName: decimal count of the bytes in front of the encrypted string. */
  readonly friendlyName: string;
  /** Base64 of the encrypted key in UTF-16LE, then the connection string under that key. */
  readonly payload: Uint8Array;
}

const STRUCTURE = 'secure peer name payload';
/** Longest key part: an RSA key of 16,384 bits. */
const MAX_KEY_PART_BYTES = 2 * 4 * Math.ceil(2048 / 3);

function rsaOf({ rsa }: Primitives): NonNullable<Primitives['rsa']> {
  if (rsa === undefined) throw new InvitationError('no-rsa');
  return rsa;
}

/**
 * Encrypts a connection string for a contact ([MS-RAIOP] 3.3.5.1; product-behavior: `SECURE_PEER_KEY_IS_UTF16`,
 * `SECURE_PEER_CIPHERS`, `SECURE_PEER_KEY_IS_BIG_ENDIAN`).
 * @param aesKey 32 random bytes, never used before.
 * @param contactKey the contact's public key as PKCS#1 DER.
 * @throws {InvitationError} `no-rsa`.
 */
export async function encryptForContact(
  connectionString: string,
  contactKey: Uint8Array,
  aesKey: Uint8Array,
  primitives: Primitives,
): Promise<SecurePayload> {
  const exported = encodeUtf16(encodeBase64(await rsaOf(primitives).encrypt(contactKey, aesKey)));
  const cipher = await primitives.aesCbc.encrypt(aesKey, ZERO_IV, encodeUtf16(connectionString));
  const payload = new Uint8Array(exported.length + cipher.length);
  payload.set(exported);
  payload.set(cipher, exported.length);
  return { friendlyName: String(exported.length), payload };
}

/**
 * Decrypts what a contact has published; what comes out may still be no connection string.
 * @param privateKey one's own key as PKCS#8 DER.
 * @throws {DecodeError} when the payload is not composed as it must be.
 * @throws {InvitationError} `wrong-password` when it is for another key; `no-rsa`.
 */
export async function decryptFromContact(
  { friendlyName, payload }: SecurePayload,
  privateKey: Uint8Array,
  primitives: Primitives,
): Promise<string> {
  const rsa = rsaOf(primitives);
  const size = /^[0-9]{1,5}$/.test(friendlyName) ? Number(friendlyName) : 0;
  if (size === 0 || size > MAX_KEY_PART_BYTES) throw new DecodeError('bad-length', STRUCTURE, 0);
  if (payload.length <= size) throw new DecodeError('truncated', STRUCTURE, payload.length);
  const encryptedKey = decodeBase64(decodeUtf16(payload, STRUCTURE, 0, size));
  if (encryptedKey === undefined) throw new DecodeError('bad-value', STRUCTURE, 0);
  const aesKey = await rsa.decrypt(privateKey, encryptedKey);
  if (aesKey?.length !== SECURE_PEER_KEY_BYTES) throw new InvitationError('wrong-password');
  return unicodeOf(await primitives.aesCbc.decrypt(aesKey, ZERO_IV, payload.slice(size)));
}
