// [MS-RA] 2.2.1.2, 2.2.2: the name of a file channel. The sender makes it up, the receiver joins what it is told.

import { CHANNEL, type Role, type Version } from '../channels.ts';
import { MAX_CHANNEL_NAME_BYTES } from '../messages/envelope.ts';
import { EncodeError } from '../wire/errors.ts';

/** The longest name in UTF-16 units, its NUL left out: 31. */
const MAX_UNITS = MAX_CHANNEL_NAME_BYTES / 2 - 1;

/** What a version 1 name is made of. */
export interface FileChannelNameParts {
  /** The novice's own IP address as text; unused where the expert sends. */
  readonly ip: string;
  /** Whole seconds since 1970. */
  readonly seconds: number;
}

/**
 * The CHANNELID for a file that `role` sends: `RA_FX` in versions 2 and 3, in version 1 `<ip>.<seconds>` from a
 * novice and `1000.<seconds>` from an expert.
 * @throws {EncodeError} `out-of-range` for seconds that are no whole number, `too-long` over 31 units (an IPv6 address may be).
 */
export function fileChannelName(version: Version, role: Role, parts: FileChannelNameParts): string {
  if (version !== 1) return CHANNEL.file;
  if (!Number.isSafeInteger(parts.seconds) || parts.seconds < 0) {
    throw new EncodeError('out-of-range', 'CHANNELID');
  }
  const name = `${role === 'novice' ? parts.ip : '1000'}.${parts.seconds}`;
  if (name.length > MAX_UNITS) throw new EncodeError('too-long', 'CHANNELID');
  return name;
}

/**
 * Whether a CHANNELID can name a file channel, of whatever version: `RA_FX`, or up to 31 units with a dot in them.
 * No channel of another use has such a name (product-behavior: `FILE_CHANNEL_NAMES`).
 */
export function isFileChannelName(name: string): boolean {
  return name === CHANNEL.file || (name.includes('.') && name.length <= MAX_UNITS);
}
