/** What must hold for any bytes at all: a value or a DecodeError, no more of it than the input is worth, and the way back. */
import { isDeepStrictEqual } from 'node:util';
import { DecodeError, EncodeError } from '@rendezvous/msra';
import type { Decoder } from './decoders.ts';

/** What became of an input. */
export type Verdict = 'decoded' | 'refused';

/** Bytes that every value may take, however short the input was. */
const BASE_BYTES = 512;

/** Looks at one input. @throws Error with one sentence when something does not hold */
export function checkInput({ decode, encode, growth }: Decoder, input: Uint8Array): Verdict {
  const before = input.slice();
  let value: unknown;
  try {
    value = decode(input);
  } catch (error) {
    checkRefusal(error, input);
    return 'refused';
  }
  if (!isDeepStrictEqual(input, before)) throw new Error('the input was changed');
  const bytes = sizeOf(value);
  if (bytes > BASE_BYTES + growth * input.length)
    throw new Error(`${String(input.length)} bytes became a value of ${String(bytes)} bytes`);
  if (encode !== undefined) checkWayBack(decode, encode, value);
  return 'decoded';
}

function checkRefusal(error: unknown, input: Uint8Array): void {
  if (!(error instanceof DecodeError)) throw new Error('something else than a DecodeError', { cause: error });
  const { offset, structure } = error;
  if (!Number.isInteger(offset) || offset < 0 || offset > Math.max(input.length, 4))
    throw new Error(`an offset of ${String(offset)} in ${String(input.length)} bytes`);
  if (structure === '') throw new Error('a refusal without the name of what was refused');
}

/** A value is written anew and read again. A form that is only read, such as a chat message too long to send, may be refused. */
function checkWayBack(
  decode: Decoder['decode'],
  encode: (value: unknown) => Uint8Array,
  value: unknown,
): void {
  let bytes: Uint8Array;
  try {
    bytes = encode(value);
  } catch (error) {
    if (error instanceof EncodeError) return;
    throw new Error('a decoded value that cannot be written', { cause: error });
  }
  let again: unknown;
  try {
    again = decode(bytes);
  } catch (error) {
    throw new Error('a decoded value that is written, but not read again', { cause: error });
  }
  if (!isDeepStrictEqual(again, value)) throw new Error('a decoded value that comes out as another one');
}

/** About how many bytes a value takes. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (value instanceof Uint8Array) {
    // A view of a larger buffer keeps all of it alive.
    return value.buffer.byteLength;
  }
  if (value instanceof Map) return sizeOf([...value.keys(), ...value.values()]);
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, member: unknown) => sum + sizeOf(member), 16);
}
