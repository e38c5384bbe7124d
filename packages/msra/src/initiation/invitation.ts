// Making an invitation as Windows Vista and later do, and opening one of any type ([MS-RAI] 6).

import type { Primitives } from '../crypto/primitives.ts';
import { toConnectionString1 } from './candidates.ts';
import { type ConnectionString2, parseConnectionString2 } from './connection-string.ts';
import {
  type ConnectionString1,
  formatConnectionString1,
  parseConnectionString1,
} from './connection-string-1.ts';
import { InvitationError } from './invitation-error.ts';
import type { Invitation, Invitation2 } from './invitation-file.ts';
import { decryptLhTicket, encryptLhTicket } from './lh-ticket.ts';
import { formatPassStub } from './pass-stub.ts';

/** The connection string of an opened invitation, taken apart and exactly as it was written. */
export type OpenedInvitation =
  | { readonly type: 1; readonly text: string; readonly connectionString: ConnectionString1 }
  | { readonly type: 2; readonly text: string; readonly connectionString: ConnectionString2 };

/**
 * Takes the connection string out of an invitation; only the second type needs the password for that.
 * @throws {InvitationError} `wrong-password` or `password-needed`.
 * @throws {DecodeError} when the string in it is none.
 */
export async function openInvitation(
  invitation: Invitation,
  password: string | undefined,
  primitives: Primitives,
): Promise<OpenedInvitation> {
  if (invitation.type === 1) {
    const text = invitation.rcTicket;
    return { type: 1, text, connectionString: parseConnectionString1(text) };
  }
  const text =
    invitation.type === 2 ? await decrypted(invitation, password, primitives) : invitation.connectionString;
  return { type: 2, text, connectionString: parseConnectionString2(text) };
}

async function decrypted(
  { lhTicket }: Invitation2,
  password: string | undefined,
  primitives: Primitives,
): Promise<string> {
  if (password === undefined) throw new InvitationError('password-needed');
  return decryptLhTicket(lhTicket, password, primitives);
}

/** What a novice puts into an invitation of the second type. */
export interface InvitationContent {
  /** The novice's name. */
  readonly userName: string;
  /** Connection string 2 as written. */
  readonly connectionString: string;
  readonly password: string;
  /** Creation, in seconds since 1970 UTC. */
  readonly dtStart: number;
  /** Validity in minutes. */
  readonly dtLength: number;
  /** The novice has a slow line. */
  readonly slowLine?: boolean;
  /** Random bytes for the PassStub, `PASS_STUB_RANDOM_BYTES` of them. */
  readonly random: Uint8Array;
}

/**
 * Makes an invitation of the second type, with a connection string 1 for older experts where one can be made.
 * @throws {DecodeError} when `connectionString` is no connection string 2.
 */
export async function createInvitation(
  content: InvitationContent,
  primitives: Primitives,
): Promise<Invitation2> {
  const { userName, connectionString, password, dtStart, dtLength, slowLine = false, random } = content;
  const first = toConnectionString1(parseConnectionString2(connectionString));
  return {
    type: 2,
    userName,
    passwordProtected: true,
    dtStart,
    dtLength,
    passStub: formatPassStub(random),
    slowLine,
    lhTicket: await encryptLhTicket(connectionString, password, primitives),
    ...(first === undefined ? {} : { rcTicket: formatConnectionString1(first) }),
  };
}
