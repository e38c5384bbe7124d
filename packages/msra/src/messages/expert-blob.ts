// [MS-RA] 2.2.1.4, 2.2.1.11 expertBlob: who the expert is, and its proof that it knows the password.

import { DecodeError } from '../wire/errors.ts';
import { decodeHex, encodeHex } from '../wire/hex.ts';
import { decodePairs, encodePairs } from './counted-pairs.ts';

/** An expertBlob, taken apart. */
export interface ExpertBlob {
  /** NAME: the expert's name, for the novice's user to see. */
  readonly name?: string;
  /** PASS: the PassStub encrypted with the password; in version 1 only where the invitation has a password. */
  readonly pass?: Uint8Array;
}

const STRUCTURE = 'expertBlob';

/**
 * Writes an expertBlob, NAME first, PASS in upper-case hexadecimal digits.
 * @throws {EncodeError} `too-long`, or `unrepresentable` for a name with a NUL.
 */
export function encodeExpertBlob({ name, pass }: ExpertBlob): string {
  const pairs: [string, string][] = [];
  if (name !== undefined) pairs.push(['NAME', name]);
  if (pass !== undefined) pairs.push(['PASS', encodeHex(pass)]);
  return encodePairs(pairs, STRUCTURE);
}

/**
 * Reads an expertBlob; pairs of other names are ignored, digits of either case are taken
 * (product-behavior: `EXPERT_BLOB_IS_READ_STRICTLY`, `PASS_IN_VERSION_2`).
 * @throws {DecodeError} those of the pairs, and `bad-value` for a PASS that is not hexadecimal.
 */
export function decodeExpertBlob(text: string): ExpertBlob {
  const pairs = decodePairs(text, STRUCTURE);
  const name = pairs.get('NAME');
  const digits = pairs.get('PASS');
  const pass = digits === undefined ? undefined : decodeHex(digits);
  if (digits !== undefined && pass === undefined) throw new DecodeError('bad-value', STRUCTURE, 0);
  return { ...(name === undefined ? {} : { name }), ...(pass === undefined ? {} : { pass }) };
}
