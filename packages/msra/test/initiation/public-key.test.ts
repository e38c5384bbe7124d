import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../src/crypto/node.ts';
import { contactAddress } from '../../src/initiation/contact-address.ts';
import { checkKeyHash, keyHash, keyHash2, keyHashes } from '../../src/initiation/key-hash.ts';
import {
  decodePkcs1,
  decodePublicKeyBlob,
  encodePkcs1,
  encodePublicKeyBlob,
  pkcs1OfSpki,
  type RsaPublicKey,
} from '../../src/initiation/rsa-public-key.ts';
import { damaged } from '../properties/arbitraries.ts';
import { fromHex, toHex, vectors } from '../vectors/vectors.ts';
import { encodeRefusal, isTotal, refusal } from './expect.ts';

const primitives = nodePrimitives();
const key = (size: number, exponent = 65_537): RsaPublicKey => ({
  modulus: Uint8Array.from({ length: size }, (_, i) => (i === 0 ? 0x80 : i & 0xff)),
  exponent,
});
const [example] = vectors('public-key-blob');
const blob = example?.bytes ?? new Uint8Array();
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });

describe('an RSA public key', () => {
  it('has the DER that Node writes, in PKCS#1 and inside SubjectPublicKeyInfo', () => {
    const pkcs1 = publicKey.export({ type: 'pkcs1', format: 'der' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    expect(toHex(pkcs1OfSpki(spki))).toBe(toHex(pkcs1));
    expect(toHex(encodePkcs1(decodePkcs1(pkcs1)))).toBe(toHex(pkcs1));
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(8 * decodePkcs1(pkcs1).modulus.length);
    expect(toHex(encodePkcs1(decodePublicKeyBlob(blob)))).toMatch(/^30818902818100a0ac3a6e/);
    expect(encodePkcs1(decodePublicKeyBlob(blob))).toHaveLength(140);
  });

  it('of every length comes back in both forms', () => {
    for (const size of [48, 49, 64, 127, 128, 129, 255, 256, 2_048])
      for (const exponent of [3, 0x7f, 0x80, 0xff, 0x1_0001, 0x7fff_ffff, 0xffff_ffff]) {
        const value = key(size, exponent);
        expect(decodePkcs1(encodePkcs1(value))).toEqual(value);
        expect(decodePublicKeyBlob(encodePublicKeyBlob(value))).toEqual(value);
        const low = { modulus: value.modulus.with(0, 0x7f), exponent };
        expect(decodePkcs1(encodePkcs1(low))).toEqual(low);
      }
    expect(toHex(encodePkcs1(key(48, 3)).subarray(0, 6))).toBe('303602310080');
    expect(toHex(encodePkcs1(key(256, 3)).subarray(0, 10))).toBe('30820108028201010080');
  });

  it('cannot be written with a modulus or exponent outside its bounds', () => {
    for (const encode of [encodePkcs1, encodePublicKeyBlob]) {
      for (const size of [0, 47, 2_049]) {
        expect(encodeRefusal(() => encode(key(size)))).toEqual(['out-of-range', 'modulus']);
      }
      const zero = { modulus: new Uint8Array(64), exponent: 3 };
      expect(encodeRefusal(() => encode(zero))).toEqual(['out-of-range', 'modulus']);
      expect(encodeRefusal(() => encode(key(64, 2 ** 32)))).toEqual(['out-of-range', 'exponent']);
    }
  });
});

describe('a PUBLICKEYBLOB', () => {
  const change = (at: number, byte: number) => () => decodePublicKeyBlob(blob.with(at, byte));

  it('in a buffer of the platform is read without a change to it', () => {
    const buffer = Buffer.from(blob);
    const { modulus } = decodePublicKeyBlob(buffer);
    expect(toHex(buffer)).toBe(toHex(blob));
    buffer.fill(0);
    expect(modulus).toEqual(decodePublicKeyBlob(blob).modulus);
  });

  it('of a signature key is read as well', () => {
    expect(decodePublicKeyBlob(blob.with(5, 0x24))).toEqual(decodePublicKeyBlob(blob));
  });

  it('that is none is refused', () => {
    for (const at of [0, 1, 2, 3]) expect(refusal(change(at, 7))).toEqual(['unknown-type', 4]);
    for (const at of [4, 5, 6, 7]) expect(refusal(change(at, 1))).toEqual(['unknown-type', 8]);
    for (const at of [8, 9, 10, 11]) expect(refusal(change(at, 0x32))).toEqual(['unknown-type', 12]);
    expect(refusal(change(12, 4))).toEqual(['bad-length', 20]);
    expect(refusal(change(13, 1))).toEqual(['bad-length', 20]);
    expect(refusal(change(14, 1))).toEqual(['bad-length', 20]);
    expect(refusal(change(12, 8))).toEqual(['truncated', 20]);
    expect(refusal(change(147, 0))).toEqual(['bad-value', 148]);
    expect(refusal(() => decodePublicKeyBlob(fromHex(`${toHex(blob)}00`)))).toEqual(['trailing-bytes', 148]);
    expect(refusal(() => decodePublicKeyBlob(blob.subarray(0, 147)))).toEqual(['truncated', 20]);
    expect(refusal(() => decodePublicKeyBlob(blob.subarray(0, 19)))).toEqual(['truncated', 16]);
    const exponent = (value: number) => encodePublicKeyBlob(key(64, value));
    expect(refusal(() => decodePublicKeyBlob(exponent(2)))).toEqual(['bad-value', 84]);
    expect(decodePublicKeyBlob(exponent(3)).exponent).toBe(3);
  });
});

describe('DER', () => {
  const pkcs1 = encodePkcs1(key(48, 3));
  const spki = (algorithm: string, bits: string) => {
    const body = `30${size(algorithm)}${algorithm}03${size(bits)}${bits}`;
    return fromHex(`30${size(body)}${body}`);
  };
  const size = (digits: string) => (digits.length / 2).toString(16).padStart(2, '0');
  const RSA = '06092a864886f70d0101010500';

  it('of another shape is refused', () => {
    const cases: Readonly<Record<string, readonly [string, string, number]>> = {
      nothing: ['', 'truncated', 0],
      'a tag only': ['30', 'truncated', 1],
      'another tag': [`31${toHex(pkcs1).slice(2)}`, 'unknown-type', 1],
      'a length of one byte that needs two': ['3080', 'bad-length', 2],
      'a length of three bytes': ['3083000001', 'bad-length', 2],
      'a length beyond the end': ['30050201', 'truncated', 2],
      'a modulus that is too short': ['3006 020107 020103', 'bad-length', 5],
      'something behind': [`${toHex(pkcs1)}00`, 'trailing-bytes', 56],
      'no exponent': [`3033${toHex(pkcs1).slice(4, 106)}`, 'truncated', 53],
      'a modulus below zero': ['30060201800203', 'truncated', 2],
    };
    for (const [what, [digits, code, offset]] of Object.entries(cases))
      expect([what, ...refusal(() => decodePkcs1(fromHex(digits)))]).toEqual([what, code, offset]);
    const modulus = toHex(pkcs1).slice(4, 106);
    const withExponent = (digits: string) => fromHex(`30${size(modulus + digits)}${modulus}${digits}`);
    expect(decodePkcs1(withExponent('020103')).exponent).toBe(3);
    expect(decodePkcs1(withExponent('02020080')).exponent).toBe(128);
    expect(decodePkcs1(withExponent('020500ffffffff')).exponent).toBe(0xffff_ffff);
    for (const [digits, code, offset] of [
      ['020102', 'bad-value', 56],
      ['020180', 'bad-value', 56],
      ['0200', 'bad-value', 55],
      ['02020003', 'bad-value', 57],
      ['020100', 'bad-value', 56],
      ['02050100000000', 'bad-value', 60],
      ['030103', 'unknown-type', 54],
      ['0201030500', 'trailing-bytes', 56],
    ] as const)
      expect([digits, ...refusal(() => decodePkcs1(withExponent(digits)))]).toEqual([digits, code, offset]);
  });

  it('of a SubjectPublicKeyInfo gives what is in it, for RSA only', () => {
    expect(toHex(pkcs1OfSpki(spki(RSA, '00abcd')))).toBe('abcd');
    expect(refusal(() => pkcs1OfSpki(spki(RSA.replace('010101', '010102'), '00ab')))[0]).toBe('unknown-type');
    expect(refusal(() => pkcs1OfSpki(spki('06082a864886f70d0101', '00ab')))[0]).toBe('unknown-type');
    expect(refusal(() => pkcs1OfSpki(spki('0500', '00ab')))).toEqual(['unknown-type', 5]);
    const inside = `${RSA.replace('06092a', '300d06092a')}0302 00ab 0500`.replaceAll(' ', '');
    const padded = fromHex(`30${size(inside)}${inside}`);
    expect(refusal(() => pkcs1OfSpki(padded))).toEqual(['trailing-bytes', 21]);
    expect(refusal(() => pkcs1OfSpki(spki(RSA, '01ab')))).toEqual(['bad-value', 20]);
    expect(refusal(() => pkcs1OfSpki(spki(RSA, '')))).toEqual(['truncated', 19]);
    expect(refusal(() => pkcs1OfSpki(fromHex(`${toHex(spki(RSA, '00ab'))}00`)))).toEqual([
      'trailing-bytes',
      21,
    ]);
    expect(refusal(() => pkcs1OfSpki(fromHex('300830020600030200ab')))[0]).toBe('unknown-type');
  });

  it('is bounded', () => {
    for (const decode of [decodePkcs1, pkcs1OfSpki]) {
      expect(refusal(() => decode(new Uint8Array(2_113)))).toEqual(['too-long', 2_112]);
      expect(refusal(() => decode(new Uint8Array(2_112)))).toEqual(['unknown-type', 1]);
    }
  });

  it('and blobs, damaged or any, are a value or a DecodeError', () => {
    const valid = fc.constantFrom(pkcs1, encodePublicKeyBlob(key(64)), spki(RSA, '00ab'));
    const any = fc.oneof(damaged(valid), fc.uint8Array({ maxLength: 80 }));
    for (const decode of [decodePkcs1, decodePublicKeyBlob, pkcs1OfSpki])
      fc.assert(
        fc.property(any, bytes => isTotal(() => decode(bytes))),
        { numRuns: 1_000 },
      );
  });
});

describe('a contact address', () => {
  it('of what is no key is refused', async () => {
    await expect(contactAddress(new Uint8Array(3), primitives)).rejects.toMatchObject({ code: 'truncated' });
  });
});

describe('key hashes', () => {
  const server = vectors('key-hash')[0]?.bytes ?? new Uint8Array();
  const other = server.with(20, 0);

  it('of a novice are KH and KH2 with SHA-256', async () => {
    expect(await keyHashes(server, primitives)).toEqual({
      keyHash: await keyHash(server, primitives),
      keyHash2: await keyHash2(server, primitives, 'sha256'),
    });
    expect(await keyHash2(server, primitives)).toMatch(/^sha256:/);
  });

  it('are checked: KH2 where there is one, else KH', async () => {
    const { keyHash: kh, keyHash2: kh2 } = await keyHashes(server, primitives);
    const check = (announced: { keyHash?: string; keyHash2?: string }) =>
      checkKeyHash(announced, server, primitives);
    expect(await check({ keyHash: kh })).toBe(true);
    expect(await check({ keyHash: kh, keyHash2: kh2 })).toBe(true);
    expect(await check({ keyHash: 'x', keyHash2: kh2 })).toBe(true);
    expect(await check({ keyHash2: await keyHash2(server, primitives, 'sha384') })).toBe(true);
    expect(await check({ keyHash2: await keyHash2(server, primitives, 'sha512') })).toBe(true);
    expect(await check({ keyHash: kh, keyHash2: await keyHash2(other, primitives) })).toBe(false);
    expect(await check({ keyHash: await keyHash(other, primitives) })).toBe(false);
    expect(await check({ keyHash: kh, keyHash2: `sha1:${kh}` })).toBe(false);
    expect(await check({ keyHash: kh, keyHash2: kh2.slice('sha256:'.length) })).toBe(false);
    expect(await check({ keyHash: kh, keyHash2: '' })).toBe(false);
    expect(await check({})).toBe(false);
  });
});
