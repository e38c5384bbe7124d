import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DescriptionProofError, DescriptionProver } from '../src/voice/description-proof.ts';

/** Bytes 0 to 31. */
const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const SDP = 'v=0\r\n';

const open = (key: string): Promise<DescriptionProver> => DescriptionProver.open(key, crypto);
const wrong = (code: 'key' | 'proof'): unknown =>
  expect.objectContaining({ name: 'DescriptionProofError', code });

describe('the proof of a description', () => {
  it('is HMAC-SHA-256 over label, role and description', async () => {
    // Computed by another program: `hmac.new(bytes(range(32)), b'rendezvous voice 1\nnovice\nv=0\r\n', 'sha256')`.
    const { sdp, proof } = await (await open(KEY)).prove('novice', SDP);
    expect(sdp).toBe(SDP);
    expect(proof).toBe('vZGedKplAqOlHIvzElwEKNmRWWk9elg5iUC02UvQHfA=');
  });

  it('holds for what it was made for, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('novice', 'expert'),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('novice', 'expert'),
        fc.string({ unit: 'grapheme' }),
        async (role, sdp, otherRole, otherSdp) => {
          const prover = await open(KEY);
          const proven = await prover.prove(role, sdp);
          await expect(prover.check(role, proven)).resolves.toBeUndefined();
          const same = role === otherRole && sdp === otherSdp;
          const other = prover.check(otherRole, { ...proven, sdp: otherSdp });
          if (same) await other;
          else await expect(other).rejects.toEqual(wrong('proof'));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('cannot be moved from one role to the other by what the description says', async () => {
    const prover = await open(KEY);
    const proven = await prover.prove('novice', `expert\n${SDP}`);
    for (const sdp of [SDP, `novice\n${SDP}`, `expert\n${SDP}`]) {
      await expect(prover.check('expert', { ...proven, sdp })).rejects.toBeInstanceOf(DescriptionProofError);
    }
  });

  it('is none with another key, a changed proof, half a character, or no base64 of 32 bytes', async () => {
    const prover = await open(KEY);
    const proven = await prover.prove('novice', SDP);
    const other = await open(DescriptionProver.newKey(crypto));
    await expect(other.check('novice', proven)).rejects.toEqual(wrong('proof'));
    const first = proven.proof.startsWith('A') ? 'B' : 'A';
    for (const proof of [
      '',
      'A',
      `${first}${proven.proof.slice(1)}`,
      proven.proof.slice(0, 40),
      '%'.repeat(44),
    ])
      await expect(prover.check('novice', { sdp: SDP, proof })).rejects.toEqual(wrong('proof'));
    // U+FFFD has the bytes that an encoder makes of half a character.
    const { proof } = await prover.prove('novice', '\ufffd');
    await expect(prover.check('novice', { sdp: '\ud800', proof })).rejects.toEqual(wrong('proof'));
  });
});

describe('the key of a call', () => {
  it('is base64 of 32 bytes, another one each time', async () => {
    const keys = Array.from({ length: 100 }, () => DescriptionProver.newKey(crypto));
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) {
      expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      await open(key);
    }
  });

  it.each([
    ['nothing', ''],
    ['31 bytes', btoa('x'.repeat(31))],
    ['33 bytes', btoa('x'.repeat(33))],
    ['no base64', '*'.repeat(44)],
  ])('is none when it is %s', async (_, key) => {
    await expect(open(key)).rejects.toEqual(wrong('key'));
  });
});
