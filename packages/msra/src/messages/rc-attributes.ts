// Attribute codecs of RCCOMMAND ([MS-RA] 2.2.2, table of attributes).

import { DecodeError, EncodeError } from '../wire/errors.ts';

/** One attribute of a command: its wire name, and its value both ways. */
export interface AttributeCodec<T> {
  readonly wireName: string;
  /** `undefined` when the attribute is absent; throws `DecodeError` if it may not be, or for a bad value. */
  parse(text: string | undefined): T;
  /** `undefined` leaves the attribute out. */
  format(value: T): string | undefined;
}

/** The value type of an attribute codec. */
export type AttributeValue<A> = A extends AttributeCodec<infer T> ? T : never;

const STRUCTURE = 'RCCOMMAND';

/** Any text; required. */
export function text(wireName: string): AttributeCodec<string> {
  return { wireName, parse: value => required(value), format: value => value };
}

/** A whole number in decimal, up to 2^53 - 1; required. */
export function decimal(wireName: string): AttributeCodec<number> {
  return {
    wireName,
    parse: value => parseDecimal(required(value)),
    format: value => formatDecimal(wireName, value),
  };
}

/** A whole number in decimal; may be absent. */
export function optionalDecimal(wireName: string): AttributeCodec<number | undefined> {
  return {
    wireName,
    parse: value => (value === undefined ? undefined : parseDecimal(value)),
    format: value => (value === undefined ? undefined : formatDecimal(wireName, value)),
  };
}

/** A comma-separated list without empty members; required, and may not be empty. */
export function list(wireName: string): AttributeCodec<readonly string[]> {
  return {
    wireName,
    parse(value) {
      const joined = required(value);
      const members = joined.includes(',') ? joined.split(',') : [joined];
      if (members.includes('')) throw new DecodeError('bad-value', STRUCTURE, 0);
      return members;
    },
    format(value) {
      if (value.length === 0 || value.some(member => member === '' || member.includes(','))) {
        throw new EncodeError('unrepresentable', wireName);
      }
      return value.join(',');
    },
  };
}

function required(value: string | undefined): string {
  if (value === undefined) throw new DecodeError('missing-attribute', STRUCTURE, 0);
  return value;
}

function parseDecimal(value: string): number {
  const number = /^[0-9]{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new DecodeError('bad-value', STRUCTURE, 0);
  return number;
}

function formatDecimal(wireName: string, value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new EncodeError('out-of-range', wireName);
  return String(value);
}
