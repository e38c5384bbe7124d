import { DecodeError, type DecodeErrorCode, EncodeError } from './errors.ts';

/** Reads little-endian fields from the front of a block; every reader fails with `truncated` instead of running past the end. */
export class Cursor {
  readonly bytes: Uint8Array;
  /** Named in errors. */
  readonly structure: string;
  /** Index of the first byte behind this cursor's range. */
  readonly end: number;
  offset: number;

  constructor(bytes: Uint8Array, structure: string, offset = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.structure = structure;
    this.offset = offset;
    this.end = end;
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.end - this.offset;
  }

  /** Builds the error for the present position; the caller throws it. */
  error(code: DecodeErrorCode): DecodeError {
    return new DecodeError(code, this.structure, this.offset);
  }

  #take(size: number): number {
    const at = this.offset;
    if (this.end - at < size) throw this.error('truncated');
    this.offset = at + size;
    return at;
  }

  u8(): number {
    return this.bytes[this.#take(1)] as number;
  }

  u16(): number {
    const at = this.#take(2);
    const { bytes } = this;
    return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  }

  u32(): number {
    const at = this.#take(4);
    const { bytes } = this;
    return (
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24)) >>>
      0
    );
  }

  /** A copy of the next `size` bytes, so that a decoded value never shares memory with the network's buffer. */
  take(size: number): Uint8Array {
    const at = this.#take(size);
    return copyOf(this.bytes, at, at + size);
  }

  /** A cursor over the next `size` bytes; this one moves behind them. */
  sub(size: number, structure: string): Cursor {
    const at = this.#take(size);
    return new Cursor(this.bytes, structure, at, at + size);
  }

  /** Fails with `trailing-bytes` unless everything was read. */
  finish(): void {
    if (this.offset < this.end) throw this.error('trailing-bytes');
  }
}

/** A copy in memory of its own; a Node buffer's `slice` would share. */
export function copyOf(bytes: Uint8Array, from: number, to: number = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

const FIRST_CAPACITY = 64;

/** Collects little-endian fields in a block that grows as needed. */
export class Writer {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room for `size` bytes and gives the index of the first. */
  #grow(size: number): number {
    const at = this.#length;
    const needed = at + size;
    if (this.#bytes.length < needed) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
    }
    this.#length = needed;
    return at;
  }

  u8(value: number, field = 'u8'): void {
    checkRange(value, 0xff, field);
    const at = this.#grow(1);
    this.#bytes[at] = value;
  }

  u16(value: number, field = 'u16'): void {
    checkRange(value, 0xffff, field);
    this.#put(this.#grow(2), value, 2);
  }

  u32(value: number, field = 'u32'): void {
    checkRange(value, 0xffff_ffff, field);
    this.#put(this.#grow(4), value, 4);
  }

  bytes(value: Uint8Array): void {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
  }

  /** Overwrites a u16 written earlier, for lengths known only afterwards. */
  patchU16(at: number, value: number, field = 'length'): void {
    checkRange(value, 0xffff, field);
    this.#put(at, value, 2);
  }

  /** Overwrites a u32 written earlier. */
  patchU32(at: number, value: number, field = 'length'): void {
    checkRange(value, 0xffff_ffff, field);
    this.#put(at, value, 4);
  }

  #put(at: number, value: number, size: 2 | 4): void {
    for (let i = 0; i < size; i += 1) this.#bytes[at + i] = (value >>> (8 * i)) & 0xff;
  }

  /** A copy of exactly what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

function checkRange(value: number, max: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value > max) throw new EncodeError('out-of-range', field);
}
