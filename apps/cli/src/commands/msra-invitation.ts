/** `rendezvous msra invitation`: invitation files of [MS-RAI] 6. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import {
  createInvitation,
  decodeInvitationFile,
  encodeInvitationFile,
  expiresAt,
  formatPassStub,
  INVITATION_FILE_LIMITS,
  type Invitation,
  isExpired,
  openInvitation,
  PASS_STUB_RANDOM_BYTES,
  parseConnectionString1,
} from '@rendezvous/msra';
import { nodePrimitives } from '@rendezvous/msra/node';
import { UsageError } from '../errors.ts';
import { toJsonLine } from '../msra/json-messages.ts';
import { readBytes, reasonOf } from '../registration-file.ts';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/**
 * @returns one JSON object: what the file says, when it expires, and with a password the connection string in it
 * @throws UsageError, DecodeError, InvitationError
 */
export async function readInvitationCommand(
  file: string,
  { password }: { readonly password?: string },
): Promise<string[]> {
  const invitation = decodeInvitationFile(await readBytes(file, INVITATION_FILE_LIMITS.maxBytes));
  return [
    toJsonLine({
      ...invitation,
      ...(await secretOf(invitation, password)),
      ...expiryOf(invitation),
      expired: isExpired(invitation, nowSeconds()),
    }),
  ];
}

async function secretOf(
  invitation: Invitation,
  password: string | undefined,
): Promise<{ connectionString?: string }> {
  if (invitation.type !== 2 || password === undefined) return {};
  const { text } = await openInvitation(invitation, password, nodePrimitives());
  return { connectionString: text };
}

/** A bare connection string does not expire. */
function expiryOf(invitation: Invitation): { expires?: string } {
  const seconds = expiresAt(invitation);
  return Number.isFinite(seconds) ? { expires: new Date(seconds * 1000).toISOString() } : {};
}

export interface WriteInvitationFlags {
  readonly type?: '1' | '2';
  readonly userName: string;
  readonly connectionString: string;
  readonly password?: string;
  /** Validity in minutes. */
  readonly minutes: number;
  /** Creation, in seconds since 1970 UTC; now when not named. */
  readonly start?: number;
  /** PassStub; random when not named. */
  readonly stub?: string;
  readonly slowLine?: true;
  readonly output: string;
  /** Replaces a file that is there. */
  readonly force?: true;
}

/** Writes the file. @throws UsageError, DecodeError, EncodeError */
export async function writeInvitationCommand(flags: WriteInvitationFlags): Promise<string[]> {
  const isSecond = flags.type === undefined ? flags.connectionString.startsWith('<') : flags.type === '2';
  const invitation = isSecond ? await secondType(flags) : firstType(flags);
  await writeNew(flags.output, encodeInvitationFile(invitation), flags.force === true);
  return [];
}

/** The file holds nothing of the password but that there is one: the proof of it goes over the wire. */
function firstType({ connectionString, password, stub, ...flags }: WriteInvitationFlags): Invitation {
  parseConnectionString1(connectionString);
  const passwordProtected = password !== undefined;
  const passStub =
    stub ?? (passwordProtected ? formatPassStub(randomBytes(PASS_STUB_RANDOM_BYTES)) : undefined);
  return {
    type: 1,
    ...detailsOf(flags),
    passwordProtected,
    ...(passStub === undefined ? {} : { passStub }),
    rcTicket: connectionString,
  };
}

async function secondType({
  connectionString,
  password,
  stub,
  ...flags
}: WriteInvitationFlags): Promise<Invitation> {
  if (password === undefined) throw new UsageError('an invitation of type 2 needs --password');
  const random = randomBytes(PASS_STUB_RANDOM_BYTES);
  const content = { ...detailsOf(flags), connectionString, password, random };
  const invitation = await createInvitation(content, nodePrimitives());
  return stub === undefined ? invitation : { ...invitation, passStub: stub };
}

function detailsOf({
  userName,
  start = nowSeconds(),
  minutes,
  slowLine = false,
}: Pick<WriteInvitationFlags, 'userName' | 'start' | 'minutes'> & { readonly slowLine?: boolean }) {
  return { userName, dtStart: start, dtLength: minutes, slowLine };
}

async function writeNew(file: string, bytes: Uint8Array, force: boolean): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new UsageError(`${file} is already there: --force replaces it`);
    }
    throw new UsageError(`${file} cannot be written: ${reasonOf(error)}`);
  }
}
