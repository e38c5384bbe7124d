// [MS-RA] 2.2.7.2: what the expert puts into the Client Info PDU of RDP ([MS-RDPBCGR] 2.2.1.11.1.1), and what the
// novice makes of it.

import { equalBytes } from '../wire/equal-bytes.ts';
import { EncodeError } from '../wire/errors.ts';
import { encodeUtf16 } from '../wire/strings.ts';

/** Stands where no password is told. */
export const NO_PASSWORD = '*';

/** Longest field of {@link ClientInfo}, in UTF-16 units: 512 bytes with the NUL. */
export const MAX_CLIENT_INFO_UNITS = 255;

/** The fields of the Client Info PDU that have a meaning of their own in remote assistance. */
export interface ClientInfo {
  /** The name that the expert gives. */
  readonly userName: string;
  /** Always `*` (C042). */
  readonly password: string;
  /** The password of a protected invitation (C040), otherwise `*` (C041). */
  readonly alternateShell: string;
  /** Names the invitation: A@ID of connection string 2, or the RASessionID of string 1. */
  readonly workingDir: string;
}

/** What the fields are made of. */
export interface ClientInfoInput {
  readonly userName: string;
  /** A@ID of connection string 2, or the RASessionID of string 1. */
  readonly id: string;
  /** The invitation's password; absent when it has none. */
  readonly password?: string;
  /**
   * `asterisk` keeps the password out of AlternateShell, as some experts do with invitation files, which prove the
   * password otherwise (product-behavior: `ALTERNATE_SHELL_OF_A_PASSWORD`). Without it the text is followed.
   */
  readonly shell?: 'password' | 'asterisk';
}

/**
 * The fields as an expert sends them.
 * @throws {EncodeError} `too-long` over 512 bytes with the NUL, `unrepresentable` for a NUL inside.
 */
export function clientInfo({ userName, id, password, shell = 'password' }: ClientInfoInput): ClientInfo {
  return {
    userName: checked('UserName', userName),
    password: NO_PASSWORD,
    alternateShell: shell === 'password' ? checked('AlternateShell', password ?? NO_PASSWORD) : NO_PASSWORD,
    workingDir: checked('WorkingDir', id),
  };
}

/**
 * Whether a novice lets an expert with these fields go on to session initialization, where the password is proven:
 * WorkingDir must name the invitation, AlternateShell may hold its password or `*`.
 */
export function acceptsClientInfo(
  info: Pick<ClientInfo, 'alternateShell' | 'workingDir'>,
  { id, password }: Pick<ClientInfoInput, 'id' | 'password'>,
): boolean {
  const shell = info.alternateShell;
  const known = password !== undefined && equalBytes(encodeUtf16(shell), encodeUtf16(password));
  return info.workingDir === id && (known || shell === NO_PASSWORD);
}

function checked(field: string, text: string): string {
  if (text.length > MAX_CLIENT_INFO_UNITS) throw new EncodeError('too-long', field);
  if (text.includes('\0')) throw new EncodeError('unrepresentable', field);
  return text;
}
