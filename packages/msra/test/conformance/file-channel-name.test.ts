import { describe, expect, it } from 'vitest';
import { fileChannelName, isFileChannelName } from '../../src/file-transfer/channel-name.ts';
import { EncodeError } from '../../src/wire/errors.ts';

describe('[MS-RA] 2.2.1.2 the name of a file channel', () => {
  const parts = { ip: '172.31.251.165', seconds: 612_009_461 };

  it('is made of the address or of 1000, and of the time, in version 1, and RA_FX later', () => {
    expect(fileChannelName(1, 'novice', parts)).toBe('172.31.251.165.612009461');
    expect(fileChannelName(1, 'expert', parts)).toBe('1000.612009461');
    for (const role of ['novice', 'expert'] as const) {
      expect(fileChannelName(2, role, parts)).toBe('RA_FX');
      expect(fileChannelName(3, role, parts)).toBe('RA_FX');
    }
    expect(fileChannelName(1, 'expert', { ...parts, seconds: 0 })).toBe('1000.0');
  });

  it('fits into 64 bytes with its NUL, and is made of a whole number of seconds', () => {
    const error = (code: string) =>
      expect.objectContaining({ constructor: EncodeError, code, structure: 'CHANNELID' });
    const ip = (units: number) => ({ ip: 'f'.repeat(units), seconds: 7 });
    expect(fileChannelName(1, 'novice', ip(29))).toBe(`${'f'.repeat(29)}.7`);
    expect(() => fileChannelName(1, 'novice', ip(30))).toThrow(error('too-long'));
    for (const seconds of [-1, 1.5, Number.NaN]) {
      expect(() => fileChannelName(1, 'expert', { ip: '', seconds })).toThrow(error('out-of-range'));
    }
  });

  it('is known by a dot, or is RA_FX', () => {
    for (const name of ['RA_FX', 'a.b', '.', `.${'x'.repeat(30)}`])
      expect(isFileChannelName(name)).toBe(true);
    for (const name of ['', '70', 'RA_FX ', 'RA-FX', `.${'x'.repeat(31)}`]) {
      expect(isFileChannelName(name)).toBe(false);
    }
  });
});
