/** Reads a file from its beginning in large pieces, and gives them out in blocks as small as the protocol wants them. */
import { LIMITS } from '../limits.ts';
import type { FileSource } from './file-ports.ts';

export class PieceReader {
  readonly #source: Pick<FileSource, 'read' | 'size'>;
  #piece: Uint8Array = new Uint8Array(0);
  /** How far the source has been read. */
  #offset = 0;

  constructor(source: Pick<FileSource, 'read' | 'size'>) {
    this.#source = source;
  }

  /** The next `bytes` bytes, exactly. Rejects when the source does, or has fewer than it said. */
  async next(bytes: number): Promise<Uint8Array> {
    while (this.#piece.length < bytes) {
      const wanted = Math.min(LIMITS.filePieceBytes, this.#source.size - this.#offset);
      const read = await this.#source.read(this.#offset, wanted);
      if (read.length === 0 || wanted < read.length)
        throw new RangeError('the file is not as long as it was');
      this.#offset += read.length;
      this.#piece = this.#piece.length === 0 ? read : joined(this.#piece, read);
    }
    const block = this.#piece.subarray(0, bytes);
    this.#piece = this.#piece.subarray(bytes);
    return block;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
