const NEWLINE = 0x0a;
const FIRST_BYTES = 4096;
const NOTHING = new Uint8Array(0);

/** One line without its newline, or that it is longer than may be; then what follows is of no more use. */
export type SplitLine = { readonly kind: 'line'; readonly bytes: Uint8Array } | { readonly kind: 'too-long' };

export interface LineSplitterOptions {
  /** Bytes of the longest line. Never are more than these kept. */
  readonly limit: number;
  /** What becomes of a longer one: `refuse` yields `too-long`, `cut` drops the rest of the line. */
  readonly beyond: 'refuse' | 'cut';
}

/** Bytes in any pieces → lines. The bytes of a line are valid until the next call only. */
export class LineSplitter {
  readonly #limit: number;
  readonly #beyond: 'refuse' | 'cut';
  #kept = NOTHING;
  #length = 0;

  constructor({ limit, beyond }: LineSplitterOptions) {
    this.#limit = limit;
    this.#beyond = beyond;
  }

  /** What has come of a line whose newline has not. */
  get unfinished(): Uint8Array {
    return this.#kept.subarray(0, this.#length);
  }

  *lines(chunk: Uint8Array): Generator<SplitLine, void, undefined> {
    for (let start = 0; start < chunk.length; ) {
      const newline = chunk.indexOf(NEWLINE, start);
      const end = newline < 0 ? chunk.length : newline;
      const room = this.#limit - this.#length;
      if (end - start > room && this.#beyond === 'refuse') {
        yield { kind: 'too-long' };
        return;
      }
      const piece = chunk.subarray(start, Math.min(end, start + room));
      if (newline < 0) {
        this.#keep(piece);
        return;
      }
      start = newline + 1;
      if (this.#length === 0) {
        yield { kind: 'line', bytes: piece };
        continue;
      }
      this.#keep(piece);
      const bytes = this.unfinished;
      // A long line is rare: its room is given back with it.
      this.#kept = NOTHING;
      this.#length = 0;
      yield { kind: 'line', bytes };
    }
  }

  #keep(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#kept.length) {
      // Doubled, so that bytes that come one by one are not copied over and over.
      const room = Math.min(this.#limit, Math.max(length, this.#kept.length * 2, FIRST_BYTES));
      const larger = new Uint8Array(room);
      larger.set(this.unfinished);
      this.#kept = larger;
    }
    this.#kept.set(piece, this.#length);
    this.#length = length;
  }
}
