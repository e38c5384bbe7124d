// [MS-RA] 2.2.7.1 MSRA_FP_UPDATE_WRAPPER: a fast-path update ([MS-RDPBCGR] 2.2.9.1.2.1) with a pad of any length
// behind it. The pad is counted in the update's `size`, so a reader goes on by `size` and never by what it understood.

import { Cursor, Writer } from '../wire/cursor.ts';
import { DecodeError, EncodeError } from '../wire/errors.ts';

/** One fast-path update. */
export interface FastPathUpdate {
  /** What kind of update it is, 0 to 15; those of {@link FIXED_UPDATE_BYTES} and others. */
  readonly updateCode: number;
  /** 0 single, 1 last, 2 first, 3 next. */
  readonly fragmentation: number;
  /** Present where the update says that it may be compressed. */
  readonly compressionFlags?: number;
  /**
   * The update's bytes. A pad is cut off where the size of the update is known; elsewhere it stands at the end, and
   * whoever draws the update reads what it needs and leaves the rest (product-behavior: `FAST_PATH_PAD_STAYS`).
   */
  readonly data: Uint8Array;
}

const STRUCTURE = 'MSRA_FP_UPDATE_WRAPPER';

/** [MS-RDPBCGR] 2.2.9.1.2: a fast-path PDU counts its bytes in 15 bits. */
export const MAX_FAST_PATH_BYTES = 0x7fff;

/** Updates whose size does not vary, by update code. */
export const FIXED_UPDATE_BYTES: ReadonlyMap<number, number> = new Map([
  /** Synchronize */
  [0x3, 0],
  /** System pointer hidden */
  [0x5, 0],
  /** System pointer default */
  [0x6, 0],
  /** Pointer position */
  [0x8, 4],
  /** Cached pointer */
  [0xa, 2],
]);

/** Compression bits of an update header that announce a byte of compressionFlags. */
const COMPRESSION_USED = 2;
/** PACKET_COMPRESSED of compressionFlags. */
const PACKET_COMPRESSED = 0x20;

/**
 * Reads the updates of one fast-path PDU, whatever their pads hold (C039).
 * @param bytes what stands behind the header of the PDU
 * @throws {DecodeError} `too-long`, or `truncated` where an update has fewer bytes than it needs.
 */
export function decodeFastPathUpdates(bytes: Uint8Array): FastPathUpdate[] {
  if (bytes.length > MAX_FAST_PATH_BYTES) throw new DecodeError('too-long', STRUCTURE, MAX_FAST_PATH_BYTES);
  const block = new Cursor(bytes, STRUCTURE);
  const updates: FastPathUpdate[] = [];
  while (block.remaining > 0) updates.push(decodeUpdate(block));
  return updates;
}

function decodeUpdate(block: Cursor): FastPathUpdate {
  const header = block.u8();
  const updateCode = header & 0xf;
  const fragmentation = (header >> 4) & 3;
  const compression = header >> 6 === COMPRESSION_USED ? { compressionFlags: block.u8() } : {};
  const update = block.sub(block.u16(), STRUCTURE);
  const packed = ((compression.compressionFlags ?? 0) & PACKET_COMPRESSED) !== 0;
  const known = packed || fragmentation !== 0 ? undefined : FIXED_UPDATE_BYTES.get(updateCode);
  return { updateCode, fragmentation, ...compression, data: update.take(known ?? update.remaining) };
}

/**
 * Writes one update with a pad behind it, which `size` counts (B15).
 * @param pad its values do not matter to any reader
 * @throws {EncodeError} `out-of-range` for a field or a size that does not fit.
 */
export function encodeFastPathUpdate(update: FastPathUpdate, pad: Uint8Array = new Uint8Array()): Uint8Array {
  const { updateCode, fragmentation, compressionFlags, data } = update;
  if (!isUnsigned(updateCode, 0xf)) throw new EncodeError('out-of-range', 'updateCode');
  if (!isUnsigned(fragmentation, 3)) throw new EncodeError('out-of-range', 'fragmentation');
  const compression = compressionFlags === undefined ? 0 : COMPRESSION_USED;
  const writer = new Writer();
  writer.u8(updateCode | (fragmentation << 4) | (compression << 6));
  if (compressionFlags !== undefined) writer.u8(compressionFlags, 'compressionFlags');
  writer.u16(data.length + pad.length, 'size');
  writer.bytes(data);
  writer.bytes(pad);
  return writer.finish();
}

function isUnsigned(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
