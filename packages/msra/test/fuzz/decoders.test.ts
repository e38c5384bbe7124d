import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { checkInput, sizeOf } from './check.ts';
import { DECODERS } from './decoders.ts';

/** `npm run fuzz:msra` tries many more, with other seeds. */
const CASES = 20_000;

describe('any bytes', () => {
  for (const decoder of DECODERS) {
    it(`give a value of bounded size or a DecodeError, read as ${decoder.name}`, () => {
      const { cases, decoded, crashes } = campaign(decoder, CASES, 1);
      const told = crashes.map(({ input, error }) => [Buffer.from(input).toString('hex'), String(error)]);
      expect(told).toEqual([]);
      expect(cases).toBe(CASES);
      // A campaign whose inputs all fail at the first check would prove little.
      expect(decoded).toBeGreaterThan(CASES / 100);
    });
  }
});

/** More than any decoder here takes. */
const MEBIBYTE = 2 ** 20;

describe('a mebibyte', () => {
  for (const decoder of DECODERS) {
    it(`of anything gives no more than it is worth, read as ${decoder.name}`, () => {
      const valid = fc.sample(decoder.valid, { numRuns: 20, seed: 1 }).find(({ length }) => length > 0) ?? [
        0,
      ];
      for (const piece of [[0], [0xff], [0x41], [0x3c, 0], [0x20, 0], valid]) {
        const input = Uint8Array.from(Buffer.alloc(MEBIBYTE, Uint8Array.from(piece)));
        expect(['decoded', 'refused']).toContain(checkInput(decoder, input));
      }
    });
  }
});

describe('the size of a value', () => {
  it('counts text, bytes with all that they keep alive, and structure', () => {
    expect(sizeOf('abc')).toBe(6);
    expect(sizeOf(new Uint8Array(100).subarray(0, 1))).toBe(100);
    expect(sizeOf({ name: 'a', list: [1, 2] })).toBe(16 + 2 + 16 + 16);
    expect(sizeOf(new Map([['k', 'v']]))).toBe(16 + 4);
    expect(sizeOf(undefined)).toBe(8);
  });
});
