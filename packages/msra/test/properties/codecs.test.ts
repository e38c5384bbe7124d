import { decodeChat, encodeChat, splitChat } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECODERS } from '../fuzz/decoders.ts';

// That every decoder is total over any bytes and damaged messages is tried in ../fuzz.

for (const { name, decode, encode, values, valid } of DECODERS) {
  describe(`a value of ${name}`, () => {
    it('never shares memory with the bytes it came from', () => {
      fc.assert(
        fc.property(valid, bytes => {
          const before = JSON.stringify(decode(bytes));
          const again = bytes.slice();
          const value = decode(again);
          again.fill(0xff);
          expect(JSON.stringify(value)).toBe(before);
        }),
      );
    });

    if (encode === undefined || values === undefined) return;
    it('comes out as it was written', () => {
      fc.assert(
        fc.property(values, value => {
          expect(decode(encode(value))).toEqual(value);
        }),
        { numRuns: 300 },
      );
    });
  });
}

describe('a chat text', () => {
  it('comes out as it was written, cut into pieces and put together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), text => {
        const pieces = splitChat(text).map(encodeChat);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(1024);
        expect(pieces.map(decodeChat).join('')).toBe(text.replaceAll('\0', ''));
      }),
    );
  });
});
