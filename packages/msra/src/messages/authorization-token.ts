// [MS-RA] 2.2.4 Session Authorization Token: what novice and expert prove to each other in version 3.
// It binds the password to the connection string, and so to the key hashes that stand in the string.

import type { Role } from '../channels.ts';
import { HASH_ROUNDS, hashInSlices, runToEnd } from '../crypto/iterated-hash.ts';
import { SHA1_BYTES, type Sha1 } from '../crypto/sha1.ts';
import { EncodeError } from '../wire/errors.ts';
import { encodeUtf16 } from '../wire/strings.ts';

/** 2.2.4 step 5, read as [MS-RAIOP] 3.1.5.1 counts them: 100,000 hashes in all (product-behavior: `TOKEN_ROUNDS`). */
export const TOKEN_ROUNDS = HASH_ROUNDS;

/** How much of the password's end is used: six characters (product-behavior: `TOKEN_PASSWORD_TAIL`). */
export const TOKEN_PASSWORD_TAIL = 6;

/** Longest connection string we derive from, in UTF-16 units; the text sets no limit. */
export const MAX_TOKEN_STRING_UNITS = 32 * 1024;

/** What a token is made of. */
export interface TokenInput {
  /** Whose identity the token proves: the novice's token says NOVICE, on both sides. */
  readonly role: Role;
  /** The session password; only its last six characters count. */
  readonly password: string;
  /** Connection string 2 exactly as it was sent; formatting it anew could change it. */
  readonly connectionString: string;
}

/**
 * Derives a token of 20 bytes; about 50 to 150 ms of work.
 * Without `sha1` the iterated implementation of this package is used, which is the fastest choice almost everywhere.
 * @throws {EncodeError} `too-long` for a connection string over {@link MAX_TOKEN_STRING_UNITS}.
 */
export function deriveToken(input: TokenInput & { readonly sha1?: Sha1 }): Uint8Array {
  if (input.sha1 !== undefined) return iterate(tokenBase(input), input.sha1);
  return runToEnd(deriveTokenInSlices(input));
}

/**
 * Derives a token in slices, so that a page stays alive: call `next` between frames.
 * Yields the share of the work done, from 0 to 1, and returns the token.
 */
export function* deriveTokenInSlices(input: TokenInput): Generator<number, Uint8Array, void> {
  return yield* hashInSlices(tokenBase(input));
}

/** Steps 1 and 2: password tail, role word and connection string, UTF-16LE without a NUL. */
function tokenBase({ role, password, connectionString }: TokenInput): Uint8Array {
  if (connectionString.length > MAX_TOKEN_STRING_UNITS)
    throw new EncodeError('too-long', 'connection string');
  const word = role === 'novice' ? 'NOVICE' : 'EXPERT';
  return encodeUtf16(password.slice(-TOKEN_PASSWORD_TAIL) + word + connectionString);
}

function iterate(base: Uint8Array, sha1: Sha1): Uint8Array {
  const message = new Uint8Array(base.length + SHA1_BYTES);
  message.set(base);
  for (let round = 0; round < TOKEN_ROUNDS; round += 1) message.set(sha1(message), base.length);
  return message.slice(base.length);
}
