import { CODEC_DEFAULTS, type CodecOptions } from './codec-options.ts';
import type { Cursor, Writer } from './cursor.ts';
import { EncodeError } from './errors.ts';
import { decodeUtf16, encodeUtf16, encodeUtf16z, indexOfNul } from './strings.ts';

/**
 * One field or structure, both ways. Tables of these are the single declaration of a message:
 * its type is inferred from them, and so are encoder and decoder.
 */
export interface Codec<T> {
  /** Reads one value and moves the cursor behind it; throws `DecodeError` and nothing else. */
  decode(cursor: Cursor): T;
  /** Appends one value, in {@link CODEC_DEFAULTS} without options; throws `EncodeError` when it has no encoding. */
  encode(writer: Writer, value: T, options?: CodecOptions): void;
}

/** The value type of a codec. */
export type Decoded<C> = C extends Codec<infer T> ? T : never;

/** Flattens intersections, so that an editor shows the fields and not the recipe. */
export type Flat<T> = { readonly [K in keyof T]: T[K] };

/** 8-bit unsigned. */
export const u8: Codec<number> = {
  decode: cursor => cursor.u8(),
  encode: (writer, value) => writer.u8(value),
};

/** 16-bit unsigned, little-endian. */
export const u16: Codec<number> = {
  decode: cursor => cursor.u16(),
  encode: (writer, value) => writer.u16(value),
};

/** 32-bit unsigned, little-endian (`DWORD`). */
export const u32: Codec<number> = {
  decode: cursor => cursor.u32(),
  encode: (writer, value) => writer.u32(value),
};

/** Exactly `size` bytes. */
export function bytes(size: number): Codec<Uint8Array> {
  return {
    decode: cursor => cursor.take(size),
    encode(writer, value) {
      if (value.length !== size) throw new EncodeError('out-of-range', `a field of ${size} bytes`);
      writer.bytes(value);
    },
  };
}

/** All bytes up to the end of the block. */
export const rest: Codec<Uint8Array> = {
  decode: cursor => cursor.take(cursor.remaining),
  encode: (writer, value) => writer.bytes(value),
};

/** UTF-16LE up to and including a NUL, which is required. */
export const utf16z: Codec<string> = {
  decode(cursor) {
    const nul = indexOfNul(cursor.bytes, cursor.offset, cursor.end);
    if (nul < 0) throw cursor.error('unterminated');
    const text = decodeUtf16(cursor.bytes, cursor.structure, cursor.offset, nul);
    cursor.offset = nul + 2;
    return text;
  },
  encode: (writer, value) => writer.bytes(encodeUtf16z(value, 'string')),
};

/**
 * UTF-16LE up to the end of the block, written with a NUL unless the options say otherwise, read with or without one.
 * For the fields whose terminator the specification does not mention (product-behavior: `TAIL_STRINGS_END_IN_NUL`).
 */
export const utf16Tail: Codec<string> = {
  decode(cursor) {
    const nul = indexOfNul(cursor.bytes, cursor.offset, cursor.end);
    if (nul >= 0) return utf16z.decode(cursor);
    const text = decodeUtf16(cursor.bytes, cursor.structure, cursor.offset, cursor.end);
    cursor.offset = cursor.end;
    return text;
  },
  encode: (writer, value, { nul } = CODEC_DEFAULTS) => writer.bytes(encodeUtf16z(value, 'string', nul)),
};

/** A u16 count of UTF-16 units, then the units; at most `maxUnits`. */
export function utf16Counted(maxUnits: number): Codec<string> {
  return {
    decode(cursor) {
      const count = cursor.u16();
      if (count > maxUnits) throw cursor.error('too-long');
      if (cursor.remaining < count * 2) throw cursor.error('truncated');
      const text = decodeUtf16(cursor.bytes, cursor.structure, cursor.offset, cursor.offset + count * 2);
      cursor.offset += count * 2;
      return text;
    },
    encode(writer, value) {
      if (value.length > maxUnits) throw new EncodeError('too-long', 'string');
      writer.u16(value.length);
      writer.bytes(encodeUtf16(value));
    },
  };
}

/** The value of a table of named fields. */
export type StructValue<F extends Readonly<Record<string, Codec<unknown>>>> = {
  readonly [K in keyof F]: Decoded<F[K]>;
};

/** Named fields one after the other, in the order of the table. */
export function struct<const F extends Readonly<Record<string, Codec<unknown>>>>(
  fields: F,
): Codec<StructValue<F>> {
  const entries = Object.entries(fields);
  return {
    decode(cursor) {
      const value: Record<string, unknown> = {};
      for (const [key, codec] of entries) value[key] = codec.decode(cursor);
      return value as StructValue<F>;
    },
    encode(writer, value, options) {
      for (const [key, codec] of entries) codec.encode(writer, value[key], options);
    },
  };
}

/** A structure without fields. */
export const empty = struct({});
