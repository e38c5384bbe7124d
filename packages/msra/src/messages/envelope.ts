// [MS-RA] 2.2.1.1 REMOTEDESKTOP_CHANNELBUF_HEADER, 2.2.1.2: the multiplexing header at the top of a packet.
// It is as long as its name (product-behavior: `ENVELOPE_NAME_IS_VARIABLE`).
// It is part of every RC_CTL packet; on 70, 71 and RA_FX it appears only where one static channel carries all.

import { Cursor, copyOf, Writer } from '../wire/cursor.ts';
import { DecodeError, EncodeError } from '../wire/errors.ts';
import { decodeUtf16, encodeUtf16z, indexOfNul } from '../wire/strings.ts';

const NAME = 'REMOTEDESKTOP_CHANNELBUF_HEADER';

/** 2.2.1.2: a ChannelName has at most 64 bytes, its NUL included. */
export const MAX_CHANNEL_NAME_BYTES = 64;

/** Bytes we are willing to take as one enveloped block: the largest file block (409,600 bytes, version 1) and then some. */
export const MAX_ENVELOPE_BYTES = 512 * 1024;

/** A block and the name of the channel it belongs to. */
export interface Envelope {
  readonly channelName: string;
  readonly data: Uint8Array;
}

/** Encodes a block under its channel's name. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const writer = new Writer();
  writeEnvelopeHeader(writer, envelope.channelName, envelope.data.length);
  writer.bytes(envelope.data);
  return writer.finish();
}

/** Appends the header for `dataBytes` bytes that follow. */
export function writeEnvelopeHeader(writer: Writer, channelName: string, dataBytes: number): void {
  const name = encodeUtf16z(channelName, 'ChannelName');
  if (name.length > MAX_CHANNEL_NAME_BYTES) throw new EncodeError('too-long', 'ChannelName');
  if (dataBytes > MAX_ENVELOPE_BYTES) throw new EncodeError('too-long', NAME);
  writer.u32(name.length);
  writer.u32(dataBytes);
  writer.bytes(name);
}

/**
 * Splits an enveloped block. Nothing may follow the block.
 * @throws {DecodeError} for a name that is not NUL-terminated, a wrong length, or bytes behind the end.
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const header = readEnvelopeHeader(bytes);
  return { channelName: header.channelName, data: copyOf(bytes, header.dataOffset) };
}

/** Reads and checks the header; the data are the bytes from `dataOffset` to the end of the block. */
export function readEnvelopeHeader(bytes: Uint8Array): {
  readonly channelName: string;
  readonly dataOffset: number;
} {
  if (bytes.length > MAX_ENVELOPE_BYTES + 8 + MAX_CHANNEL_NAME_BYTES)
    throw new DecodeError('too-long', NAME, 0);
  const cursor = new Cursor(bytes, NAME);
  const nameBytes = cursor.u32();
  const dataBytes = cursor.u32();
  if (nameBytes < 2 || nameBytes > MAX_CHANNEL_NAME_BYTES || nameBytes % 2 !== 0) {
    throw new DecodeError('bad-length', NAME, 0);
  }
  if (cursor.remaining < nameBytes) throw cursor.error('truncated');
  const nameEnd = cursor.offset + nameBytes - 2;
  const nul = indexOfNul(bytes, cursor.offset, cursor.offset + nameBytes);
  if (nul < 0) throw new DecodeError('unterminated', NAME, nameEnd);
  if (nul !== nameEnd) throw new DecodeError('bad-length', NAME, nul);
  const channelName = decodeUtf16(bytes, NAME, cursor.offset, nameEnd);
  cursor.offset += nameBytes;
  if (cursor.remaining < dataBytes) throw cursor.error('truncated');
  if (cursor.remaining > dataBytes) throw new DecodeError('trailing-bytes', NAME, cursor.offset + dataBytes);
  return { channelName, dataOffset: cursor.offset };
}
