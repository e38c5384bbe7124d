// [MS-RAI] UserHelpBlob: what an expert who offers help unasked tells the novice's machine about itself.

import { DecodeError } from '../wire/errors.ts';
import { decodePairs, encodePairs } from './counted-pairs.ts';

/** A UserHelpBlob, taken apart. */
export interface UserHelpBlob {
  /** UNSOLICITED: whether help is offered without an invitation, `1` or `0`. */
  readonly unsolicited: boolean;
  /** ID: the expert's account, as `DOMAIN\user`. */
  readonly id: string;
}

const STRUCTURE = 'UserHelpBlob';

/**
 * Writes a UserHelpBlob, UNSOLICITED first.
 * @throws {EncodeError} `too-long`, or `unrepresentable` for an account with a NUL.
 */
export function encodeUserHelpBlob({ unsolicited, id }: UserHelpBlob): string {
  const pairs: [string, string][] = [
    ['UNSOLICITED', unsolicited ? '1' : '0'],
    ['ID', id],
  ];
  return encodePairs(pairs, STRUCTURE);
}

/**
 * Reads a UserHelpBlob; pairs of other names are ignored.
 * @throws {DecodeError} those of the pairs, `missing-attribute`, and `bad-value` for an UNSOLICITED but 0 and 1.
 */
export function decodeUserHelpBlob(text: string): UserHelpBlob {
  const pairs = decodePairs(text, STRUCTURE);
  const unsolicited = pairs.get('UNSOLICITED');
  const id = pairs.get('ID');
  if (unsolicited === undefined || id === undefined) {
    throw new DecodeError('missing-attribute', STRUCTURE, 0);
  }
  if (!/^[01]$/.test(unsolicited)) throw new DecodeError('bad-value', STRUCTURE, 0);
  return { unsolicited: unsolicited === '1', id };
}
