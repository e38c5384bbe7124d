import { describe, expect, it } from 'vitest';
import {
  acceptsClientInfo,
  clientInfo,
  MAX_CLIENT_INFO_UNITS,
  NO_PASSWORD,
} from '../../src/messages/client-info.ts';
import {
  decodeFastPathUpdates,
  encodeFastPathUpdate,
  type FastPathUpdate,
  FIXED_UPDATE_BYTES,
  MAX_FAST_PATH_BYTES,
} from '../../src/messages/fast-path.ts';
import { DecodeError, EncodeError } from '../../src/wire/errors.ts';
import { fromHex, toHex } from '../vectors/vectors.ts';
import { verifies } from './verifies.ts';

const refusal = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return `${error.code} ${error.offset}`;
    if (error instanceof EncodeError) return `${error.code} ${error.structure}`;
    throw error;
  }
  return undefined;
};
const updates = (hex: string): readonly FastPathUpdate[] => decodeFastPathUpdates(fromHex(hex));

describe('[MS-RA] 2.2.7.1 padded fast-path updates', () => {
  verifies('C039', () => {
    const hidden = { updateCode: 5, fragmentation: 0, data: new Uint8Array() };
    const position = { updateCode: 8, fragmentation: 0, data: Uint8Array.of(1, 0, 2, 0) };
    for (const pad of ['', '00', 'ff', '05000005', '0800040001000200']) {
      const padded = [hidden, position, hidden]
        .map(update => toHex(encodeFastPathUpdate(update, fromHex(pad))))
        .join('');
      expect(updates(padded)).toEqual([hidden, position, hidden]);
    }
  });

  verifies('B15', () => {
    const update = { updateCode: 1, fragmentation: 0, data: Uint8Array.of(0xaa) };
    expect(toHex(encodeFastPathUpdate(update))).toBe('010100aa');
    expect(toHex(encodeFastPathUpdate(update, Uint8Array.of(1, 2)))).toBe('010300aa0102');
    // What draws a bitmap reads as much as it needs; the next update begins where the size says.
    expect(updates('010300aa0102 030000').map(({ updateCode, data }) => [updateCode, toHex(data)])).toEqual([
      [1, 'aa0102'],
      [3, ''],
    ]);
  });

  it('are cut to size only where they are whole and plain', () => {
    expect([...FIXED_UPDATE_BYTES]).toEqual([
      [0x3, 0],
      [0x5, 0],
      [0x6, 0],
      [0x8, 4],
      [0xa, 2],
    ]);
    const data = (hex: string): string[] => updates(hex).map(update => toHex(update.data));
    expect(data('0a 0300 010203')).toEqual(['0102']);
    expect(data('06 0100 01')).toEqual(['']);
    for (const fragmentation of ['1', '2', '3']) {
      expect(data(`${fragmentation}a 0300 010203`)).toEqual(['010203']);
    }
    expect(data('8a 00 0300 010203')).toEqual(['0102']);
    expect(data('8a 20 0300 010203')).toEqual(['010203']);
    expect(data('8a df 0300 010203')).toEqual(['0102']);
  });

  it('have a byte of flags exactly where the header announces it', () => {
    expect(updates('f1 0000 41 0000 81 07 0000')).toEqual([
      { updateCode: 1, fragmentation: 3, data: new Uint8Array() },
      { updateCode: 1, fragmentation: 0, data: new Uint8Array() },
      { updateCode: 1, fragmentation: 0, compressionFlags: 7, data: new Uint8Array() },
    ]);
    const update = { updateCode: 15, fragmentation: 3, compressionFlags: 0, data: new Uint8Array() };
    expect(toHex(encodeFastPathUpdate(update))).toBe('bf000000');
  });

  it('that end too early are refused', () => {
    expect(updates('')).toEqual([]);
    expect(refusal(() => updates('01'))).toBe('truncated 1');
    expect(refusal(() => updates('0101'))).toBe('truncated 1');
    expect(refusal(() => updates('81'))).toBe('truncated 1');
    expect(refusal(() => updates('010200aa'))).toBe('truncated 3');
    expect(refusal(() => updates('080300010203'))).toBe('truncated 3');
    expect(refusal(() => updates('010000 02'))).toBe('truncated 4');
    expect(refusal(() => decodeFastPathUpdates(new Uint8Array(MAX_FAST_PATH_BYTES + 1)))).toBe(
      'too-long 32767',
    );
    expect(refusal(() => decodeFastPathUpdates(new Uint8Array(MAX_FAST_PATH_BYTES)))).toBe('truncated 32767');
  });

  it('cannot be written with fields that do not fit', () => {
    const update = { updateCode: 1, fragmentation: 0, data: new Uint8Array() };
    for (const updateCode of [16, -1, 0.5]) {
      expect(refusal(() => encodeFastPathUpdate({ ...update, updateCode }))).toBe('out-of-range updateCode');
    }
    for (const fragmentation of [4, -1, 0.5]) {
      expect(refusal(() => encodeFastPathUpdate({ ...update, fragmentation }))).toBe(
        'out-of-range fragmentation',
      );
    }
    expect(refusal(() => encodeFastPathUpdate({ ...update, compressionFlags: 256 }))).toBe(
      'out-of-range compressionFlags',
    );
    expect(refusal(() => encodeFastPathUpdate(update, new Uint8Array(0x1_0000)))).toBe('out-of-range size');
    expect(encodeFastPathUpdate(update, new Uint8Array(0xffff))).toHaveLength(0x1_0002);
  });
});

describe('[MS-RA] 2.2.7.2 Client Info', () => {
  const invitation = { userName: 'Ada', id: '+ULZ6ifj', password: '48BJQ853X3B4' };

  verifies('C040', () => {
    expect(clientInfo(invitation)).toEqual({
      userName: 'Ada',
      password: '*',
      alternateShell: '48BJQ853X3B4',
      workingDir: '+ULZ6ifj',
    });
  });

  verifies('C041', () => {
    expect(clientInfo({ userName: 'Ada', id: 'i' }).alternateShell).toBe('*');
  });

  verifies('C042', () => {
    expect(NO_PASSWORD).toBe('*');
    expect(clientInfo(invitation).password).toBe('*');
    expect(clientInfo({ userName: '', id: '' }).password).toBe('*');
  });

  it('keeps the password back where the caller asks for it', () => {
    expect(clientInfo({ ...invitation, shell: 'asterisk' }).alternateShell).toBe('*');
    expect(clientInfo({ ...invitation, shell: 'password' }).alternateShell).toBe('48BJQ853X3B4');
  });

  it('has fields of at most 512 bytes with their NUL', () => {
    const longest = 'x'.repeat(MAX_CLIENT_INFO_UNITS);
    expect(MAX_CLIENT_INFO_UNITS * 2 + 2).toBe(512);
    expect(clientInfo({ userName: longest, id: longest, password: longest })).toEqual({
      userName: longest,
      password: '*',
      alternateShell: longest,
      workingDir: longest,
    });
    expect(refusal(() => clientInfo({ ...invitation, userName: `${longest}x` }))).toBe('too-long UserName');
    expect(refusal(() => clientInfo({ ...invitation, id: `${longest}x` }))).toBe('too-long WorkingDir');
    expect(refusal(() => clientInfo({ ...invitation, password: `${longest}x` }))).toBe(
      'too-long AlternateShell',
    );
    expect(refusal(() => clientInfo({ ...invitation, id: 'a\0' }))).toBe('unrepresentable WorkingDir');
  });

  it('is accepted with the password or with an asterisk, for the right invitation only', () => {
    const accepts = (alternateShell: string, workingDir = '+ULZ6ifj'): boolean =>
      acceptsClientInfo({ alternateShell, workingDir }, invitation);
    expect(accepts('48BJQ853X3B4')).toBe(true);
    expect(accepts('*')).toBe(true);
    for (const shell of ['', '48BJQ853X3B', '48BJQ853X3B5', 'undefined']) expect(accepts(shell)).toBe(false);
    expect(accepts('*', '')).toBe(false);
    expect(accepts('48BJQ853X3B4', 'other')).toBe(false);
    const unprotected = { alternateShell: '*', workingDir: 'i' };
    expect(acceptsClientInfo(unprotected, { id: 'i' })).toBe(true);
    expect(acceptsClientInfo({ ...unprotected, alternateShell: '' }, { id: 'i' })).toBe(false);
  });
});
