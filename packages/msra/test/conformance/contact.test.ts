import { describe, expect } from 'vitest';
import { type Contact, decodeContact, encodeContact } from '../../src/messages/contact.ts';
import { DecodeError } from '../../src/wire/errors.ts';
import { verifies } from './verifies.ts';

const CONTACT: Contact = {
  name: 'Ada',
  computerName: 'EXPERT-PC',
  avatar: Uint8Array.of(0x42, 0x4d, 0),
  publicKey: Uint8Array.of(6, 2),
  address: '38827fecd1245882413e9a42c23d81f1aae08c4d.RAContact',
  time: '20080625161611.761000',
};
const ITEM =
  '<RAINVITATIONITEM NAME="Ada" COMPUTERNAME="EXPERT-PC" AVATAR="Qk0A" PUBLICKEY="BgI=" ADDRESS="38827fecd1245882413e9a42c23d81f1aae08c4d.RAContact" TYPE="1" TIME="20080625161611.761000"/>';
const FILE = `<RAINVITATIONCOLL>${ITEM}</RAINVITATIONCOLL>`;

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const refusal = (text: string): string => {
  try {
    decodeContact(bytes(text));
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return 'read';
};

describe('[MS-RA] 2.2.5 contact information', () => {
  verifies('C037', () => {
    expect(Buffer.from(encodeContact(CONTACT)).toString()).toBe(FILE);
    expect(decodeContact(bytes(FILE))).toEqual(CONTACT);
    expect(refusal('<RAINVITATIONCOLL></RAINVITATIONCOLL>')).toBe('bad-markup');
    expect(refusal('<RAINVITATIONCOLL/>')).toBe('bad-markup');
    expect(refusal(`<RAINVITATIONCOLL>${ITEM}${ITEM}</RAINVITATIONCOLL>`)).toBe('bad-markup');
    expect(refusal(ITEM)).toBe('bad-markup');
    // The shorter name of the table is read and never written.
    const short = FILE.replace('RAINVITATIONITEM', 'RAINVITATION');
    expect(decodeContact(bytes(short))).toEqual(CONTACT);
  });

  verifies('B14', () => {
    expect(Buffer.from(encodeContact(CONTACT)).toString()).toContain(' TYPE="1" ');
    for (const type of ['0', '2', '11', '']) {
      expect(refusal(FILE.replace('TYPE="1"', `TYPE="${type}"`))).toBe('bad-value');
    }
    expect(refusal(FILE.replace(' TYPE="1"', ''))).toBe('missing-attribute');
  });

  verifies('B33', () => {
    const address = CONTACT.address;
    for (const other of [
      address.replace('.RAContact', '.RAContacts'),
      address.replace('.RAContact', '.racontact'),
      address.replace('.', ''),
      address.slice(1),
      `0${address}`,
      address.replace('3', 'g'),
    ]) {
      expect(refusal(FILE.replace(address, other))).toBe('bad-value');
    }
    const upper = address.replace('fecd', 'FECD');
    expect(decodeContact(bytes(FILE.replace(address, upper))).address).toBe(upper);
    for (const [printed, other] of [
      ['Qk0A', 'Qk0'],
      ['Qk0A', 'Qk0A='],
      ['Qk0A', 'Qk-A'],
      ['BgI=', 'BgI'],
      ['BgI=', 'B&#xA0;gI='],
    ] as const) {
      expect(refusal(FILE.replace(printed, other))).toBe('bad-value');
    }
    const broken = FILE.replace('Qk0A', '\r\nQk\t0&#xA;A ').replace('BgI=', 'Bg\nI=');
    expect(decodeContact(bytes(broken))).toEqual(CONTACT);
  });
});
