/** Collects the small blocks of the protocol and writes them in large pieces, one after the other. */
import { LIMITS } from '../limits.ts';
import type { FileSink } from './file-ports.ts';

export interface SinkWriterOptions {
  readonly sink: FileSink;
  /** So many bytes are written in all. */
  readonly written: (bytes: number) => void;
  /** The sink took no more. Once. */
  readonly failed: () => void;
}

export class SinkWriter {
  readonly #options: SinkWriterOptions;
  #piece = new Uint8Array(LIMITS.filePieceBytes);
  #filled = 0;
  #written = 0;
  /** The sink has refused a piece. */
  #broken = false;
  /** The sink was closed or aborted. */
  #over = false;
  #closing = false;
  #work: Promise<void> = Promise.resolve();

  constructor(options: SinkWriterOptions) {
    this.#options = options;
  }

  /** The sink has everything and is closed, or about to be: what is in it can no longer be dropped. */
  get closing(): boolean {
    return this.#closing;
  }

  /** Appends; `block` may be reused afterwards. */
  add(block: Uint8Array): void {
    for (let taken = 0; taken < block.length; ) {
      const count = Math.min(this.#piece.length - this.#filled, block.length - taken);
      this.#piece.set(block.subarray(taken, taken + count), this.#filled);
      this.#filled += count;
      taken += count;
      if (this.#filled === this.#piece.length) this.#flush();
    }
  }

  /** Resolves when nothing waits to be written. Never rejects. */
  room(): Promise<void> {
    return this.#work;
  }

  /** Writes the rest and closes the sink. `false` when it could not be kept. Never rejects. */
  async close(): Promise<boolean> {
    this.#flush();
    await this.#work;
    if (this.#over) return false;
    if (this.#broken) {
      await this.abort();
      return false;
    }
    this.#over = true;
    this.#closing = true;
    return this.#options.sink.close().then(
      () => true,
      () => false,
    );
  }

  /** Nothing of it is kept, unless it was closed before. Idempotent; never rejects. */
  async abort(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await this.#work;
    await this.#options.sink.abort().catch(() => undefined);
  }

  #flush(): void {
    if (this.#filled === 0) return;
    const piece = this.#piece.subarray(0, this.#filled);
    this.#piece = new Uint8Array(LIMITS.filePieceBytes);
    this.#filled = 0;
    this.#work = this.#work.then(() => this.#write(piece));
  }

  async #write(piece: Uint8Array): Promise<void> {
    if (this.#broken || this.#over) return;
    const { sink, written, failed } = this.#options;
    try {
      await sink.write(piece);
    } catch {
      this.#broken = true;
      return failed();
    }
    this.#written += piece.length;
    written(this.#written);
  }
}
