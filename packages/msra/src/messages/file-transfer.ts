// [MS-RA] 2.2.3, 3.9.5, 3.10.5: what travels on a file channel, three words as UTF-16LE and blocks of raw bytes.
// A block can look like a word: which of both it is, only the machine that counts FILESIZE can say.

import { CODEC_DEFAULTS, type CodecOptions } from '../wire/codec-options.ts';
import { decodeUtf16, encodeUtf16z } from '../wire/strings.ts';

/** The words of a file channel: accepted, all sent, and refused, cancelled or failed (product-behavior: `FILEXFERREJECT_SPELLING`). */
export const FILE_COMMANDS = ['FILEXFERACK', 'FILEXFEREND', 'FILEXFERREJECT'] as const;

/** One word of a file channel. */
export type FileCommand = (typeof FILE_COMMANDS)[number];

/** 3.9.5: size of every block but the last, in bytes, by version. */
export const FILE_BLOCK_BYTES = { 1: 409_600, 2: 1_024, 3: 1_024 } as const;

const LONGEST_COMMAND_BYTES = 'FILEXFERREJECT'.length * 2 + 2;

/** A word as a block of the file channel, with a NUL unless the options say otherwise. */
export function encodeFileCommand(
  command: FileCommand,
  options: Pick<CodecOptions, 'nul'> = CODEC_DEFAULTS,
): Uint8Array {
  return encodeUtf16z(command, 'file command', options.nul);
}

/**
 * The word that a block spells, with or without its NUL, or `undefined` for anything else.
 * Total: a block is never an error, at worst it is data.
 */
export function matchFileCommand(bytes: Uint8Array): FileCommand | undefined {
  if (bytes.length > LONGEST_COMMAND_BYTES || bytes.length % 2 !== 0) return undefined;
  const text = decodeUtf16(bytes, 'file command');
  const word = text.endsWith('\0') ? text.slice(0, -1) : text;
  return FILE_COMMANDS.find(command => command === word);
}
