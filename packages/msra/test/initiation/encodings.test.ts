import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/wire/base64.ts';
import { decodeFileText, encodeFileText } from '../../src/wire/file-text.ts';
import { decodeHex, encodeHex } from '../../src/wire/hex.ts';
import { encodeRefusal, refusal } from './expect.ts';

const bytes = fc.uint8Array({ maxLength: 70 });

describe('base64', () => {
  it('agrees with the platform, both ways', () => {
    fc.assert(
      fc.property(bytes, block => {
        const text = Buffer.from(block).toString('base64');
        expect(encodeBase64(block)).toBe(text);
        expect(decodeBase64(text)).toEqual(block);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused in any other form', () => {
    for (const text of [
      'A',
      'AA',
      'AAA',
      'AA=',
      'AAAA=',
      'AA==AA==',
      'AA A',
      'AAA_',
      'AAA-',
      '====',
      'AAAA\n',
    ])
      expect([text, decodeBase64(text)]).toEqual([text, undefined]);
    expect(decodeBase64('')).toEqual(new Uint8Array(0));
  });
});

describe('hexadecimal digits', () => {
  it('are written in upper case and read in any', () => {
    expect(encodeHex(Uint8Array.of(0, 0x0a, 0xff))).toBe('000AFF');
    expect(decodeHex('000aFf')).toEqual(Uint8Array.of(0, 0x0a, 0xff));
    expect(decodeHex('')).toEqual(new Uint8Array(0));
    for (const text of ['0', '000', '0g', ' 00', '00 ', '0x00']) expect(decodeHex(text)).toBeUndefined();
    fc.assert(
      fc.property(bytes, block => {
        expect(decodeHex(encodeHex(block))).toEqual(block);
      }),
    );
  });
});

describe('the text of a file', () => {
  const text = 'aß€😀\u007F\u0080\u07FF\u0800\uFFFD\u{10000}\u{10FFFF}\uD7FF\uE000';

  it('is UTF-8 without a byte order mark, and with one', () => {
    expect(Buffer.from(encodeFileText(text, 'utf-8', 'x')).toString('utf8')).toBe(text);
    expect(decodeFileText(Buffer.from(text), 'x')).toBe(text);
    expect(decodeFileText(Buffer.from(`\uFEFF${text}`), 'x')).toBe(text);
    expect(decodeFileText(new Uint8Array(0), 'x')).toBe('');
    for (const digits of ['efbb41', 'ef41bf', '41bbbf', 'bbbf'])
      expect(refusal(() => decodeFileText(Buffer.from(digits, 'hex'), 'x'))).toEqual(['bad-text', 0]);
    expect(decodeFileText(Buffer.from('efbbbe', 'hex'), 'x')).toBe('\uFEFE');
    expect(decodeFileText(Buffer.from('efbabf', 'hex'), 'x')).toBe('\uFEBF');
  });

  it('is UTF-16 with a byte order mark, of either order', () => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(toText(encodeFileText(text, 'utf-16', 'x'))).toBe(toText(little));
    expect(decodeFileText(little, 'x')).toBe(text);
    expect(decodeFileText(Buffer.from(little).swap16(), 'x')).toBe(text);
    expect(refusal(() => decodeFileText(little.subarray(0, -1), 'x'))[0]).toBe('bad-text');
    expect(refusal(() => decodeFileText(Buffer.from(little).swap16().subarray(0, -1), 'x'))[0]).toBe(
      'bad-text',
    );
  });

  it('agrees with the platform for any bytes, and says where it is broken', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 5 }),
      fc.constantFrom(...['ß', '€', '😀', 'a'].map(unit => Uint8Array.from(Buffer.from(unit)))),
      fc.constantFrom(
        ...[
          'c080',
          'c1bf',
          'e08080',
          'e09fbf',
          'eda080',
          'edbfbf',
          'f0808080',
          'f08fbfbf',
          'f4908080',
          'f888808080',
          'ff',
        ].map(digits => Uint8Array.from(Buffer.from(digits, 'hex'))),
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), pieces => {
        const block = Uint8Array.from(pieces.flatMap(part => [...part]));
        fc.pre(!(block[0] === 0xff && block[1] === 0xfe) && !(block[0] === 0xfe && block[1] === 0xff));
        let expected: string | undefined;
        try {
          expected = strict.decode(block);
        } catch {
          const [code, offset] = refusal(() => decodeFileText(block, 'x'));
          expect(code).toBe('bad-text');
          expect(() => strict.decode(block.subarray(0, offset))).not.toThrow();
          return;
        }
        expect(decodeFileText(block, 'x')).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it('cannot hold a lone surrogate', () => {
    expect(encodeRefusal(() => encodeFileText('\uD800', 'utf-8', 'x'))).toEqual(['unrepresentable', 'x']);
    expect(encodeRefusal(() => encodeFileText('\uDC00', 'utf-16', 'x'))).toEqual(['unrepresentable', 'x']);
  });
});

const toText = (block: Uint8Array): string => Buffer.from(block).toString('hex');
