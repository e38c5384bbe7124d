/** Cuts bytes into messages. Whether a piece is one, its decoder says. */
import { DecodeError } from '@rendezvous/msra';
import { UsageError } from '../errors.ts';

export interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

const LENGTHS_BYTES = 8;

/** By the two lengths in front of each envelope ([MS-RA] 2.2.1.1). There is always one piece at least. */
export function envelopesIn(bytes: Uint8Array): Piece[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return cut(bytes, start =>
    bytes.length - start < LENGTHS_BYTES
      ? bytes.length
      : start + LENGTHS_BYTES + view.getUint32(start, true) + view.getUint32(start + 4, true),
  );
}

/** Behind every NUL of UTF-16LE ([MS-RA] 3.11.5). There is always one piece at least. */
export function stringsIn(bytes: Uint8Array): Piece[] {
  return cut(bytes, start => {
    let end = start;
    while (end + 1 < bytes.length && (bytes[end] !== 0 || bytes[end + 1] !== 0)) end += 2;
    return end + 1 < bytes.length ? end + 2 : bytes.length;
  });
}

function cut(bytes: Uint8Array, endOf: (start: number) => number): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  do {
    const end = endOf(start);
    pieces.push({ start, bytes: bytes.subarray(start, end) });
    start = end;
  } while (start < bytes.length);
  return pieces;
}

/** Decodes each piece; an error of one that is not in front says which piece its offset counts from. */
export function decodeEach<M>(pieces: readonly Piece[], noun: string, decode: (bytes: Uint8Array) => M): M[] {
  return pieces.map(({ start, bytes }) =>
    start === 0 ? decode(bytes) : within(`${noun} at byte ${String(start)}`, () => decode(bytes)),
  );
}

/** @throws UsageError in place of a `DecodeError`, with the place behind its sentence */
export function within<T>(place: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError || error instanceof UsageError) {
      throw new UsageError(`${error.message} of the ${place}`);
    }
    throw error;
  }
}
