import { describe, expect, it } from 'vitest';
import { CONTACT_LIMITS, type Contact, decodeContact, encodeContact } from '../src/messages/contact.ts';
import { DecodeError, EncodeError } from '../src/wire/errors.ts';

const CONTACT: Contact = {
  name: 'a',
  computerName: 'b',
  avatar: Uint8Array.of(1),
  publicKey: Uint8Array.of(2),
  address: `${'0'.repeat(40)}.RAContact`,
  time: '20240229235959.999999',
};
const FILE = Buffer.from(encodeContact(CONTACT)).toString();

const refusal = (input: string | Uint8Array): { code: string; offset: number } | undefined => {
  try {
    decodeContact(typeof input === 'string' ? Uint8Array.from(Buffer.from(input)) : input);
  } catch (error) {
    if (error instanceof DecodeError) return { code: error.code, offset: error.offset };
    throw error;
  }
  return undefined;
};
const encodeRefusal = (contact: Contact): string | undefined => {
  try {
    encodeContact(contact);
  } catch (error) {
    if (error instanceof EncodeError) return `${error.code} ${error.structure}`;
    throw error;
  }
  return undefined;
};

describe('a contact file', () => {
  it('lacking an attribute is refused', () => {
    for (const name of ['NAME', 'COMPUTERNAME', 'AVATAR', 'PUBLICKEY', 'ADDRESS', 'TYPE', 'TIME']) {
      const without = FILE.replace(new RegExp(` ${name}="[^"]*"`), '');
      expect([name, refusal(without)?.code]).toEqual([name, 'missing-attribute']);
    }
  });

  it('with an impossible time is refused', () => {
    for (const time of [
      '20241301000000.000000',
      '20240001000000.000000',
      '20240100000000.000000',
      '20240132000000.000000',
      '20240101240000.000000',
      '20240101006000.000000',
      '20240101000060.000000',
      '20240101000000.00000',
      '20240101000000.0000000',
      '20240101000000',
      '020240101000000.000000',
      '20240101000000,000000',
      '',
    ]) {
      expect([time, refusal(FILE.replace(CONTACT.time, time))?.code]).toEqual([time, 'bad-value']);
      expect(encodeRefusal({ ...CONTACT, time })).toBe('out-of-range TIME');
    }
    for (const time of ['00000101000000.000000', '20241231235959.999999', '20241029190909.000001']) {
      expect(refusal(FILE.replace(CONTACT.time, time))).toBeUndefined();
    }
  });

  it('with anything around the one element is refused', () => {
    for (const text of ['', ' ', `${FILE}<A/>`, `x${FILE}`, FILE.replace('/>', '><A/></RAINVITATIONITEM>')]) {
      expect(refusal(text)?.code).toBe('bad-markup');
    }
    expect(refusal(FILE.replaceAll('COLL', 'COLLECTION'))?.code).toBe('bad-markup');
    expect(refusal(FILE.replace('ITEM', 'ITEMS'))?.code).toBe('bad-markup');
  });

  it('may begin with one declaration', () => {
    for (const declaration of [
      '<?xml version="1.0"?>',
      '\r\n<?xml version="1.0" encoding="Unicode"?>\r\n',
      `<?xml ${'x'.repeat(200)}?>`,
    ]) {
      expect(decodeContact(Uint8Array.from(Buffer.from(declaration + FILE)))).toEqual(CONTACT);
    }
    for (const declaration of [
      '<?xml version="1.0"?><?xml version="1.0"?>',
      '<?xml?>',
      '<?xmlx y?>',
      '<?xml <?>',
      'x<?xml version="1.0"?>',
      `<?xml ${'x'.repeat(201)}?>`,
    ]) {
      expect([declaration, refusal(declaration + FILE)?.code]).toEqual([declaration, 'bad-markup']);
    }
  });

  it('is read in UTF-8 and in UTF-16 with a byte order mark', () => {
    const little = Buffer.from(`\uFEFF${FILE}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    const marked = Buffer.from(`\uFEFF${FILE}`);
    for (const form of [little, big, marked]) expect(decodeContact(Uint8Array.from(form))).toEqual(CONTACT);
    expect(refusal(Uint8Array.from(Buffer.from(FILE, 'utf16le')))?.code).toBe('bad-markup');
    expect(refusal(Uint8Array.from(little.subarray(0, -1)))?.code).toBe('bad-text');
  });

  it('with text that is not well-formed is refused', () => {
    const at = FILE.indexOf('"a"') + 1;
    const withBytes = (...inside: number[]): Uint8Array =>
      Uint8Array.from([...Buffer.from(FILE.slice(0, at)), ...inside, ...Buffer.from(FILE.slice(at))]);
    for (const inside of [
      [0xff],
      [0x80],
      [0xc3],
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]) {
      expect([inside, refusal(withBytes(...inside))]).toEqual([inside, { code: 'bad-text', offset: 0 }]);
    }
    const lone = Buffer.from(`\uFEFF${FILE.replace('"a"', '"\uD800"')}`, 'utf16le');
    expect(refusal(Uint8Array.from(lone))?.code).toBe('bad-text');
    for (const control of ['\0', '\u0001', '\uFFFE']) {
      expect(refusal(FILE.replace('"a"', `"${control}"`))?.code).toBe('bad-text');
    }
    expect(refusal(FILE.replace('"a"', '"&#xD800;"'))?.code).toBe('bad-markup');
  });

  it('over a limit is refused', () => {
    const { maxBytes, maxTextUnits, maxAvatarBytes, maxKeyBytes } = CONTACT_LIMITS;
    expect(refusal(new Uint8Array(maxBytes + 1))).toEqual({ code: 'too-long', offset: maxBytes });
    expect(refusal(FILE + ' '.repeat(maxBytes - FILE.length))).toBeUndefined();
    const most: Contact = {
      ...CONTACT,
      name: '"'.repeat(maxTextUnits),
      computerName: '\u{1F600}'.repeat(maxTextUnits / 2),
      avatar: new Uint8Array(maxAvatarBytes).fill(0xff),
      publicKey: new Uint8Array(maxKeyBytes),
    };
    expect(decodeContact(encodeContact(most))).toEqual(most);
    const text = Buffer.from(encodeContact(most)).toString();
    expect(refusal(text.replace('NAME="', 'NAME="x'))?.code).toBe('too-long');
    expect(refusal(text.replace('COMPUTERNAME="', 'COMPUTERNAME="x'))?.code).toBe('too-long');
    expect(refusal(text.replace('AVATAR="', 'AVATAR="////'))?.code).toBe('too-long');
    expect(refusal(text.replace('PUBLICKEY="', 'PUBLICKEY="AAAA'))?.code).toBe('too-long');
    for (const over of [
      { name: 'x'.repeat(maxTextUnits + 1) },
      { computerName: 'x'.repeat(maxTextUnits + 1) },
      { avatar: new Uint8Array(maxAvatarBytes + 1) },
      { publicKey: new Uint8Array(maxKeyBytes + 1) },
    ]) {
      expect(encodeRefusal({ ...CONTACT, ...over })).toBe('too-long RAINVITATIONCOLL');
    }
  });

  it('cannot be written with what it cannot hold', () => {
    expect(encodeRefusal({ ...CONTACT, name: '\0' })).toBe('unrepresentable NAME');
    expect(encodeRefusal({ ...CONTACT, computerName: '\uD800' })).toBe('unrepresentable COMPUTERNAME');
    for (const address of ['', 'RAContact', `${'0'.repeat(39)}.RAContact`, `${'0'.repeat(40)}.RaContact`]) {
      expect(encodeRefusal({ ...CONTACT, address })).toBe('out-of-range ADDRESS');
    }
  });
});
