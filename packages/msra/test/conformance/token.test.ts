import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deriveToken, deriveTokenInSlices, EncodeError, IteratedSha1, sha1 } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../vectors/vectors.ts';
import { verifies } from './verifies.ts';

const connectionString = readFileSync(
  new URL('../vectors/connection-string/ms-ra-2-2-4.txt', import.meta.url),
  'utf8',
);
const nodeSha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();

describe('[MS-RA] 2.2.4 session authorization token', () => {
  verifies('C036', () => {
    // Written out as the text has it, with another SHA-1 than ours.
    const s2 = Buffer.from(`ABCDEF${'NOVICE'}${connectionString}`, 'utf16le');
    let hash = new Uint8Array(20);
    for (let round = 0; round < 100_000; round += 1)
      hash = Uint8Array.from(nodeSha1(Buffer.concat([s2, hash])));
    expect(toHex(deriveToken({ role: 'novice', password: 'ABCDEF', connectionString }))).toBe(toHex(hash));
    expect(toHex(hash)).toBe('9361919a7985bbfdaeb9e26ac08a86c5f6eff2ab');
  });

  it('gives the same with an injected SHA-1, and in slices', () => {
    const input = {
      role: 'expert',
      password: 'a password, of which the end counts: ABCDEF',
      connectionString,
    } as const;
    const token = toHex(deriveToken(input));
    expect(toHex(deriveToken({ ...input, sha1: nodeSha1 }))).toBe(token);
    const slices = deriveTokenInSlices(input);
    const progress: number[] = [];
    let step = slices.next();
    for (; !step.done; step = slices.next()) progress.push(step.value);
    expect(toHex(step.value)).toBe(token);
    expect(progress.length).toBeGreaterThan(10);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(toHex(deriveToken({ ...input, password: 'ABCDEF' }))).toBe(token);
    expect(toHex(deriveToken({ ...input, role: 'novice' }))).not.toBe(token);
  });

  it('refuses a connection string without bound', () => {
    const input = {
      role: 'novice',
      password: 'ABCDEF',
      connectionString: 'x'.repeat(32 * 1024 + 1),
    } as const;
    expect(() => deriveToken(input)).toThrow(EncodeError);
    expect(() => deriveTokenInSlices(input).next()).toThrow(EncodeError);
  });
});

describe('SHA-1', () => {
  it('begins an iteration with zeros', () => {
    expect(toHex(new IteratedSha1(Buffer.from('SAMPLE', 'utf16le')).digest())).toBe('00'.repeat(20));
  });

  it('agrees with the published digests', () => {
    expect(toHex(sha1(new Uint8Array(0)))).toBe('da39a3ee5e6b4b0d3255bfef95601890afd80709');
    expect(toHex(sha1(Buffer.from('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(toHex(sha1(fromHex('61'.repeat(1_000_000))))).toBe('34aa973cd4c4daa4f61eeb2bdbad27316534016f');
  });

  it('agrees with the platform for every length, plain and iterated', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), base => {
        expect(toHex(sha1(base))).toBe(toHex(nodeSha1(base)));
        const iterated = new IteratedSha1(base);
        let hash = new Uint8Array(20);
        for (let round = 0; round < 3; round += 1) {
          iterated.advance(1);
          hash = Uint8Array.from(nodeSha1(Buffer.concat([base, hash])));
          expect(toHex(iterated.digest())).toBe(toHex(hash));
        }
      }),
    );
  });
});
