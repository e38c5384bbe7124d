import {
  DecodeError,
  decodeChat,
  decodeCommand,
  decodeCtl,
  decodeParticipants,
  EncodeError,
  encodeCommand,
  encodeCtl,
  encodeParticipant,
  formatConnectionString2,
  matchFileCommand,
  parseConnectionString2,
  resultCodeName,
  splitChat,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { fromHex } from './vectors/vectors.ts';

function refusal(run: () => unknown): DecodeError {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function encodeRefusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EncodeError) return error.code;
    throw error;
  }
  throw new Error('nothing was refused');
}

const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const element = (text: string): Uint8Array => utf16(`${text}\0`);

describe('RCCOMMAND', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'a DTD': ['<!DOCTYPE RCCOMMAND [<!ENTITY a "b">]><RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    'an XML declaration': ['<?xml version="1.0"?><RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    'a processing instruction': ['<RCCOMMAND NAME="ESCRC"/><?x?>', 'bad-markup'],
    'a comment': ['<!-- x --><RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    CDATA: ['<RCCOMMAND NAME="ESCRC"><![CDATA[x]]></RCCOMMAND>', 'bad-markup'],
    'an unknown entity': ['<RCCOMMAND NAME="&x;"/>', 'bad-markup'],
    'a bare ampersand': ['<RCCOMMAND NAME="a & b"/>', 'bad-markup'],
    'a reference without an end': ['<RCCOMMAND NAME="&amp"/>', 'bad-markup'],
    'a reference to NUL': ['<RCCOMMAND NAME="&#0;"/>', 'bad-markup'],
    'a reference to a surrogate': ['<RCCOMMAND NAME="&#xD800;"/>', 'bad-markup'],
    'a reference beyond Unicode': ['<RCCOMMAND NAME="&#x110000;"/>', 'bad-markup'],
    'a reference to a control': ['<RCCOMMAND NAME="&#1;"/>', 'bad-markup'],
    'a nested element': ['<RCCOMMAND NAME="ESCRC"><A/></RCCOMMAND>', 'bad-markup'],
    'two elements': ['<RCCOMMAND NAME="ESCRC"/><RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    'character data': ['<RCCOMMAND NAME="ESCRC">x</RCCOMMAND>', 'bad-markup'],
    'text around it': ['x<RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    'a duplicate attribute': ['<RCCOMMAND NAME="ESCRC" NAME="ESCRC"/>', 'bad-markup'],
    'attributes without a blank between': ['<RCCOMMAND NAME="ESCRC"A="b"/>', 'bad-markup'],
    'an unquoted value': ['<RCCOMMAND NAME=ESCRC/>', 'bad-markup'],
    'a value without an end': ['<RCCOMMAND NAME="ESCRC/>', 'bad-markup'],
    'a less-than sign in a value': ['<RCCOMMAND NAME="<"/>', 'bad-markup'],
    'an element that stays open': ['<RCCOMMAND NAME="ESCRC">', 'bad-markup'],
    'an element closed under another name': ['<RCCOMMAND NAME="ESCRC"></RC>', 'bad-markup'],
    'another element': ['<OTHER NAME="ESCRC"/>', 'bad-markup'],
    'an element in small letters': ['<rccommand NAME="ESCRC"/>', 'bad-markup'],
    'nothing at all': ['', 'bad-markup'],
    'a byte order mark': ['\uFEFF<RCCOMMAND NAME="ESCRC"/>', 'bad-markup'],
    'a lone surrogate': ['<RCCOMMAND NAME="ESCRC" A="\uD800"/>', 'bad-text'],
    'a control character': ['<RCCOMMAND NAME="ESCRC" A="\u0001"/>', 'bad-text'],
    'no NAME': ['<RCCOMMAND/>', 'missing-attribute'],
    'an unknown NAME': ['<RCCOMMAND NAME="FORMATDISK"/>', 'unknown-type'],
    'a NAME that objects inherit': ['<RCCOMMAND NAME="constructor"/>', 'unknown-type'],
    'a file without a size': ['<RCCOMMAND NAME="FILEXFER" FILENAME="a" CHANNELID="b"/>', 'missing-attribute'],
    'a negative size': ['<RCCOMMAND NAME="FILEXFER" FILENAME="a" CHANNELID="b" FILESIZE="-1"/>', 'bad-value'],
    'a size in hexadecimal': [
      '<RCCOMMAND NAME="FILEXFER" FILENAME="a" CHANNELID="b" FILESIZE="0x1"/>',
      'bad-value',
    ],
    'a size over 2^53': [
      '<RCCOMMAND NAME="FILEXFER" FILENAME="a" CHANNELID="b" FILESIZE="9007199254740993"/>',
      'bad-value',
    ],
    'an address list with a hole': [
      '<RCCOMMAND NAME="VOIPGO" VOIPVER="" VOIPGOKEY="" VOIPIPLIST="a,,b"/>',
      'bad-value',
    ],
  };
  for (const [what, [text, code]] of Object.entries(cases)) {
    it(`with ${what} is refused`, () => {
      expect(refusal(() => decodeCommand(element(text))).code).toBe(code);
    });
  }

  it('without a NUL, with something behind it, or with half a unit is refused', () => {
    expect(refusal(() => decodeCommand(utf16('<RCCOMMAND NAME="ESCRC"/>'))).code).toBe('unterminated');
    expect(refusal(() => decodeCommand(element('<RCCOMMAND NAME="ESC\0RC"/>'))).code).toBe('trailing-bytes');
    expect(refusal(() => decodeCommand(element('<RCCOMMAND NAME="ESCRC"/>').subarray(1))).code).toBe(
      'bad-text',
    );
  });

  it('of a megabyte of attributes is refused before it is looked at', () => {
    const attributes = Array.from({ length: 50_000 }, (_, i) => ` A${i}="x"`).join('');
    expect(refusal(() => decodeCommand(element(`<RCCOMMAND NAME="ESCRC"${attributes}/>`))).code).toBe(
      'too-long',
    );
    const some = Array.from({ length: 40 }, (_, i) => ` A${i}="x"`).join('');
    expect(refusal(() => decodeCommand(element(`<RCCOMMAND NAME="ESCRC"${some}/>`))).code).toBe('too-long');
  });

  it('keeps white space that is written as a reference, and makes blanks of what is not', () => {
    const fileName = 'a\tb\nc\rd';
    const file = { name: 'FILEXFER', fileName, fileSize: 0, channelId: 'RA_FX' } as const;
    expect(decodeCommand(encodeCommand(file))).toEqual(file);
    const literal = element('<RCCOMMAND NAME="EXPERTIP" EXPERTIPDATA="a\tb\r\nc"/>');
    expect(decodeCommand(literal)).toEqual({ name: 'EXPERTIP', expertIpData: 'a b c' });
  });

  it('cannot be written with values that XML or the attribute cannot hold', () => {
    const file = { name: 'FILEXFER', fileName: 'a', fileSize: 0, channelId: 'b' } as const;
    expect(encodeRefusal(() => encodeCommand({ ...file, fileName: 'a\0' }))).toBe('unrepresentable');
    expect(encodeRefusal(() => encodeCommand({ ...file, fileName: '\uD800' }))).toBe('unrepresentable');
    expect(encodeRefusal(() => encodeCommand({ ...file, fileSize: 0.5 }))).toBe('out-of-range');
    expect(encodeRefusal(() => encodeCommand({ ...file, internalData: -1 }))).toBe('out-of-range');
    expect(encodeRefusal(() => encodeCommand({ ...file, fileName: 'x'.repeat(50_000) }))).toBe('too-long');
    const voice = { name: 'VOIPGO', voipVersion: '', voipGoKey: '' } as const;
    for (const voipIpList of [[], [''], ['a,b']]) {
      expect(encodeRefusal(() => encodeCommand({ ...voice, voipIpList }))).toBe('unrepresentable');
    }
  });

  it('is refused with an error that says where and quotes nothing', () => {
    const error = refusal(() => decodeCommand(element('<RCCOMMAND NAME="secret"x/>')));
    expect(error).toMatchObject({ name: 'DecodeError', structure: 'RCCOMMAND', offset: 24 });
    expect(error.message).toBe('RCCOMMAND is not the expected element at offset 24');
  });
});

describe('RC_CTL', () => {
  const header = '0e000000 LLLLLLLL 52 00 43 00 5f 00 43 00 54 00 4c 00 00 00';
  const packet = (body: string): Uint8Array => {
    const bytes = fromHex(body);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return fromHex(header.replace('LLLLLLLL', length.toString('hex')) + body);
  };

  it('with an impossible or unknown body is refused', () => {
    expect(refusal(() => decodeCtl(new Uint8Array(0))).code).toBe('truncated');
    expect(refusal(() => decodeCtl(packet('04'))).code).toBe('truncated');
    expect(refusal(() => decodeCtl(packet('00000000'))).code).toBe('unknown-type');
    expect(refusal(() => decodeCtl(packet('0d000000'))).code).toBe('unknown-type');
    expect(refusal(() => decodeCtl(packet('04000000 00'))).code).toBe('trailing-bytes');
    expect(refusal(() => decodeCtl(packet('02000000 00'))).code).toBe('truncated');
    expect(refusal(() => decodeCtl(packet('03000000 61000000 6200'))).code).toBe('unterminated');
    expect(refusal(() => decodeCtl(packet(`0c000000 ${'00'.repeat(19)}`))).code).toBe('bad-length');
    expect(refusal(() => decodeCtl(packet(`0c000000 ${'7a00'.repeat(40)}`))).code).toBe('bad-value');
    expect(refusal(() => decodeCtl(packet(`0c000000 ${'6100'.repeat(41)}`))).code).toBe('bad-value');
    expect(refusal(() => decodeCtl(packet(`09000000 ${'00'.repeat(2000)}`))).code).toBe('too-long');
    expect(refusal(() => decodeCtl(packet(`0a000000 ${'61'.repeat(3000)}`))).code).toBe('too-long');
  });

  it('whose header lies about its length is refused', () => {
    const whole = encodeCtl({ name: 'RESULT', result: 0 });
    expect(refusal(() => decodeCtl(whole.subarray(0, -1))).code).toBe('truncated');
    expect(refusal(() => decodeCtl(Uint8Array.from([...whole, 0]))).code).toBe('trailing-bytes');
    expect(refusal(() => decodeCtl(new Uint8Array(600_000))).code).toBe('too-long');
  });

  it('cannot be written with values that do not fit', () => {
    expect(encodeRefusal(() => encodeCtl({ name: 'RESULT', result: 2 ** 32 }))).toBe('out-of-range');
    expect(encodeRefusal(() => encodeCtl({ name: 'TOKEN', token: new Uint8Array(19) }))).toBe('out-of-range');
    expect(encodeRefusal(() => encodeCtl({ name: 'RANOVICE_NAME', noviceName: 'x'.repeat(2000) }))).toBe(
      'too-long',
    );
    const encryptedPassword = new Uint8Array(2000);
    expect(encodeRefusal(() => encodeCtl({ name: 'EXPERT_ON_VISTA', encryptedPassword }))).toBe('too-long');
  });
});

describe('encomsp', () => {
  it('with a PDU that is too short, too long or cut off is refused', () => {
    expect(refusal(() => decodeParticipants(fromHex('0900'))).code).toBe('truncated');
    expect(refusal(() => decodeParticipants(fromHex('09000300'))).code).toBe('bad-length');
    expect(refusal(() => decodeParticipants(fromHex('09000a000300'))).code).toBe('truncated');
    expect(refusal(() => decodeParticipants(fromHex('0900060003000000'))).code).toBe('truncated');
    expect(refusal(() => decodeParticipants(fromHex('0800 1000 00000000 00000000 0000 0104'))).code).toBe(
      'too-long',
    );
    expect(refusal(() => decodeParticipants(fromHex('0800 1000 00000000 00000000 0000 0100'))).code).toBe(
      'truncated',
    );
    expect(refusal(() => decodeParticipants(new Uint8Array(70_000))).code).toBe('too-long');
  });

  it('cannot be written with a friendly name over 1,024 units', () => {
    const pdu = { name: 'PARTICIPANT_CREATED', participantId: 0, groupId: 0, flags: 0 } as const;
    expect(encodeRefusal(() => encodeParticipant({ ...pdu, friendlyName: 'x'.repeat(1025) }))).toBe(
      'too-long',
    );
    expect(encodeParticipant({ ...pdu, friendlyName: 'x'.repeat(1024) })).toHaveLength(16 + 2048);
  });
});

describe('chat', () => {
  it('that is not one terminated string is refused', () => {
    expect(refusal(() => decodeChat(new Uint8Array(0))).code).toBe('unterminated');
    expect(refusal(() => decodeChat(fromHex('4100'))).code).toBe('unterminated');
    expect(refusal(() => decodeChat(fromHex('410000'))).code).toBe('bad-text');
    expect(refusal(() => decodeChat(new Uint8Array(70_000))).code).toBe('too-long');
  });

  it('shows lone surrogates as replacement characters', () => {
    expect(decodeChat(fromHex('00d8 4100 0000'))).toBe('\uFFFDA');
  });

  it('is cut between characters, never inside a pair', () => {
    expect(splitChat('')).toEqual([]);
    expect(splitChat('\0')).toEqual([]);
    expect(splitChat('a\0b\uDC00')).toEqual(['ab\uFFFD']);
    const text = `${'x'.repeat(510)}😀y`;
    expect(splitChat(text)).toEqual(['x'.repeat(510), '😀y']);
  });
});

describe('a file channel', () => {
  it('has words only where a block spells one exactly', () => {
    for (const text of [
      'FILEXFER',
      'FILEXFERACK ',
      'filexferack',
      'FILEXFERACK\0\0',
      'FILEXFERREJECTX',
      '',
    ]) {
      expect(matchFileCommand(utf16(text))).toBeUndefined();
    }
    expect(matchFileCommand(new Uint8Array(1024))).toBeUndefined();
    expect(matchFileCommand(new Uint8Array(23))).toBeUndefined();
  });
});

describe('result codes', () => {
  it('have the names of 2.2.6, and the gaps have none', () => {
    expect(resultCodeName(0)).toBe('SAFERROR_NOERROR');
    expect(resultCodeName(41)).toBe('SAFERROR_HELPEESAIDNO');
    expect(resultCodeName(61)).toBe('PASSWORDS_DONT_MATCH');
    expect(resultCodeName(301)).toBe('SAFERROR_SHADOWEND_CONFIGCHANGE');
    for (const gap of [2, 10, 13, 16, 17, 19, 31, 39, 46, 49, 54, 60, 0x80004005]) {
      expect(resultCodeName(gap)).toBeUndefined();
    }
  });
});

describe('connection string 2', () => {
  const good = '<E><A ID="i"/><C><T ID="1" SID="0"><L P="1" N="a"/></T></C></E>';
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'no A': ['<E><C></C></E>', 'bad-markup'],
    'no C': ['<E><A ID="i"/></E>', 'bad-markup'],
    'no ID': ['<E><A/><C></C></E>', 'missing-attribute'],
    'two A': ['<E><A ID="i"/><A ID="i"/><C></C></E>', 'bad-markup'],
    'something behind it': [`${good}<E/>`, 'bad-markup'],
    'an unknown element': ['<E><A ID="i"/><C><X/></C></E>', 'bad-markup'],
    'an open element': ['<E><A ID="i"/><C><T ID="1" SID="0">', 'bad-markup'],
    'crossing elements': ['<E><A ID="i"/><C><T ID="1" SID="0"></C></T></E>', 'bad-markup'],
    'a listener without a port': [good.replace('P="1"', ''), 'missing-attribute'],
    'port 0': [good.replace('P="1"', 'P="0"'), 'bad-value'],
    'port 65536': [good.replace('P="1"', 'P="65536"'), 'bad-value'],
    'a port in words': [good.replace('P="1"', 'P="http"'), 'bad-value'],
    'a listener without a name': [good.replace('N="a"', ''), 'missing-attribute'],
    'an entity': [good.replace('"a"', '"&host;"'), 'bad-markup'],
    'a DTD': [`<!DOCTYPE E>${good}`, 'bad-markup'],
    'too many listeners': [good.replace('<L P="1" N="a"/>', '<L P="1" N="a"/>'.repeat(65)), 'too-long'],
    'too many transports': ['<E><A ID="i"/><C>' + '<T ID="1" SID="0"/>'.repeat(17) + '</C></E>', 'too-long'],
    'too many elements': ['<E>'.repeat(600), 'too-long'],
    'too many characters': [good + ' '.repeat(16 * 1024), 'too-long'],
  };
  for (const [what, [text, code]] of Object.entries(cases)) {
    it(`with ${what} is refused`, () => {
      expect(refusal(() => parseConnectionString2(text)).code).toBe(code);
    });
  }

  it('cannot be written with values that it cannot hold', () => {
    const transports = (listener: object) => [
      { id: '1', sessionId: '0', listeners: [{ name: 'a', ...listener }] },
    ];
    expect(
      encodeRefusal(() => formatConnectionString2({ id: 'i', transports: transports({ port: 0 }) })),
    ).toBe('out-of-range');
    expect(encodeRefusal(() => formatConnectionString2({ id: 'i', transports: transports({}) }))).toBe(
      'unrepresentable',
    );
    expect(encodeRefusal(() => formatConnectionString2({ id: '\0', transports: [] }))).toBe(
      'unrepresentable',
    );
    for (const name of ['ID', 'KH', 'a b', '', '<']) {
      const extra = new Map([[name, 'x']]);
      expect(encodeRefusal(() => formatConnectionString2({ id: 'i', extra, transports: [] }))).toBe(
        'unrepresentable',
      );
    }
    expect(encodeRefusal(() => formatConnectionString2({ id: 'x'.repeat(17_000), transports: [] }))).toBe(
      'too-long',
    );
  });
});
