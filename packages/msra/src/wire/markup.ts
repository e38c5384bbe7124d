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
  if (!text.isWellFormed() || !ALLOWED.test(text)) throw new DecodeError('bad-text', structure, 0);
  const scanner = new Scanner(text, structure, limits);
  const tags: Tag[] = [];
  scanner.space();
  while (!scanner.done) {
    if (tags.length >= limits.maxTags) throw scanner.error('too-long');
    scanner.tag(tags);
    scanner.space();
  }
  return tags;
}

class Scanner {
  readonly #text: string;
  readonly #structure: string;
  readonly #limits: MarkupLimits;
  #at = 0;

  constructor(text: string, structure: string, limits: MarkupLimits) {
    this.#text = text;
    this.#structure = structure;
    this.#limits = limits;
  }

  get done(): boolean {
    return this.#at === this.#text.length;
  }

  error(code: 'bad-markup' | 'too-long' = 'bad-markup'): DecodeError {
    return new DecodeError(code, this.#structure, this.#at);
  }

  /** Skips white space and says whether there was any. */
  space(): boolean {
    const from = this.#at;
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#at > from;
  }

  tag(tags: Tag[]): void {
    this.#expect('<');
    if (this.#next('/')) {
      const name = this.#name();
      this.space();
      this.#expect('>');
      tags.push({ kind: 'close', name });
      return;
    }
    const name = this.#name();
    const attributes = this.#attributes();
    tags.push({ kind: 'open', name, attributes });
    if (this.#next('/')) tags.push({ kind: 'close', name });
    this.#expect('>');
  }

  #attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    while (this.space() && !this.#atTagEnd()) {
      if (attributes.size >= this.#limits.maxAttributes) throw this.error('too-long');
      const name = this.#name();
      if (attributes.has(name)) throw this.error();
      this.space();
      this.#expect('=');
      this.space();
      attributes.set(name, this.#value());
    }
    return attributes;
  }

  #atTagEnd(): boolean {
    const unit = this.#text.charCodeAt(this.#at);
    return unit === SLASH || unit === GREATER;
  }

  #value(): string {
    const text = this.#text;
    const quote = text.charCodeAt(this.#at);
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.error();
    const from = this.#at + 1;
    let to = from;
    let plain = true;
    for (; ; to += 1) {
      const unit = text.charCodeAt(to);
      if (unit === quote) break;
      // The end of the text reads as NaN.
      if (unit === LESS || Number.isNaN(unit)) throw this.error();
      if (unit === AMPERSAND || (unit < BLANK && isSpace(unit))) plain = false;
    }
    const raw = text.slice(from, to);
    const value = plain ? raw : this.#unescape(raw);
    this.#at = to + 1;
    return value;
  }

  #unescape(raw: string): string {
    // XML normalizes white space that stands in an attribute literally; references keep it.
    const normal = raw.replace(/\r\n|[\t\r\n]/g, ' ');
    let value = '';
    let from = 0;
    for (let at = normal.indexOf('&'); at >= 0; at = normal.indexOf('&', from)) {
      const size = normal.slice(at + 1, at + 2 + MAX_REFERENCE_UNITS).indexOf(';');
      if (size < 0) throw this.error();
      value += normal.slice(from, at) + this.#reference(normal.slice(at + 1, at + 1 + size));
      from = at + size + 2;
    }
    return value + normal.slice(from);
  }

  #reference(name: string): string {
    const known = NAMED.get(name);
    if (known !== undefined) return known;
    if (!REFERENCE.test(name)) throw this.error();
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) throw this.error();
    const character = String.fromCodePoint(code);
    if (!ALLOWED.test(character)) throw this.error();
    return character;
  }

  #name(): string {
    const from = this.#at;
    let to = from;
    while (isNameUnit(this.#text.charCodeAt(to), to === from)) to += 1;
    if (to === from || to - from > MAX_NAME_UNITS) throw this.error();
    this.#at = to;
    return this.#text.slice(from, to);
  }

  #next(unit: string): boolean {
    if (this.#text[this.#at] !== unit) return false;
    this.#at += 1;
    return true;
  }

  #expect(unit: string): void {
    if (!this.#next(unit)) throw this.error();
  }
}

const BLANK = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
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
