// RSA public keys in the three forms that meet in [MS-RA] 2.2.5: CryptoAPI's PUBLICKEYBLOB, the DER of PKCS#1
// `RSAPublicKey`, and the DER of X.509's SubjectPublicKeyInfo around the latter.

import { Cursor, Writer } from '../wire/cursor.ts';
import { DecodeError, EncodeError } from '../wire/errors.ts';

/** An RSA public key. */
export interface RsaPublicKey {
  /** Big-endian, without leading zeros; 48 to 2,048 bytes. */
  readonly modulus: Uint8Array;
  /** 3 to 2^32 − 1. */
  readonly exponent: number;
}

const BLOB = 'PUBLICKEYBLOB';
const PKCS1 = 'RSAPublicKey';
const SPKI = 'SubjectPublicKeyInfo';

/** bType PUBLICKEYBLOB and bVersion 2, then two reserved zeros. */
const BLOB_HEADER = 0x0000_0206;
const CALG_RSA_KEYX = 0xa400;
const CALG_RSA_SIGN = 0x2400;
/** `RSA1`. */
const MAGIC = 0x3141_5352;
const MIN_MODULUS_BYTES = 48;
const MAX_MODULUS_BYTES = 2_048;
const MAX_DER_BYTES = MAX_MODULUS_BYTES + 64;

/**
 * Reads a PUBLICKEYBLOB, as the attribute PUBLICKEY of a contact holds it.
 * @throws {DecodeError} and nothing else.
 */
export function decodePublicKeyBlob(bytes: Uint8Array): RsaPublicKey {
  const cursor = new Cursor(bytes, BLOB);
  if (cursor.u32() !== BLOB_HEADER) throw cursor.error('unknown-type');
  const algorithm = cursor.u32();
  if (algorithm !== CALG_RSA_KEYX && algorithm !== CALG_RSA_SIGN) throw cursor.error('unknown-type');
  if (cursor.u32() !== MAGIC) throw cursor.error('unknown-type');
  const bits = cursor.u32();
  const exponent = cursor.u32();
  if (bits % 8 !== 0 || !isModulusSize(bits / 8)) throw cursor.error('bad-length');
  const modulus = cursor.take(bits / 8).toReversed();
  cursor.finish();
  if (modulus[0] === 0 || exponent < 3) throw cursor.error('bad-value');
  return { modulus, exponent };
}

/**
 * Writes a PUBLICKEYBLOB for key exchange.
 * @throws {EncodeError} `out-of-range` for a modulus or exponent outside its bounds.
 */
export function encodePublicKeyBlob({ modulus, exponent }: RsaPublicKey): Uint8Array {
  checkModulus(modulus);
  const writer = new Writer();
  for (const word of [BLOB_HEADER, CALG_RSA_KEYX, MAGIC, 8 * modulus.length]) writer.u32(word);
  writer.u32(exponent, 'exponent');
  writer.bytes(modulus.toReversed());
  return writer.finish();
}

/** Writes a key as the DER of PKCS#1. @throws {EncodeError} as {@link encodePublicKeyBlob}. */
export function encodePkcs1({ modulus, exponent }: RsaPublicKey): Uint8Array {
  checkModulus(modulus);
  const writer = new Writer();
  writer.u32(exponent, 'exponent');
  const bigEndian = writer.finish().reverse();
  return der(SEQUENCE, concat(derInteger(modulus), derInteger(bigEndian)));
}

/** Reads a key from the DER of PKCS#1. @throws {DecodeError} and nothing else. */
export function decodePkcs1(bytes: Uint8Array): RsaPublicKey {
  const cursor = open(bytes, PKCS1);
  const sequence = child(cursor, SEQUENCE);
  cursor.finish();
  const modulus = readInteger(sequence);
  if (!isModulusSize(modulus.length)) throw sequence.error('bad-length');
  const digits = readInteger(sequence);
  sequence.finish();
  if (digits.length > 4) throw sequence.error('bad-value');
  const exponent = digits.reduce((sum, byte) => sum * 256 + byte, 0);
  if (exponent < 3) throw sequence.error('bad-value');
  return { modulus, exponent };
}

/** Takes the PKCS#1 DER out of a SubjectPublicKeyInfo of rsaEncryption. @throws {DecodeError} and nothing else. */
export function pkcs1OfSpki(bytes: Uint8Array): Uint8Array {
  const cursor = open(bytes, SPKI);
  const info = child(cursor, SEQUENCE);
  cursor.finish();
  const algorithm = child(info, SEQUENCE);
  const oid = child(algorithm, OBJECT_IDENTIFIER);
  if (oid.remaining !== RSA_ENCRYPTION.length || RSA_ENCRYPTION.some(byte => oid.u8() !== byte))
    throw info.error('unknown-type');
  const bits = child(info, BIT_STRING);
  info.finish();
  if (bits.u8() !== 0) throw bits.error('bad-value');
  return bits.take(bits.remaining);
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
/** 1.2.840.113549.1.1.1. */
const RSA_ENCRYPTION: readonly number[] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

function open(bytes: Uint8Array, structure: string): Cursor {
  if (bytes.length > MAX_DER_BYTES) throw new DecodeError('too-long', structure, MAX_DER_BYTES);
  return new Cursor(bytes, structure);
}

/** The contents of the next element, which must have this tag and a length of at most two bytes. */
function child(cursor: Cursor, tag: number): Cursor {
  if (cursor.u8() !== tag) throw cursor.error('unknown-type');
  const first = cursor.u8();
  if (first < 0x80) return cursor.sub(first, cursor.structure);
  if (first !== 0x81 && first !== 0x82) throw cursor.error('bad-length');
  const size = first === 0x81 ? cursor.u8() : cursor.u8() * 256 + cursor.u8();
  return cursor.sub(size, cursor.structure);
}

/** A positive INTEGER, big-endian without leading zeros. */
function readInteger(cursor: Cursor): Uint8Array {
  const content = child(cursor, INTEGER);
  const bytes = content.take(content.remaining);
  // INVARIANT: a DER integer has no sign bit here, and one zero in front only where the next byte needs it.
  const [first = 0x80, second = 0] = bytes;
  if (first >= 0x80 || (first === 0 && second < 0x80)) throw content.error('bad-value');
  return first === 0 ? bytes.slice(1) : bytes;
}

function derInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex(byte => byte !== 0);
  const digits = bytes.subarray(start);
  return der(INTEGER, (digits[0] ?? 0) < 0x80 ? digits : concat(Uint8Array.of(0), digits));
}

function der(tag: number, content: Uint8Array): Uint8Array {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return concat(Uint8Array.of(tag, ...length), content);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

const isModulusSize = (size: number): boolean => size >= MIN_MODULUS_BYTES && size <= MAX_MODULUS_BYTES;

function checkModulus(modulus: Uint8Array): void {
  if (!isModulusSize(modulus.length) || modulus[0] === 0) throw new EncodeError('out-of-range', 'modulus');
}
