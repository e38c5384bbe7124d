import { describe, expect, it } from 'vitest';
import { decodePairs, encodePairs, MAX_PAIRS_UNITS } from '../src/messages/counted-pairs.ts';
import { decodeExpertBlob, encodeExpertBlob } from '../src/messages/expert-blob.ts';
import { decodeUserHelpBlob, encodeUserHelpBlob } from '../src/messages/user-help-blob.ts';
import { DecodeError, EncodeError } from '../src/wire/errors.ts';

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return `${error.code} ${error.structure} ${error.offset}`;
    if (error instanceof EncodeError) return `${error.code} ${error.structure}`;
    throw error;
  }
  return 'taken';
};
const pairs = (text: string): string => refusal(() => decodePairs(text, 's'));

describe('counted pairs', () => {
  it('without a number in front of them are refused', () => {
    for (const text of [
      'x',
      ';',
      ';A=1',
      'A=1',
      '-3;A=1',
      '+3;A=1',
      ' 3;A=1',
      '3 ;A=1',
      '3',
      '0x3;A=1',
      '３;A=1',
    ]) {
      expect([text, pairs(text)]).toEqual([text, 'bad-length s 0']);
    }
    expect(pairs('000003;A=1')).toBe('bad-length s 0');
    expect(pairs('00003;A=1')).toBe('taken');
    expect(pairs('3;A=1,3;B=2')).toBe('bad-length s 5');
  });

  it('shorter or longer than their number are refused', () => {
    expect(pairs('4;A=1')).toBe('truncated s 2');
    expect(pairs('3;A=14;B=2')).toBe('truncated s 7');
    expect(pairs('99999;A=1')).toBe('truncated s 6');
    expect(pairs('2;A=1')).toBe('bad-length s 4');
    expect(pairs('3;')).toBe('truncated s 2');
  });

  it('without a name or with one that comes twice are refused', () => {
    expect(pairs('0;')).toBe('bad-value s 2');
    expect(pairs('1;=')).toBe('bad-value s 2');
    expect(pairs('2;AB')).toBe('bad-value s 2');
    expect(pairs('3;A=13;A=2')).toBe('bad-value s 7');
    expect(pairs('3;A=13;a=2')).toBe('taken');
  });

  it('are split at the first equals sign', () => {
    expect([...decodePairs('5;A==;=2;B=', 's')]).toEqual([
      ['A', '=;='],
      ['B', ''],
    ]);
    expect([...decodePairs('', 's')]).toEqual([]);
  });

  it('in too great a number or length are refused', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, i) => `4;${String(i).padStart(2, '0')}=x`).join('');
    expect(pairs(many(16))).toBe('taken');
    expect(pairs(many(17))).toBe(`too-long s ${many(16).length}`);
    const longest = `8187;A=${'x'.repeat(8185)}`;
    expect(longest).toHaveLength(MAX_PAIRS_UNITS);
    expect(pairs(longest)).toBe('taken');
    expect(pairs(`${longest}x`)).toBe('too-long s 8192');
    expect(encodePairs([['A', 'x'.repeat(8185)]], 's')).toBe(longest);
    expect(refusal(() => encodePairs([['A', 'x'.repeat(8186)]], 's'))).toBe('too-long s');
    expect(refusal(() => encodePairs([['A', '\0']], 's'))).toBe('unrepresentable s');
  });
});

describe('an expertBlob', () => {
  it('whose PASS is not hexadecimal is refused', () => {
    for (const digits of ['0', '0g', '0x', 'zz', ' 0']) {
      const text = `${5 + digits.length};PASS=${digits}`;
      expect(refusal(() => decodeExpertBlob(text))).toBe('bad-value expertBlob 0');
    }
    expect(decodeExpertBlob('5;PASS=')).toEqual({ pass: new Uint8Array() });
    expect(decodeExpertBlob('7;PASS=aF')).toEqual({ pass: Uint8Array.of(0xaf) });
    expect(decodeExpertBlob('7;pass=zz')).toEqual({});
  });

  it('names itself in errors', () => {
    expect(refusal(() => decodeExpertBlob('x'))).toBe('bad-length expertBlob 0');
    expect(refusal(() => encodeExpertBlob({ name: '\0' }))).toBe('unrepresentable expertBlob');
    expect(encodeExpertBlob({})).toBe('');
    expect(encodeExpertBlob({ pass: Uint8Array.of(0xaf) })).toBe('7;PASS=AF');
  });
});

describe('a UserHelpBlob', () => {
  it('without its two pairs, or with another UNSOLICITED, is refused', () => {
    expect(refusal(() => decodeUserHelpBlob(''))).toBe('missing-attribute UserHelpBlob 0');
    expect(refusal(() => decodeUserHelpBlob('4;ID=a'))).toBe('missing-attribute UserHelpBlob 0');
    expect(refusal(() => decodeUserHelpBlob('13;UNSOLICITED=1'))).toBe('missing-attribute UserHelpBlob 0');
    expect(refusal(() => decodeUserHelpBlob('13;UNSOLICITED=24;ID=a'))).toBe('bad-value UserHelpBlob 0');
    expect(refusal(() => decodeUserHelpBlob('14;UNSOLICITED=014;ID=a'))).toBe('bad-value UserHelpBlob 0');
    expect(refusal(() => decodeUserHelpBlob('12;UNSOLICITED=4;ID=a'))).toBe('bad-value UserHelpBlob 0');
    expect(refusal(() => encodeUserHelpBlob({ unsolicited: true, id: '\0' }))).toBe(
      'unrepresentable UserHelpBlob',
    );
    expect(decodeUserHelpBlob('4;ID=a3;X=Y13;UNSOLICITED=1')).toEqual({ unsolicited: true, id: 'a' });
  });
});
