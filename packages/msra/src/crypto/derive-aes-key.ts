// What CryptDeriveKey of CryptoAPI does for CALG_AES_128 with SHA-1 ([MS-RAI] note <20>, [MS-RAIOP] 3.1.5.2).

import { sha1 } from './sha1.ts';

/** Bytes of the derived key. */
export const AES_KEY_BYTES = 16;

/** The initialization vector of every AES in [MS-RAI] and [MS-RAIOP]: 16 zero bytes. */
export const ZERO_IV: Uint8Array = new Uint8Array(16);

/**
 * The AES-128 key of a secret, 16 bytes: SHA-1 of 64 bytes 0x36 into which the SHA-1 of the secret is XORed, cut off.
 * The second half of the algorithm, with 0x5C, is for keys of more than 20 bytes only.
 * For interoperability: it is quick, so it does not protect a guessable secret.
 */
export function deriveAesKey(secret: Uint8Array): Uint8Array {
  const block = new Uint8Array(64).fill(0x36);
  sha1(secret).forEach((byte, i) => {
    block[i] = byte ^ 0x36;
  });
  return sha1(block).slice(0, AES_KEY_BYTES);
}
