// [MS-RA] 2.2.1.4, 2.2.1.11; [MS-RAI]: the grammar of expertBlob and UserHelpBlob, `length;name=value` again and
// again without anything between. `length` counts the UTF-16 units of `name=value`, so values may hold any character.

import { DecodeError, EncodeError } from '../wire/errors.ts';

/** Longest text of pairs we read, in UTF-16 units; a name of 1,024 and a PASS of 64 digits need 1,108. */
export const MAX_PAIRS_UNITS = 8 * 1024;

/** Most pairs we read; two are in use. */
const MAX_PAIRS = 16;

const LENGTH = /([0-9]{1,5});/y;

/**
 * Reads pairs by name, in their order.
 * @param structure named in errors
 * @throws {DecodeError} `too-long`, `bad-length` (no number), `truncated` or `bad-value` (no `=`, no name, or a name
 * that comes twice).
 */
export function decodePairs(text: string, structure: string): ReadonlyMap<string, string> {
  if (text.length > MAX_PAIRS_UNITS) throw new DecodeError('too-long', structure, MAX_PAIRS_UNITS);
  const pairs = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    if (pairs.size >= MAX_PAIRS) throw new DecodeError('too-long', structure, at);
    LENGTH.lastIndex = at;
    const match = LENGTH.exec(text);
    if (match === null) throw new DecodeError('bad-length', structure, at);
    const from = at + match[0].length;
    const to = from + Number(match[1]);
    if (to > text.length) throw new DecodeError('truncated', structure, from);
    const pair = text.slice(from, to);
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (equals < 1 || pairs.has(name)) throw new DecodeError('bad-value', structure, from);
    pairs.set(name, pair.slice(equals + 1));
    at = to;
  }
  return pairs;
}

/**
 * Writes pairs in the order given.
 * @throws {EncodeError} `too-long`, or `unrepresentable` for a NUL, which would end the text early.
 */
export function encodePairs(pairs: Iterable<readonly [string, string]>, structure: string): string {
  let text = '';
  for (const [name, value] of pairs) text += `${name.length + 1 + value.length};${name}=${value}`;
  if (text.includes('\0')) throw new EncodeError('unrepresentable', structure);
  if (text.length > MAX_PAIRS_UNITS) throw new EncodeError('too-long', structure);
  return text;
}
