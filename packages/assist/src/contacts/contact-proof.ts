/**
 * That a key is really the other side's: a signature over a text that only this assistance has. The connection string in it
 * names the certificates of both ends, so that nobody between the two can pass a signature on.
 */
import { decodePublicKeyBlob } from '@rendezvous/msra';
import { decodeBase64, encodeBase64Url } from '../base64.ts';
import type { Role } from '../view.ts';

/** RSASSA-PKCS1-v1_5 with SHA-256; keys of 2048 to 4096 bits. */
export const PROOF_ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const MODULUS_BYTES = { min: 256, max: 512 } as const;

/** What `prover` signs with the key of its contact. The first line says what such a signature is good for, and nothing else. */
export function proofText(prover: Role, connectionString: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`rendezvous contact proof 1\n${prover}\n${connectionString}`);
}

/** Whether `signature` (base64) is `prover`'s, by the key in PUBLICKEYBLOB form. Never rejects: what cannot be checked is no proof. */
export async function provesKey(proof: {
  readonly prover: Role;
  readonly connectionString: string;
  readonly publicKeyBlob: Uint8Array;
  readonly signature: string;
  readonly crypto: Crypto;
}): Promise<boolean> {
  const { prover, connectionString, publicKeyBlob, signature, crypto } = proof;
  try {
    const { modulus, exponent } = decodePublicKeyBlob(publicKeyBlob);
    if (modulus.length < MODULUS_BYTES.min || MODULUS_BYTES.max < modulus.length) return false;
    const jwk = { kty: 'RSA', n: encodeBase64Url(modulus), e: encodeBase64Url(bigEndian(exponent)) };
    const key = await crypto.subtle.importKey('jwk', jwk, PROOF_ALGORITHM, false, ['verify']);
    const bytes = decodeBase64(signature, modulus.length);
    return await crypto.subtle.verify(PROOF_ALGORITHM, key, bytes, proofText(prover, connectionString));
  } catch {
    // A key or signature of a form that none can have, or a key that the platform does not take, however it says so.
    return false;
  }
}

function bigEndian(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; 0 < rest; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}
