import type { FileSink } from '@rendezvous/assist';

/** Pieces are handed to the browser in this size; it moves them to its own disk store when they become many. */
const PIECE_BYTES = 1024 ** 2;

/**
 * Collects a received file in the browser's own store, as a Blob, which becomes a file on the person's disk only by
 * *Save*. Not written through `showSaveFilePicker`: that would put one more dialog between the yes and the file,
 * Firefox and Safari have none, and bytes that were not checked yet would already lie where a person opens them.
 * This way nothing is written when it is damaged or broken off, and nothing is ever opened.
 */
export class BlobSink implements FileSink {
  readonly #size: number;
  readonly #kept: (blob: Blob) => void;
  #parts: Blob[] = [];
  #piece = new Uint8Array(PIECE_BYTES);
  #filled = 0;
  #bytes = 0;

  /**
   * @param size in bytes, as announced; a write beyond it rejects
   * @param kept all of it is there and is what was sent
   */
  constructor(size: number, kept: (blob: Blob) => void) {
    this.#size = size;
    this.#kept = kept;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#size < this.#bytes + bytes.length) throw new RangeError('more than was announced');
    this.#bytes += bytes.length;
    for (let taken = 0; taken < bytes.length; ) {
      const count = Math.min(PIECE_BYTES - this.#filled, bytes.length - taken);
      this.#piece.set(bytes.subarray(taken, taken + count), this.#filled);
      this.#filled += count;
      taken += count;
      if (this.#filled === PIECE_BYTES) this.#flush();
    }
  }

  async close(): Promise<void> {
    this.#flush();
    // Without a type no browser shows it instead of saving it.
    const blob = new Blob(this.#parts, { type: 'application/octet-stream' });
    this.#drop();
    this.#kept(blob);
  }

  async abort(): Promise<void> {
    this.#drop();
  }

  #flush(): void {
    if (this.#filled === 0) return;
    // A Blob is a copy: the piece may be filled again.
    this.#parts.push(new Blob([this.#piece.subarray(0, this.#filled)]));
    this.#filled = 0;
  }

  #drop(): void {
    this.#parts = [];
    this.#piece = new Uint8Array(0);
    this.#filled = 0;
  }
}
