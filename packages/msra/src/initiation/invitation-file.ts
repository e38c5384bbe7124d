// [MS-RAI] 6: the invitation file `.msrcIncident`, of the first type (Windows XP and Server 2003) and the second
// (Windows Vista and later), and the bare connection string 2 that Windows Desktop Sharing saves.

import { DecodeError, EncodeError } from '../wire/errors.ts';
import { decodeFileText, encodeFileText, type FileEncoding, withoutDeclaration } from '../wire/file-text.ts';
import { decodeHex, encodeHex } from '../wire/hex.ts';
import { formatAttribute, tokenize } from '../wire/markup.ts';
import { TagReader } from '../wire/tag-reader.ts';
import { parseConnectionString2 } from './connection-string.ts';

/** What both types of invitation file say. */
interface InvitationDetails {
  /** USERNAME: the novice's name. */
  readonly userName: string;
  /** RCTICKETENCRYPTED: the invitation has a password. The RCTICKET itself is plain text all the same. */
  readonly passwordProtected: boolean;
  /** DtStart: creation, in seconds since 1970 UTC, 0 to 2^32 − 1. */
  readonly dtStart: number;
  /** DtLength: validity in minutes, 0 to 2^32 − 1. */
  readonly dtLength: number;
  /** PassStub: the random challenge that the password proof encrypts, 14 characters in all samples. */
  readonly passStub?: string;
  /** L: the novice has a slow line, a modem. */
  readonly slowLine: boolean;
}

/** An invitation of the first type: connection string 1 in plain text. */
export interface Invitation1 extends InvitationDetails {
  readonly type: 1;
  /** RCTICKET: connection string 1, exactly as it stands; AUTHENTICATE sends it back so. */
  readonly rcTicket: string;
}

/** An invitation of the second type: connection string 2, encrypted with the password. */
export interface Invitation2 extends InvitationDetails {
  readonly type: 2;
  /** LHTICKET: the encrypted connection string 2, a multiple of 16 bytes. */
  readonly lhTicket: Uint8Array;
  /** RCTICKET: connection string 1 for experts of version 1; missing in files for Vista and later only. */
  readonly rcTicket?: string;
}

/** A file that is just a connection string 2: no password, no challenge, no expiry. */
export interface BareInvitation {
  readonly type: 'connection-string';
  readonly connectionString: string;
}

/** An invitation file's content. */
export type Invitation = Invitation1 | Invitation2 | BareInvitation;

/** Bounds of an invitation file. The longest seen has some 8,000 bytes. */
export const INVITATION_FILE_LIMITS = { maxBytes: 256 * 1024, maxTicketBytes: 32 * 1024 + 16 } as const;

const STRUCTURE = 'invitation file';
const MARKUP = { maxUnits: INVITATION_FILE_LIMITS.maxBytes, maxAttributes: 32, maxTags: 8 } as const;
const BARE = /^[\t\n\r ]*<E[\t\n\r >]/;
/** [MS-RAI] 6: the one value of UPLOADINFO's TYPE. */
const ESCALATED = 'Escalated';

/**
 * Reads an invitation file of either type, or a bare connection string: UTF-8, or UTF-16 with a byte order mark,
 * with or without an XML declaration. The PassStub's composition is not checked; neither is the RCTICKET.
 * @throws {DecodeError} and nothing else.
 */
export function decodeInvitationFile(bytes: Uint8Array): Invitation {
  const { maxBytes } = INVITATION_FILE_LIMITS;
  if (bytes.length > maxBytes) throw new DecodeError('too-long', STRUCTURE, maxBytes);
  const text = withoutDeclaration(decodeFileText(bytes, STRUCTURE));
  if (BARE.test(text)) {
    parseConnectionString2(text);
    return { type: 'connection-string', connectionString: text.trim() };
  }
  const reader = new TagReader(tokenize(text, STRUCTURE, MARKUP), STRUCTURE);
  const info = reader.open('UPLOADINFO');
  if (reader.required(info, 'TYPE') !== ESCALATED) throw reader.error('bad-value');
  const data = reader.open('UPLOADDATA');
  const invitation = readData(reader, data);
  reader.close('UPLOADDATA');
  reader.close('UPLOADINFO');
  reader.finish();
  return invitation;
}

function readData(reader: TagReader, data: ReadonlyMap<string, string>): Invitation1 | Invitation2 {
  const passwordProtected = flag(reader, reader.required(data, 'RCTICKETENCRYPTED'));
  const passStub = passwordProtected ? reader.required(data, 'PassStub') : data.get('PassStub');
  const details: InvitationDetails = {
    userName: data.get('USERNAME') ?? '',
    passwordProtected,
    dtStart: u32Of(reader, reader.required(data, 'DtStart')),
    dtLength: u32Of(reader, reader.required(data, 'DtLength')),
    ...(passStub === undefined ? {} : { passStub }),
    slowLine: flag(reader, data.get('L') ?? '0'),
  };
  const ticket = data.get('LHTICKET');
  // The presence of LHTICKET makes the second type.
  if (ticket === undefined) return { type: 1, ...details, rcTicket: reader.required(data, 'RCTICKET') };
  const lhTicket = decodeHex(ticket);
  if (lhTicket === undefined || !isTicketSize(lhTicket.length)) throw reader.error('bad-value');
  const rcTicket = data.get('RCTICKET');
  return { type: 2, ...details, lhTicket, ...(rcTicket === undefined ? {} : { rcTicket }) };
}

function flag(reader: TagReader, text: string): boolean {
  if (text !== '0' && text !== '1') throw reader.error('bad-value');
  return text === '1';
}

function u32Of(reader: TagReader, text: string): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!isU32(value)) throw reader.error('bad-value');
  return value;
}

const isU32 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;

const isTicketSize = (size: number): boolean =>
  size > 0 && size % 16 === 0 && size <= INVITATION_FILE_LIMITS.maxTicketBytes;

/**
 * Writes an invitation file, with an XML declaration, in UTF-8 as Windows does today unless told otherwise.
 * @throws {EncodeError} for a value that does not fit.
 */
export function encodeInvitationFile(invitation: Invitation, encoding: FileEncoding = 'utf-8'): Uint8Array {
  if (invitation.type === 'connection-string')
    return encodeFileText(invitation.connectionString, encoding, STRUCTURE);
  const name = encoding === 'utf-16' ? ' encoding="Unicode"' : '';
  const text = `<?xml version="1.0"${name}?>\r\n${formatInvitation(invitation)}\r\n`;
  const bytes = encodeFileText(text, encoding, STRUCTURE);
  if (bytes.length > INVITATION_FILE_LIMITS.maxBytes) throw new EncodeError('too-long', STRUCTURE);
  return bytes;
}

function formatInvitation(invitation: Invitation1 | Invitation2): string {
  const { dtStart, dtLength, passwordProtected, passStub } = invitation;
  if (!isU32(dtStart)) throw new EncodeError('out-of-range', 'DtStart');
  if (!isU32(dtLength)) throw new EncodeError('out-of-range', 'DtLength');
  if (passwordProtected && passStub === undefined) throw new EncodeError('unrepresentable', 'PassStub');
  const attributes: readonly (readonly [string, string | undefined])[] = [
    ['USERNAME', invitation.userName],
    ['LHTICKET', invitation.type === 2 ? formatTicket(invitation.lhTicket) : undefined],
    ['RCTICKET', invitation.rcTicket],
    ['RCTICKETENCRYPTED', passwordProtected ? '1' : '0'],
    ['DtStart', String(dtStart)],
    ['DtLength', String(dtLength)],
    ['PassStub', passStub],
    ['L', invitation.slowLine ? '1' : '0'],
  ];
  const written = attributes.map(([name, value]) =>
    value === undefined ? '' : formatAttribute(name, value),
  );
  return `<UPLOADINFO${formatAttribute('TYPE', ESCALATED)}><UPLOADDATA${written.join('')}/></UPLOADINFO>`;
}

function formatTicket(lhTicket: Uint8Array): string {
  if (!isTicketSize(lhTicket.length)) throw new EncodeError('out-of-range', 'LHTICKET');
  return encodeHex(lhTicket);
}

/** When an invitation ends, in seconds since 1970 UTC; a bare connection string never does. */
export function expiresAt(invitation: Invitation): number {
  if (invitation.type === 'connection-string') return Number.POSITIVE_INFINITY;
  return invitation.dtStart + invitation.dtLength * 60;
}

/** Whether an invitation has run out; the novice closes it then. `nowSeconds` is since 1970 UTC. */
export function isExpired(invitation: Invitation, nowSeconds: number): boolean {
  return nowSeconds >= expiresAt(invitation);
}
