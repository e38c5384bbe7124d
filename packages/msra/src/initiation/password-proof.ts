// How a password is proven with an invitation file ([MS-RAI] note <17>): both sides encrypt the file's PassStub with
// RC4 under the MD5 of the password and compare. For interoperability only: neither protects a guessable password.

import type { Primitives } from '../crypto/primitives.ts';
import { decodeExpertBlob } from '../messages/expert-blob.ts';
import { equalBytes } from '../wire/equal-bytes.ts';
import { DecodeError } from '../wire/errors.ts';
import { encodeHex } from '../wire/hex.ts';
import { encodeUtf16 } from '../wire/strings.ts';

/** What a password proof is made of. */
export interface ProofInput {
  /** The PassStub of the invitation file, as it reads when unescaped. */
  readonly passStub: string;
  readonly password: string;
}

/**
 * The encrypted PassStub, which EXPERT_ON_VISTA carries: RC4 over the PassStub as a BSTR, that is a 32-bit count of
 * bytes and UTF-16LE, under the MD5 of the password in UTF-16LE. 32 bytes for a PassStub of 14 characters.
 */
export async function encryptPassStub(
  { passStub, password }: ProofInput,
  primitives: Primitives,
): Promise<Uint8Array> {
  const stub = encodeUtf16(passStub);
  const plain = new Uint8Array(4 + stub.length);
  new DataView(plain.buffer).setUint32(0, stub.length, true);
  plain.set(stub, 4);
  return primitives.rc4(await primitives.md5(encodeUtf16(password)), plain);
}

/** The value of PASS in an expert blob: the encrypted PassStub in upper-case hexadecimal digits. */
export async function passwordProof(input: ProofInput, primitives: Primitives): Promise<string> {
  return encodeHex(await encryptPassStub(input, primitives));
}

/**
 * Whether an encrypted PassStub, as EXPERT_ON_VISTA carries it, proves the password.
 * The comparison takes the same time wherever the two differ.
 */
export async function checkEncryptedPassStub(
  received: Uint8Array,
  expected: ProofInput,
  primitives: Primitives,
): Promise<boolean> {
  return equalBytes(received, await encryptPassStub(expected, primitives));
}

/**
 * Whether an expertBlob, as AUTHENTICATE and VERIFY_PASSWORD carry it, proves the password with its PASS.
 * A blob without PASS, or one that cannot be read, does not.
 */
export async function checkExpertBlob(
  expertBlob: string,
  expected: ProofInput,
  primitives: Primitives,
): Promise<boolean> {
  const pass = passIn(expertBlob);
  return pass !== undefined && checkEncryptedPassStub(pass, expected, primitives);
}

function passIn(expertBlob: string): Uint8Array | undefined {
  try {
    return decodeExpertBlob(expertBlob).pass;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
