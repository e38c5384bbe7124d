// [MS-RAI] 2.2.2: KH and KH2, the hashes of the server's public key in a connection string. The key is the
// PublicKeyBlob of the RDP server's proprietary certificate ([MS-RDPBCGR] 2.2.1.4.3.1.1), a structure `RSA1`.

import type { Primitives } from '../crypto/primitives.ts';
import { encodeBase64 } from '../wire/base64.ts';

/** The hash functions a KH2 may name. */
export const KEY_HASH_ALGORITHMS = ['sha256', 'sha384', 'sha512'] as const;

/** A hash function of KH2. */
export type KeyHashAlgorithm = (typeof KEY_HASH_ALGORITHMS)[number];

/** The attributes KH and KH2 of a connection string 2; string 1 has KH alone, as protocolSpecificParms. */
export interface KeyHashes {
  readonly keyHash?: string;
  readonly keyHash2?: string;
}

/** KH: base64 of the SHA-1 of a public key blob. */
export async function keyHash(publicKeyBlob: Uint8Array, primitives: Primitives): Promise<string> {
  return encodeBase64(await primitives.sha1(publicKeyBlob));
}

/** KH2: the name of a hash function, a colon, and base64 of that hash of a public key blob. */
export async function keyHash2(
  publicKeyBlob: Uint8Array,
  primitives: Primitives,
  algorithm: KeyHashAlgorithm = 'sha256',
): Promise<string> {
  return `${algorithm}:${encodeBase64(await primitives[algorithm](publicKeyBlob))}`;
}

/** Both hashes, as a novice writes them into its connection string ([MS-RAI] 2.2.2: KH, and KH2 as well). */
export async function keyHashes(
  publicKeyBlob: Uint8Array,
  primitives: Primitives,
): Promise<Required<KeyHashes>> {
  return {
    keyHash: await keyHash(publicKeyBlob, primitives),
    keyHash2: await keyHash2(publicKeyBlob, primitives),
  };
}

/**
 * Whether a public key is the one that a connection string announces ([MS-RA] 3.5.5): KH2 decides where there is one,
 * else KH. `false` where there is neither, and for a KH2 by a function nobody has named.
 */
export async function checkKeyHash(
  announced: KeyHashes,
  publicKeyBlob: Uint8Array,
  primitives: Primitives,
): Promise<boolean> {
  const { keyHash2: second } = announced;
  if (second === undefined) return announced.keyHash === (await keyHash(publicKeyBlob, primitives));
  // A KH2 by an unknown function is compared all the same, and is never equal.
  const algorithm = KEY_HASH_ALGORITHMS.find(name => second.startsWith(name));
  return second === (await keyHash2(publicKeyBlob, primitives, algorithm));
}
