/** Fields out of bytes, little-endian, each checked against what is left. */
import { DecodeError } from '../errors.ts';

export class ByteReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.byteLength - this.#offset;
  }

  u8(field: string): number {
    return this.#view.getUint8(this.#advance(1, field));
  }

  u16(field: string): number {
    return this.#view.getUint16(this.#advance(2, field), true);
  }

  i16(field: string): number {
    return this.#view.getInt16(this.#advance(2, field), true);
  }

  u32(field: string): number {
    return this.#view.getUint32(this.#advance(4, field), true);
  }

  flag(field: string): boolean {
    const value = this.u8(field);
    if (value > 1) throw new DecodeError('bad-value', field);
    return value === 1;
  }

  /** One of a table, by its position. */
  choice<T>(table: readonly T[], field: string): T {
    const value = table[this.u8(field)];
    if (value === undefined) throw new DecodeError('bad-value', field);
    return value;
  }

  /** Printable ASCII behind a length of one byte. */
  text(maxLength: number, field: string): string {
    const length = this.u8(field);
    if (length > maxLength) throw new DecodeError('too-large', field);
    const from = this.#advance(length, field);
    let text = '';
    for (let at = from; at < from + length; at += 1) {
      const code = this.#bytes[at] ?? 0;
      if (code < 0x20 || code > 0x7e) throw new DecodeError('bad-value', field);
      text += String.fromCharCode(code);
    }
    return text;
  }

  /** All that is left, without a copy. */
  rest(): Uint8Array<ArrayBuffer> {
    const rest = this.#bytes.subarray(this.#offset);
    this.#offset = this.#bytes.byteLength;
    return rest;
  }

  end(field: string): void {
    if (this.left > 0) throw new DecodeError('trailing-bytes', field);
  }

  #advance(size: number, field: string): number {
    if (this.left < size) throw new DecodeError('truncated', field);
    const at = this.#offset;
    this.#offset += size;
    return at;
  }
}
