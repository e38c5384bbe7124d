// [MS-RA] 2.2.5, 3.14.5: the ADDRESS of a contact is its secure peer name.

import type { Primitives } from '../crypto/primitives.ts';
import { encodeHex } from '../wire/hex.ts';
import { decodePublicKeyBlob, encodePkcs1 } from './rsa-public-key.ts';

/** The classifier of every contact's peer name ([MS-RAIOP] 3.3.5.2 calls it the identity string). */
export const CONTACT_CLASSIFIER = 'RAContact';

/**
 * The peer name of a contact: the SHA-1 of its public key in lower-case hexadecimal digits, a dot, and `RAContact`.
 * Hashed is the DER of PKCS#1 (product-behavior: `CONTACT_ADDRESS_HASHES_PKCS1`).
 * @param publicKeyBlob a CryptoAPI PUBLICKEYBLOB, as PUBLICKEY holds it.
 * @throws {DecodeError} when it is none.
 */
export async function contactAddress(publicKeyBlob: Uint8Array, primitives: Primitives): Promise<string> {
  const hash = await primitives.sha1(encodePkcs1(decodePublicKeyBlob(publicKeyBlob)));
  return `${encodeHex(hash).toLowerCase()}.${CONTACT_CLASSIFIER}`;
}
