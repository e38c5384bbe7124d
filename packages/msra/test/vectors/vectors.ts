import { readdirSync, readFileSync } from 'node:fs';

/** One test vector: two files of the same name. */
export interface Vector {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly value: unknown;
  /** `decode`: a form that is read but never written. */
  readonly direction: 'both' | 'decode';
  readonly sha256?: string;
  /** The form in which the value is written; without it, that of `CODEC_DEFAULTS`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

interface Description {
  readonly source: string;
  readonly value: unknown;
  readonly direction?: 'decode' | 'parse';
  readonly sha256?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** All vectors of a family; a new case is two new files. */
export function vectors(family: string): Vector[] {
  return cases(family).map(name => {
    const { value, direction, sha256, options } = description(family, name);
    return {
      name,
      bytes: fromHex(read(family, `${name}.hex`)),
      value: revive(value),
      direction: direction === undefined ? 'both' : 'decode',
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(options === undefined ? {} : { options }),
    };
  });
}

/** One vector of a family whose wire form is text, in `NAME.txt`. */
export interface TextVector {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  readonly direction: 'both' | 'parse';
}

/** All vectors of a family of texts. */
export function textVectors(family: string): TextVector[] {
  return cases(family).map(name => {
    const { value, direction } = description(family, name);
    return {
      name,
      text: read(family, `${name}.txt`),
      value: revive(value),
      direction: direction === undefined ? 'both' : 'parse',
    };
  });
}

/** Bytes of hexadecimal digits with any white space between them. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
}

/** Lower-case hexadecimal digits of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function cases(family: string): string[] {
  const names = readdirSync(new URL(`./${family}/`, import.meta.url))
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length));
  if (names.length === 0) throw new Error(`no vectors in ${family}`);
  return names;
}

function description(family: string, name: string): Description {
  return JSON.parse(read(family, `${name}.json`)) as Description;
}

function read(family: string, file: string): string {
  return readFileSync(new URL(`./${family}/${file}`, import.meta.url), 'utf8');
}

/** JSON has no bytes; `{"$hex": "…"}` stands for them. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  if ('$hex' in value && typeof value.$hex === 'string') return fromHex(value.$hex);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revive(member)]));
}
