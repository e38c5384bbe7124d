import {
  CHANNEL,
  CTL,
  type CtlName,
  type CtlPacket,
  DecodeError,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeEnvelope,
  EncodeError,
  encodeChat,
  encodeCommand,
  encodeCtl,
  encodeEnvelope,
  FILE_BLOCK_BYTES,
  maySend,
  RC_COMMANDS,
  RESULT_CODE,
  resultCodeName,
  STATIC_CONTROL_CHANNEL,
  splitChat,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { decodeExpertBlob, encodeExpertBlob } from '../../src/messages/expert-blob.ts';
import { E_FAIL, isFailure } from '../../src/messages/result-codes.ts';
import { VERSION_INFO } from '../../src/session-init/version-info.ts';
import { fromHex, toHex } from '../vectors/vectors.ts';
import { type RequirementId } from './requirements.ts';
import { verifies } from './verifies.ts';

const VERSIONS = [1, 2, 3] as const;

const code = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError || error instanceof EncodeError) return error.code;
    throw error;
  }
  return undefined;
};

describe('[MS-RA] 2.1 channels', () => {
  verifies('C002', () => expect(CHANNEL.control).toBe('RC_CTL'));
  verifies('C003', () => expect(STATIC_CONTROL_CHANNEL).toBe('remdesk'));
  verifies('C004', () => expect(CHANNEL.chat).toBe('70'));
  verifies('C005', () => expect(CHANNEL.command).toBe('71'));
});

const PACKETS: readonly (readonly [RequirementId, RequirementId, number, CtlPacket])[] = [
  ['C020', 'C021', 1, { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: 's' }],
  ['C022', 'C023', 2, { name: 'RESULT', result: 0 }],
  ['C009', 'C010', 3, { name: 'AUTHENTICATE', raConnectionString: 's', expertBlob: 'b' }],
  ['C015', 'C016', 4, { name: 'SERVER_ANNOUNCE' }],
  ['C011', 'C012', 5, { name: 'DISCONNECT' }],
  ['C017', 'C018', 6, { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 }],
  ['C013', 'C014', 7, { name: 'ISCONNECTED' }],
  ['C024', 'C025', 8, { name: 'VERIFY_PASSWORD', expertBlob: 'b' }],
  ['C026', 'C027', 9, { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) }],
  ['C028', 'C029', 10, { name: 'RANOVICE_NAME', noviceName: 'n' }],
  ['C030', 'C031', 11, { name: 'RAEXPERT_NAME', expertName: 'e' }],
  ['C032', 'C033', 12, { name: 'TOKEN', token: new Uint8Array(20) }],
];

describe('[MS-RA] 2.2.1 session initialization packets', () => {
  const RC_CTL = '52 00 43 00 5f 00 43 00 54 00 4c 00 00 00'.replaceAll(' ', '');
  for (const [channel, type, msgType, packet] of PACKETS) {
    verifies(channel, () => expect(toHex(encodeCtl(packet).subarray(8, 22))).toBe(RC_CTL));
    verifies(type, () => expect(encodeCtl(packet)[22]).toBe(msgType));
  }

  verifies('C008', () => {
    for (const [, , , packet] of PACKETS) {
      const { data } = decodeEnvelope(encodeCtl(packet));
      for (const channelName of ['70', '71', 'remdesk', 'RC_CTLX', 'rc_ctl', '']) {
        expect(code(() => decodeCtl(encodeEnvelope({ channelName, data })))).toBe('wrong-channel');
      }
    }
  });

  verifies('C019', () => {
    expect(toHex(encodeCtl(VERSION_INFO).subarray(26))).toBe('0100000002000000');
    expect(decodeCtl(encodeCtl(VERSION_INFO))).toEqual({
      name: 'VERSIONINFO',
      versionMajor: 1,
      versionMinor: 2,
    });
  });

  verifies('B02', () => {
    expect(versions('AUTHENTICATE')).toEqual([1]);
    const packet = { name: 'AUTHENTICATE', raConnectionString: 'st', expertBlob: 'b' } as const;
    expect(toHex(encodeCtl(packet).subarray(26))).toBe('7300740000006200 0000'.replace(' ', ''));
    const unterminated = encodeEnvelope({
      channelName: 'RC_CTL',
      data: decodeEnvelope(encodeCtl(packet)).data.slice(0, -2),
    });
    expect(code(() => decodeCtl(unterminated))).toBe('unterminated');
    for (const text of ['a\0b', '\0']) {
      expect(code(() => encodeCtl({ ...packet, raConnectionString: text }))).toBe('unrepresentable');
      expect(code(() => encodeCtl({ ...packet, expertBlob: text }))).toBe('unrepresentable');
    }
  });

  verifies('B03', () => {
    const pass = fromHex('d4b4277e9e9d06cfc19bb23fd869b5e0c99b0908280407a6e2eec43f98035f7d');
    const text = '9;NAME=John69;PASS=D4B4277E9E9D06CFC19BB23FD869B5E0C99B0908280407A6E2EEC43F98035F7D';
    expect(encodeExpertBlob({ name: 'John', pass })).toBe(text);
    expect(decodeExpertBlob(text)).toEqual({ name: 'John', pass });
    expect(decodeExpertBlob(`6;MORE=1${text}`)).toEqual({ name: 'John', pass });
    expect(code(() => decodeExpertBlob('8;NAME=John'))).toBe('bad-length');
    expect(code(() => decodeExpertBlob('10;NAME=John'))).toBe('truncated');
  });

  verifies('B01', () => {
    const data = fromHex('04000000');
    const longest = 'x'.repeat(31);
    expect(decodeEnvelope(encodeEnvelope({ channelName: longest, data }))).toEqual({
      channelName: longest,
      data,
    });
    expect(code(() => encodeEnvelope({ channelName: `${longest}x`, data }))).toBe('too-long');
    expect(code(() => encodeEnvelope({ channelName: 'a\0b', data }))).toBe('unrepresentable');
    expect(code(() => decodeEnvelope(fromHex(`42000000 00000000 ${'0000'.repeat(33)}`)))).toBe('bad-length');
    expect(code(() => decodeEnvelope(fromHex('04000000 00000000 37003000')))).toBe('unterminated');
    expect(code(() => decodeEnvelope(fromHex('03000000 00000000 370000')))).toBe('bad-length');
    expect(code(() => decodeEnvelope(fromHex('06000000 00000000 370000000000')))).toBe('bad-length');
  });

  it('may be sent by the sides and in the versions of the table', () => {
    const both = (...versions: number[]): [number[], number[]] => [versions, versions];
    const senders = Object.fromEntries(
      Object.entries(CTL).map(([name, usage]) => [
        name,
        (['expert', 'novice'] as const).map(role =>
          VERSIONS.filter(version => maySend(usage, role, version)),
        ),
      ]),
    );
    expect(senders).toEqual({
      REMOTE_CONTROL_DESKTOP: [[1], []],
      // Only in version 1 the expert has something to complain about.
      RESULT: [[1], [1, 2]],
      AUTHENTICATE: [[1], []],
      SERVER_ANNOUNCE: [[], [1, 2]],
      DISCONNECT: both(1, 2, 3),
      // From an expert of version 2 it would make the connection one of version 1.
      VERSIONINFO: [[1], [1, 2]],
      ISCONNECTED: both(1),
      VERIFY_PASSWORD: [[2], []],
      EXPERT_ON_VISTA: [[2], []],
      RANOVICE_NAME: [[], [2]],
      RAEXPERT_NAME: [[2], []],
      TOKEN: both(3),
    });
  });

  const versions = (name: CtlName): readonly number[] => CTL[name].versions;
  verifies('B05', () => expect(versions('ISCONNECTED')).toEqual([1]));
  verifies('B07', () => expect(versions('REMOTE_CONTROL_DESKTOP')).toEqual([1]));
  verifies('B08', () => {
    expect(versions('VERIFY_PASSWORD')).toEqual([2]);
    expect(versions('EXPERT_ON_VISTA')).toEqual([2]);
  });
  verifies('B09', () => {
    expect(versions('RANOVICE_NAME')).toEqual([2]);
    expect(versions('RAEXPERT_NAME')).toEqual([2]);
  });
  verifies('B10', () => expect(versions('TOKEN')).toEqual([3]));
});

describe('[MS-RA] 2.2.6 result codes', () => {
  verifies('C038', () => {
    const listed = [
      0, 1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 34,
      35, 36, 37, 38, 40, 41, 42, 43, 44, 45, 47, 48, 50, 51, 52, 53, 61, 300, 301, 302,
    ];
    expect(Object.values(RESULT_CODE)).toEqual(listed);
    for (const result of listed) {
      expect(decodeCtl(encodeCtl({ name: 'RESULT', result }))).toEqual({ name: 'RESULT', result });
      expect(resultCodeName(result)).toBeDefined();
      expect(isFailure(result)).toBe(result !== 0);
    }
    // Windows answers a code that is not listed (notes <5>, <6>): it is read, as a failure without a name.
    expect(E_FAIL).toBe(0x80004005);
    expect(resultCodeName(E_FAIL)).toBeUndefined();
    expect([E_FAIL, 2, 60, 0xffff_ffff].map(isFailure)).toEqual([true, true, true, true]);
  });
});

describe('[MS-RA] 2.2.2 RCCOMMAND', () => {
  verifies('C035', () => {
    const withChannel = Object.entries(RC_COMMANDS).filter(([, { attributes }]) =>
      Object.values(attributes as Record<string, { wireName: string }>).some(a => a.wireName === 'CHANNELID'),
    );
    expect(withChannel.map(([name]) => name)).toEqual(['FILEXFER']);
  });

  verifies('B11', () => {
    const of = (from: string): string[] =>
      Object.entries(RC_COMMANDS).flatMap(([name, usage]) => (usage.from === from ? [name] : []));
    expect(of('expert')).toEqual([
      'REMOTECTRLSTART',
      'ABORTRC',
      'REMOTECTRLEND',
      'TYPINGSTART',
      'EXPERTIP',
      'VOIPPREGO2',
    ]);
    expect(of('novice')).toEqual(['ACCEPTRC', 'REJECTRC', 'DENIEDRC', 'ESCRC', 'TAKECONTROL', 'VOIPGO']);
  });

  verifies('B12', () => {
    expect(RC_COMMANDS.REMOTECTRLSTART.versions).toEqual([1]);
    expect(RC_COMMANDS.EXPERTIP.versions).toEqual([1]);
    expect(RC_COMMANDS.SETTINGANNOUNCE.versions).toEqual([3]);
  });

  verifies('B13', () => {
    const file = { name: 'FILEXFER', fileName: 'a', fileSize: 1, channelId: 'RA_FX' } as const;
    expect(decodeCommand(encodeCommand(file))).toEqual(file);
    expect(decodeCommand(encodeCommand({ ...file, internalData: 0 }))).toEqual({ ...file, internalData: 0 });
  });

  verifies(['C161', 'C162', 'C163'], () => {
    const bytes = encodeCommand({ name: 'SETTINGANNOUNCE', property: 'CONTACTEXCHANGE', value: '1' });
    expect(Buffer.from(bytes).toString('utf16le')).toBe(
      '<RCCOMMAND NAME="SETTINGANNOUNCE" PROPERTY="CONTACTEXCHANGE" VALUE="1"/>\0',
    );
  });

  verifies('B25', () => expect(FILE_BLOCK_BYTES).toEqual({ 1: 409_600, 2: 1_024, 3: 1_024 }));
});

describe('[MS-RA] 3.11, 3.12 chat', () => {
  verifies('C154', () => expect(toHex(encodeChat('Hi'))).toBe('480069000000'));
  verifies('C155', () => {
    expect(encodeChat('x'.repeat(511))).toHaveLength(1024);
    expect(code(() => encodeChat('x'.repeat(512)))).toBe('too-long');
    for (const piece of splitChat('😀'.repeat(2000)))
      expect(encodeChat(piece).length).toBeLessThanOrEqual(1024);
  });
  verifies('C157', () => {
    const two = Uint8Array.from([...encodeChat('a'), ...encodeChat('b')]);
    expect(code(() => decodeChat(two))).toBe('trailing-bytes');
  });
  verifies('B27', () => {
    const long = Buffer.from(`${'x'.repeat(5000)}\0`, 'utf16le');
    expect(decodeChat(long)).toBe('x'.repeat(5000));
  });
});
