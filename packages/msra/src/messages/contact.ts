// [MS-RA] 2.2.5 Contact information: the XML file that two people exchange so that either can find the other again.
// <RAINVITATIONCOLL><RAINVITATIONITEM NAME= COMPUTERNAME= AVATAR= PUBLICKEY= ADDRESS= TYPE= TIME= /></RAINVITATIONCOLL>

import { decodeBase64, encodeBase64 } from '../wire/base64.ts';
import { DecodeError, EncodeError } from '../wire/errors.ts';
import { decodeFileText, encodeFileText, withoutDeclaration } from '../wire/file-text.ts';
import { formatAttribute, tokenize } from '../wire/markup.ts';
import { TagReader } from '../wire/tag-reader.ts';

/** What somebody tells about themselves in version 3. */
export interface Contact {
  /** NAME, for people to see; nothing proves it. */
  readonly name: string;
  /** COMPUTERNAME */
  readonly computerName: string;
  /** AVATAR: the bytes of a picture file; Windows writes a BMP of 128 by 128 points. */
  readonly avatar: Uint8Array;
  /** PUBLICKEY: a PUBLICKEYBLOB, 148 bytes for a key of 1,024 bits. */
  readonly publicKey: Uint8Array;
  /** ADDRESS: the peer name under which the contact is found, 40 hexadecimal digits made of the key and `.RAContact`. */
  readonly address: string;
  /** TIME of writing, `yyyymmddHHMMSS.` and six digits of microseconds. */
  readonly time: string;
}

const STRUCTURE = 'RAINVITATIONCOLL';

/** Bounds of a contact file. A file of Windows has about 45,000 bytes, of which the picture takes 44,000. */
export const CONTACT_LIMITS = {
  /** Longest file, in bytes: room for the largest picture in base64 with line breaks. */
  maxBytes: 512 * 1024,
  /** Longest NAME, COMPUTERNAME and ADDRESS, in UTF-16 units. */
  maxTextUnits: 1024,
  /** Largest picture: 256 by 256 points in 32 bits, and its headers. */
  maxAvatarBytes: 257 * 1024,
  /** Largest key: a PUBLICKEYBLOB of 16,384 bits has 2,068 bytes. */
  maxKeyBytes: 4 * 1024,
} as const;

const MARKUP_LIMITS = { maxUnits: CONTACT_LIMITS.maxBytes, maxAttributes: 32, maxTags: 8 };

const ADDRESS = /^[0-9A-Fa-f]{40}\.RAContact$/;
const TIME =
  /^[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]\.[0-9]{6}$/;

/**
 * A contact as the bytes of its file: UTF-8, one line, without a declaration (product-behavior: `CONTACT_FILE_IS_UTF8`).
 * @throws {EncodeError} `too-long`, `unrepresentable` for a text that XML cannot hold, `out-of-range` for an address or
 * a time of another form.
 */
export function encodeContact(contact: Contact): Uint8Array {
  const { name, computerName, avatar, publicKey, address, time } = contact;
  const texts = Math.max(name.length, computerName.length);
  const { maxTextUnits, maxAvatarBytes, maxKeyBytes } = CONTACT_LIMITS;
  if (texts > maxTextUnits || avatar.length > maxAvatarBytes || publicKey.length > maxKeyBytes) {
    throw new EncodeError('too-long', STRUCTURE);
  }
  if (!ADDRESS.test(address)) throw new EncodeError('out-of-range', 'ADDRESS');
  if (!TIME.test(time)) throw new EncodeError('out-of-range', 'TIME');
  const attributes = [
    formatAttribute('NAME', name),
    formatAttribute('COMPUTERNAME', computerName),
    formatAttribute('AVATAR', encodeBase64(avatar)),
    formatAttribute('PUBLICKEY', encodeBase64(publicKey)),
    formatAttribute('ADDRESS', address),
    formatAttribute('TYPE', '1'),
    formatAttribute('TIME', time),
  ].join('');
  const text = `<RAINVITATIONCOLL><RAINVITATIONITEM${attributes}/></RAINVITATIONCOLL>`;
  return encodeFileText(text, 'utf-8', STRUCTURE);
}

/**
 * Reads a contact file: UTF-8, or UTF-16 with a byte order mark, and with or without a declaration. Base64 may be
 * broken into lines; other attributes are ignored.
 * @throws {DecodeError} and nothing else. Offsets count bytes for `too-long` of the file and `bad-text`, tags otherwise.
 */
export function decodeContact(bytes: Uint8Array): Contact {
  const { maxBytes, maxTextUnits, maxAvatarBytes, maxKeyBytes } = CONTACT_LIMITS;
  if (bytes.length > maxBytes) throw new DecodeError('too-long', STRUCTURE, maxBytes);
  const text = withoutDeclaration(decodeFileText(bytes, STRUCTURE));
  const reader = new TagReader(tokenize(text, STRUCTURE, MARKUP_LIMITS), STRUCTURE);
  reader.open('RAINVITATIONCOLL');
  // The table of values has the shorter name (product-behavior: `RAINVITATIONITEM_SPELLING`).
  const child = reader.nextIs('RAINVITATION') ? 'RAINVITATION' : 'RAINVITATIONITEM';
  const attributes = reader.open(child);
  reader.close(child);
  reader.close('RAINVITATIONCOLL');
  reader.finish();
  const required = (name: string, maxUnits: number = maxTextUnits): string => {
    const value = reader.required(attributes, name);
    if (value.length > maxUnits) throw reader.error('too-long');
    return value;
  };
  const formed = (name: string, form: RegExp): string => {
    const value = required(name);
    if (!form.test(value)) throw reader.error('bad-value');
    return value;
  };
  const base64 = (name: string, most: number): Uint8Array => {
    const value = decodeBase64(required(name, maxBytes).replaceAll(/[\t\n\r ]/g, ''));
    if (value === undefined) throw reader.error('bad-value');
    if (value.length > most) throw reader.error('too-long');
    return value;
  };
  // Always 1, and unused (product-behavior: `CONTACT_TYPE_IS_1`).
  formed('TYPE', /^1$/);
  return {
    name: required('NAME'),
    computerName: required('COMPUTERNAME'),
    avatar: base64('AVATAR', maxAvatarBytes),
    publicKey: base64('PUBLICKEY', maxKeyBytes),
    address: formed('ADDRESS', ADDRESS),
    time: formed('TIME', TIME),
  };
}
