// The small piece of XML in which [MS-RA] and [MS-RAI] write commands and connection strings:
// elements with attributes, and nothing else. One pass, no recursion, no general parser.

import { DecodeError, EncodeError } from './errors.ts';

/** One tag of a markup text. An element without content gives an `open` and a `close`. */
export type Tag =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string };

/** Bounds of one kind of markup text. */
export interface MarkupLimits {
  /** Longest text, in UTF-16 units. */
  readonly maxUnits: number;
  /** Most attributes on one element. */
  readonly maxAttributes: number;
  /** Most tags in the text. */
  readonly maxTags: number;
}

const REFERENCE = /^(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6})$/;
/** Longest text between `&` and `;` that {@link REFERENCE} takes. */
const MAX_REFERENCE_UNITS = 8;
/** Longest name of an element or attribute. */
const MAX_NAME_UNITS = 64;
// XML 1.0 has no way to hold most controls and two non-characters; surrogates are checked apart.
const ALLOWED = /^[\t\n\r -\uFFFD]*$/;
/** A text whose values mean what they say: allowed, without references and without white space that becomes blanks. */
const PLAIN = /^[ -%'-\uFFFD]*$/;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Splits a text into its tags. Declarations, DTDs, comments, processing instructions, CDATA, character data other
 * than white space, entities other than XML's five and duplicate attributes are refused.
 * @throws {DecodeError} `too-long`, `bad-text` or `bad-markup`; time is linear in the length.
 */
export function tokenize(text: string, structure: string, limits: MarkupLimits): Tag[] {
  if (text.length > limits.maxUnits) throw new DecodeError('too-long', structure, limits.maxUnits);
  if (!text.isWellFormed()) throw new DecodeError('bad-text', structure, 0);
  const source = { text, structure, maxAttributes: limits.maxAttributes, plain: PLAIN.test(text) };
  const tags: Tag[] = [];
  let at = spaceEnd(text, 0);
  while (at < text.length) {
    if (tags.length >= limits.maxTags) throw failure(source, at, 'too-long');
    at = spaceEnd(text, readTag(source, at, tags));
  }
  return tags;
}

/** What the readers below share. Each reads one thing at a place of the text, and gives the place behind it. */
interface Source {
  readonly text: string;
  readonly structure: string;
  readonly maxAttributes: number;
  readonly plain: boolean;
}

function failure(
  source: Source,
  at: number,
  code: 'bad-markup' | 'bad-text' | 'too-long' = 'bad-markup',
): DecodeError {
  return new DecodeError(code, source.structure, at);
}

/** Appends the tag to `tags`. */
function readTag(source: Source, at: number, tags: Tag[]): number {
  const { text } = source;
  const closes = text.charCodeAt(at + 1) === SLASH;
  const from = behind(source, at, LESS) + (closes ? 1 : 0);
  const to = nameEnd(source, from);
  const name = text.slice(from, to);
  if (closes) {
    tags.push({ kind: 'close', name });
    return behind(source, spaceEnd(text, to), GREATER);
  }
  const attributes = new Map<string, string>();
  const end = readAttributes(source, to, attributes);
  tags.push({ kind: 'open', name, attributes });
  if (text.charCodeAt(end) !== SLASH) return behind(source, end, GREATER);
  tags.push({ kind: 'close', name });
  return behind(source, end + 1, GREATER);
}

/** Puts the attributes of an element into `attributes`. */
function readAttributes(source: Source, from: number, attributes: Map<string, string>): number {
  const { text } = source;
  for (let at = from; ; ) {
    const start = spaceEnd(text, at);
    const unit = text.charCodeAt(start);
    if (start === at || unit === SLASH || unit === GREATER) return start;
    const before = attributes.size;
    if (before === source.maxAttributes) throw failure(source, start, 'too-long');
    const end = nameEnd(source, start);
    const quote = spaceEnd(text, behind(source, spaceEnd(text, end), EQUALS));
    const close = valueEnd(source, quote);
    const raw = text.slice(quote + 1, close);
    if (raw.includes('<')) throw failure(source, quote);
    attributes.set(text.slice(start, end), source.plain ? raw : unescape(source, raw, quote));
    if (attributes.size === before) throw failure(source, start);
    at = close + 1;
  }
}

/** The place of the quote that ends the value begun by the one at `at`. */
function valueEnd(source: Source, at: number): number {
  const quote = source.text.charCodeAt(at);
  if (quote !== QUOTE && quote !== APOSTROPHE) throw failure(source, at);
  const end = source.text.indexOf(quote === QUOTE ? '"' : "'", at + 1);
  if (end < 0) throw failure(source, at);
  return end;
}

/** What a value means that stands in the text as `raw`, its quote at `at`. */
function unescape(source: Source, raw: string, at: number): string {
  if (!ALLOWED.test(raw)) throw failure(source, at, 'bad-text');
  // XML normalizes white space that stands in an attribute literally; references keep it.
  const normal = raw.replace(/\r\n|[\t\r\n]/g, ' ');
  let value = '';
  let from = 0;
  for (let found = normal.indexOf('&'); found >= 0; found = normal.indexOf('&', from)) {
    const size = normal.slice(found + 1, found + 2 + MAX_REFERENCE_UNITS).indexOf(';');
    const character = resolve(normal.slice(found + 1, found + 1 + size));
    if (character === undefined) throw failure(source, at);
    value += normal.slice(from, found) + character;
    from = found + size + 2;
  }
  return value + normal.slice(from);
}

function nameEnd(source: Source, at: number): number {
  const { text } = source;
  let end = at;
  while (isNameUnit(text.charCodeAt(end), end === at)) end += 1;
  if (end === at || end - at > MAX_NAME_UNITS) throw failure(source, at);
  return end;
}

/** The place behind a character that must be there. */
function behind(source: Source, at: number, unit: number): number {
  if (source.text.charCodeAt(at) !== unit) throw failure(source, at);
  return at + 1;
}

/** The character of a reference, given without `&` and `;`; `undefined` for none that XML has. */
function resolve(reference: string): string | undefined {
  const known = NAMED.get(reference);
  if (known !== undefined || !REFERENCE.test(reference)) return known;
  const digits = reference.slice(1);
  const code = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code > 0x10_ffff) return undefined;
  const character = String.fromCodePoint(code);
  return character.isWellFormed() && ALLOWED.test(character) ? character : undefined;
}

function spaceEnd(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

const BLANK = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;

function isSpace(unit: number): boolean {
  return unit === BLANK || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** Names are ASCII in every vocabulary we read; digits, `.` and `-` are not allowed in front. */
function isNameUnit(unit: number, first: boolean): boolean {
  const letter = (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f;
  return letter || (!first && ((unit >= 0x30 && unit <= 0x39) || unit === 0x2e || unit === 0x2d));
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  // Literal white space would come back as blanks.
  ['\t', '&#x9;'],
  ['\n', '&#xA;'],
  ['\r', '&#xD;'],
]);

/**
 * ` NAME="value"`, with a blank in front, the value escaped.
 * @throws {EncodeError} `unrepresentable` for lone surrogates and for characters that XML cannot hold.
 */
export function formatAttribute(name: string, value: string): string {
  if (!value.isWellFormed() || !ALLOWED.test(value)) throw new EncodeError('unrepresentable', name);
  return ` ${name}="${value.replace(/[&<>"\t\n\r]/g, unit => ESCAPES.get(unit) ?? unit)}"`;
}
