/** Messages in pieces, for channels whose messages may be no larger than 64 KiB. docs/spec/picture.md section 3. */
import { DecodeError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** First byte of every piece. */
export const PIECE = { WHOLE: 0, FIRST: 1, NEXT: 2 } as const;
/** Bytes before the content of a first piece: its kind and the length of the message. */
const FIRST_HEADER = 5;

/** @param maxPiece bytes of the largest piece, at least 1,024 */
export function splitIntoPieces(
  message: Uint8Array<ArrayBuffer>,
  maxPiece: number,
): Uint8Array<ArrayBuffer>[] {
  const size = Math.max(maxPiece, LIMITS.smallestPiece);
  if (message.length < size) return [piece(PIECE.WHOLE, 1, message)];
  const first = piece(PIECE.FIRST, FIRST_HEADER, message.subarray(0, size - FIRST_HEADER));
  new DataView(first.buffer).setUint32(1, message.length, true);
  const pieces = [first];
  for (let at = size - FIRST_HEADER; at < message.length; at += size - 1)
    pieces.push(piece(PIECE.NEXT, 1, message.subarray(at, at + size - 1)));
  return pieces;
}

function piece(kind: number, header: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(header + content.length);
  bytes[0] = kind;
  bytes.set(content, header);
  return bytes;
}

/** Pieces to messages. It holds one message at most, whose length was compared with the limit before it was allocated. */
export class PieceAssembler {
  #message: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;

  /**
   * Gives the message when this was its last piece.
   * @throws DecodeError; what was held is dropped, and the next WHOLE or FIRST begins anew
   */
  accept(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
    const kind = bytes[0];
    const held = this.#message;
    const filled = this.#filled;
    this.#message = undefined;
    if (kind === undefined) throw new DecodeError('truncated', 'PIECE');
    if (kind === PIECE.NEXT) {
      if (!held) throw new DecodeError('bad-value', 'PIECE.kind');
      return this.#fill(held, filled, bytes.subarray(1));
    }
    if (held) throw new DecodeError('truncated', 'PIECE');
    if (kind === PIECE.WHOLE) {
      if (bytes.length - 1 > LIMITS.messageBytes) throw new DecodeError('too-large', 'PIECE');
      return bytes.subarray(1);
    }
    if (kind !== PIECE.FIRST) throw new DecodeError('unknown-type', 'PIECE.kind');
    if (bytes.length < FIRST_HEADER) throw new DecodeError('truncated', 'PIECE.length');
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
    if (length > LIMITS.messageBytes) throw new DecodeError('too-large', 'PIECE.length');
    if (length === 0) throw new DecodeError('bad-value', 'PIECE.length');
    return this.#fill(new Uint8Array(length), 0, bytes.subarray(FIRST_HEADER));
  }

  #fill(
    message: Uint8Array<ArrayBuffer>,
    filled: number,
    content: Uint8Array,
  ): Uint8Array<ArrayBuffer> | undefined {
    // An empty piece would let a message take for ever.
    if (content.length === 0) throw new DecodeError('truncated', 'PIECE');
    if (filled + content.length > message.length) throw new DecodeError('trailing-bytes', 'PIECE');
    message.set(content, filled);
    this.#filled = filled + content.length;
    if (this.#filled === message.length) return message;
    this.#message = message;
    return undefined;
  }
}
