import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../src/base64.ts';
import { connectionStringOf, provesFingerprints, randomPassword } from '../src/connection-string.ts';
import { commitmentTo, VERIFICATION_EMOJI, verificationEmoji } from '../src/sas.ts';

const { crypto } = globalThis;
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeBase64);

describe('the pictures for comparing by voice', () => {
  it('are 64, each with a picture and names of its own in both languages', () => {
    for (const key of ['emoji', 'en', 'de'] as const) {
      expect(new Set(VERIFICATION_EMOJI.map(row => row[key])).size).toBe(64);
    }
  });

  it('are those that both sides have always computed', async () => {
    const of = (byte: number): string => encodeBase64(new Uint8Array(32).fill(byte));
    const input = {
      noviceFingerprint: of(1),
      expertFingerprint: of(2),
      noviceNonce: of(3),
      expertNonce: of(4),
    };
    // SHA-256 of 32 × 01, 32 × 02, 32 × 03, 32 × 04 begins with 63, 47, 56, 11; computed once by another program.
    expect(await verificationEmoji(input, crypto)).toEqual(['🦓', '🐙', '🐌', '🌵']);
  });

  it('change with every one of their four inputs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(bytes, bytes, bytes, bytes),
        fc.integer({ min: 0, max: 3 }),
        bytes,
        async (all, at, other) => {
          fc.pre(all[at] !== other);
          const changed = all.map((value, index) => (index === at ? other : value));
          const digest = (values: readonly string[]) => expected(inputOf(values));
          expect(await verificationEmoji(inputOf(all), crypto)).toEqual(await digest(all));
          expect(await verificationEmoji(inputOf(changed), crypto)).toEqual(await digest(changed));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('take nothing that is not 32 bytes of base64', async () => {
    await expect(commitmentTo('AAAA', crypto)).rejects.toThrow(RangeError);
    expect(() => decodeBase64('***', 32)).toThrow(RangeError);
  });
});

describe('the connection string', () => {
  const fingerprints = {
    noviceFingerprint: encodeBase64(new Uint8Array(32).fill(1)),
    expertFingerprint: encodeBase64(new Uint8Array(32).fill(2)),
  };

  it('proves the two fingerprints that it was made with, and no others', () => {
    const text = connectionStringOf({ ...fingerprints, crypto });
    expect(provesFingerprints(text, fingerprints)).toBe(true);
    const swapped = {
      noviceFingerprint: fingerprints.expertFingerprint,
      expertFingerprint: fingerprints.noviceFingerprint,
    };
    expect(provesFingerprints(text, swapped)).toBe(false);
  });

  it('proves nothing when it is anything else', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), text => !provesFingerprints(text, fingerprints)));
  });

  it('is new each time, and so is the password', () => {
    const strings = Array.from({ length: 20 }, () => connectionStringOf({ ...fingerprints, crypto }));
    expect(new Set(strings).size).toBe(20);
    const passwords = Array.from({ length: 200 }, () => randomPassword(crypto));
    expect(new Set(passwords).size).toBe(200);
    for (const password of passwords) expect(password).toMatch(/^[BCDFGHJKLMNPQRSTVWXYZ2-9]{12}$/);
  });
});

function inputOf(values: readonly string[]) {
  const [noviceFingerprint = '', expertFingerprint = '', noviceNonce = '', expertNonce = ''] = values;
  return { noviceFingerprint, expertFingerprint, noviceNonce, expertNonce };
}

/** The definition, written another way: bits of the hash as a string, six at a time. */
async function expected(input: ReturnType<typeof inputOf>): Promise<string[]> {
  const joined = [
    input.noviceFingerprint,
    input.expertFingerprint,
    input.noviceNonce,
    input.expertNonce,
  ].flatMap(text => Array.from(decodeBase64(text, 32)));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(joined)));
  const bits = Array.from(digest, byte => byte.toString(2).padStart(8, '0')).join('');
  return [0, 6, 12, 18].map(
    from => VERIFICATION_EMOJI[Number.parseInt(bits.slice(from, from + 6), 2)]?.emoji ?? '',
  );
}
