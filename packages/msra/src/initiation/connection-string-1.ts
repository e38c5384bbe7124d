// [MS-RAI] 2.2.1 Connection String 1: eight fields with commas between them, the RCTICKET of an invitation file.
// 65538,1,<addresses>,*,<RASessionID>,*,*,<protocolSpecificParms>

import { DecodeError, EncodeError } from '../wire/errors.ts';
import { isPort, parsePort } from '../wire/port.ts';

/** One place where the novice listens. */
export interface MachineAddress {
  /** An IPv4 address or a computer name; an IPv6 address is tolerated and stands in brackets in the text only. */
  readonly name: string;
  /** TCP port, 1 to 65,535. */
  readonly port: number;
}

/** Connection string 1, taken apart; the five fields with constant values are checked and left out. */
export interface ConnectionString1 {
  /** machineAddressList, 1 to 64 of them. */
  readonly machineAddressList: readonly MachineAddress[];
  /** RASessionID, base64 of 32 bytes in XP's samples and of 48 in Vista's; goes into the Client Info's WorkingDir. */
  readonly raSessionId: string;
  /** protocolSpecificParms, base64 of the SHA-1 of the server's public key, as KH of connection string 2. */
  readonly protocolSpecificParms: string;
}

/** Bounds of a connection string 1. */
export const CONNECTION_STRING_1_LIMITS = { maxUnits: 8 * 1024, maxAddresses: 64 } as const;

/** [MS-RAI] 2.2.1: ProtocolVersion, 1.2 in two halves. */
export const CONNECTION_STRING_1_VERSION = 65_538;

const STRUCTURE = 'connection string 1';

/** A computer name or IPv4 address: anything without white space, controls and what separates fields. */
const NAME = /^[^\s,;:"[\]\p{Cc}\p{Cs}]{1,255}$/u;
const IPV6 = /^[0-9A-Fa-f:.]{2,45}(?:%[0-9A-Za-z_.-]{1,32})?$/;
/** RASessionID and protocolSpecificParms: base64 in every sample; printable ASCII without a comma is accepted. */
const IDENTIFIER = /^[!-+\--~]{1,512}$/;

/**
 * Writes a connection string 1.
 * @throws {EncodeError} for a value that does not fit into its field.
 */
export function formatConnectionString1(value: ConnectionString1): string {
  const { machineAddressList, raSessionId, protocolSpecificParms } = value;
  const { maxAddresses, maxUnits } = CONNECTION_STRING_1_LIMITS;
  if (machineAddressList.length === 0) throw new EncodeError('out-of-range', 'machineAddressList');
  if (machineAddressList.length > maxAddresses) throw new EncodeError('too-long', 'machineAddressList');
  if (!IDENTIFIER.test(raSessionId)) throw new EncodeError('unrepresentable', 'RASessionID');
  if (!IDENTIFIER.test(protocolSpecificParms))
    throw new EncodeError('unrepresentable', 'protocolSpecificParms');
  const addresses = machineAddressList.map(formatAddress).join(';');
  const text = `${CONNECTION_STRING_1_VERSION},1,${addresses},*,${raSessionId},*,*,${protocolSpecificParms}`;
  if (text.length > maxUnits) throw new EncodeError('too-long', STRUCTURE);
  return text;
}

function formatAddress({ name, port }: MachineAddress): string {
  if (!isPort(port)) throw new EncodeError('out-of-range', 'port');
  if (NAME.test(name)) return `${name}:${port}`;
  if (IPV6.test(name)) return `[${name}]:${port}`;
  throw new EncodeError('unrepresentable', 'machineAddressList');
}

/**
 * Reads a connection string 1 of exactly eight fields ([MS-RAI] 2.2.1).
 * @throws {DecodeError} and nothing else: `truncated` and `trailing-bytes` for too few and too many fields,
 * `bad-value` at the beginning of a field or address that is not as it must be, `too-long`.
 */
export function parseConnectionString1(text: string): ConnectionString1 {
  const { maxUnits } = CONNECTION_STRING_1_LIMITS;
  if (text.length > maxUnits) throw new DecodeError('too-long', STRUCTURE, maxUnits);
  const fields = split(text, 0, ',');
  const next = (): Piece => {
    const field = fields.shift();
    if (field === undefined) throw new DecodeError('truncated', STRUCTURE, text.length);
    return field;
  };
  const constant = (value: string): void => {
    const field = next();
    if (field.text !== value) throw badValue(field);
  };
  constant(String(CONNECTION_STRING_1_VERSION));
  constant('1');
  const machineAddressList = readAddresses(next());
  constant('*');
  const raSessionId = readIdentifier(next());
  constant('*');
  constant('*');
  const protocolSpecificParms = readIdentifier(next());
  const [ninth] = fields;
  if (ninth !== undefined) throw new DecodeError('trailing-bytes', STRUCTURE, ninth.at);
  return { machineAddressList, raSessionId, protocolSpecificParms };
}

/** A part of the text, and where it begins. */
interface Piece {
  readonly text: string;
  readonly at: number;
}

function split(text: string, from: number, separator: string): Piece[] {
  let at = from;
  return text.split(separator).map(part => {
    const piece = { text: part, at };
    at += part.length + 1;
    return piece;
  });
}

function badValue({ at }: Piece): DecodeError {
  return new DecodeError('bad-value', STRUCTURE, at);
}

function readIdentifier(piece: Piece): string {
  if (!IDENTIFIER.test(piece.text)) throw badValue(piece);
  return piece.text;
}

function readAddresses(list: Piece): MachineAddress[] {
  const pieces = split(list.text, list.at, ';');
  const extra = pieces[CONNECTION_STRING_1_LIMITS.maxAddresses];
  if (extra !== undefined) throw new DecodeError('too-long', STRUCTURE, extra.at);
  return pieces.map(readAddress);
}

function readAddress(piece: Piece): MachineAddress {
  const colon = piece.text.lastIndexOf(':');
  const host = piece.text.slice(0, Math.max(0, colon));
  const port = parsePort(piece.text.slice(colon + 1));
  if (port === undefined) throw badValue(piece);
  if (NAME.test(host)) return { name: host, port };
  const inside = host.slice(1, -1);
  if (host !== `[${inside}]` || !IPV6.test(inside)) throw badValue(piece);
  return { name: inside, port };
}
