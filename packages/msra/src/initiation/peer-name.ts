// [MS-RAIOP] 3.1.5, 3.2.5: starting a session through the Peer Name Resolution Protocol with an unsecured name.
// The novice tells the expert a password of six characters; from it and the hour both get the peer's name and the key
// of the payload, which is connection string 2. For interoperability: six characters can be tried out.

import { deriveAesKey, ZERO_IV } from '../crypto/derive-aes-key.ts';
import { hashInSlices, runToEnd } from '../crypto/iterated-hash.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { encodeHex } from '../wire/hex.ts';
import { decodeUtf16, encodeUtf16 } from '../wire/strings.ts';
import { InvitationError } from './invitation-error.ts';

/** Characters of a derived password; without vowels and what looks alike. */
export const PEER_PASSWORD_ALPHABET = 'BCDFGHJKLMNPQRSTVWXYZ23456789';

/** Characters of a derived password. */
export const PEER_PASSWORD_UNITS = 6;

/** [MS-RAIOP] 3.1.5.1 step 1: of a longer connection string only the first 8,000 bytes are hashed. */
export const MAX_PEER_PASSWORD_INPUT_BYTES = 8_000;

const KEY_BYTES = 16;

/**
 * The password of a connection string, six characters ([MS-RAIOP] 3.1.5.1), in slices of a few milliseconds: call
 * `next` between frames. Yields the share of the work done, from 0 to 1.
 */
export function* derivePeerPasswordInSlices(connectionString: string): Generator<number, string, void> {
  const base = encodeUtf16(connectionString).subarray(0, MAX_PEER_PASSWORD_INPUT_BYTES);
  const hash = yield* hashInSlices(base);
  const indexes = Array.from(
    hash.subarray(0, PEER_PASSWORD_UNITS),
    byte => (byte * PEER_PASSWORD_ALPHABET.length) >> 8,
  );
  return indexes.map(index => PEER_PASSWORD_ALPHABET.charAt(index)).join('');
}

/** The password of a connection string at once; 50 to 150 ms of work. */
export function derivePeerPassword(connectionString: string): string {
  return runToEnd(derivePeerPasswordInSlices(connectionString));
}

/** Whole hours since 1970 UTC, the other half of a peer name's base. */
export function peerHour(nowSeconds: number): number {
  return Math.floor(nowSeconds / 3_600);
}

/**
 * The hours a consumer tries, in this order: its own, the one before, the one after ([MS-RAIOP] 3.2.5.2).
 * They are enough because the two clocks differ by at most one hour ([MS-RAIOP] 1.5).
 */
export function peerHours(nowSeconds: number): readonly [number, number, number] {
  const hour = peerHour(nowSeconds);
  return [hour, hour - 1, hour + 1];
}

/** An unsecured peer name with the key of what is published under it. */
export interface UnsecuredPeer {
  /** `0.` and the key ([MS-RAIOP] 3.1.5.3). */
  readonly peerName: string;
  /** 32 upper-case hexadecimal digits, from which the AES key is made. */
  readonly key: string;
}

/** The peer name and key of a password in an hour ([MS-RAIOP] 3.1.5.2, 3.1.5.3), in slices as above. */
export function* deriveUnsecuredPeerInSlices(
  password: string,
  hour: number,
): Generator<number, UnsecuredPeer, void> {
  const hash = yield* hashInSlices(encodeUtf16(`${password}${hour}`));
  const key = encodeHex(hash.subarray(0, KEY_BYTES));
  return { peerName: `0.${key}`, key };
}

/** The peer name and key of a password in an hour, at once; 50 to 150 ms of work. */
export function deriveUnsecuredPeer(password: string, hour: number): UnsecuredPeer {
  return runToEnd(deriveUnsecuredPeerInSlices(password, hour));
}

/** Encrypts a connection string as the payload of an unsecured peer name ([MS-RAIOP] 3.1.5.2). */
export async function encryptPeerPayload(
  connectionString: string,
  { key }: UnsecuredPeer,
  primitives: Primitives,
): Promise<Uint8Array> {
  return primitives.aesCbc.encrypt(deriveAesKey(encodeUtf16(key)), ZERO_IV, encodeUtf16(connectionString));
}

/**
 * Decrypts the payload of an unsecured peer name; what comes out may still be no connection string.
 * @throws {InvitationError} `wrong-password`.
 */
export async function decryptPeerPayload(
  payload: Uint8Array,
  { key }: UnsecuredPeer,
  primitives: Primitives,
): Promise<string> {
  const plain = await primitives.aesCbc.decrypt(deriveAesKey(encodeUtf16(key)), ZERO_IV, payload);
  return unicodeOf(plain);
}

/** @throws {InvitationError} `wrong-password` for what cannot be UTF-16, as nothing behind a wrong key mostly is. */
export function unicodeOf(plain: Uint8Array | undefined): string {
  if (plain === undefined || plain.length % 2 !== 0) throw new InvitationError('wrong-password');
  const text = decodeUtf16(plain, 'connection string');
  if (!text.isWellFormed()) throw new InvitationError('wrong-password');
  return text;
}
