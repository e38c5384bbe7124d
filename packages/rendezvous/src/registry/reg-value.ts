/** What stands right of the equals sign in a `.reg` file. */
import { decodeAnsi, decodeUtf16 } from './reg-bytes.ts';

/** Version of the file: 4 for `REGEDIT4`, 5 for `Windows Registry Editor Version 5.00`. */
export type RegVersion = 4 | 5;

export type RegData =
  /** `REG_SZ`. */
  | { readonly kind: 'text'; readonly text: string }
  /** `REG_EXPAND_SZ`: environment variables in it are meant to be expanded. */
  | { readonly kind: 'expand'; readonly text: string }
  /** `REG_DWORD`, unsigned. */
  | { readonly kind: 'dword'; readonly number: number }
  /** Any other type; its data is of no concern here. */
  | { readonly kind: 'other' }
  /** `"Name"=-`: the value is to be deleted. */
  | { readonly kind: 'deleted' }
  /** It is there and is wrong, which has been said. */
  | { readonly kind: 'wrong' };

export type RegDataReading = { readonly data: RegData } | { readonly problem: string };

const DWORD = /^dword:([0-9a-f]{1,8})\s*(?:;.*)?$/is;
const HEX = /^hex(?:\(([0-9a-f]{1,8})\))?:([0-9a-f,\s]*)(?:;.*)?$/is;
const REG_SZ = 1;
const REG_EXPAND_SZ = 2;
const REG_DWORD = 4;

/** @param source without the name and the equals sign, continued lines joined */
export function parseRegData(source: string, version: RegVersion): RegDataReading {
  const text = source.trim();
  if (text.startsWith('"')) return parseQuotedData(text);
  if (/^-\s*(?:;.*)?$/s.test(text)) return { data: { kind: 'deleted' } };
  const dword = DWORD.exec(text);
  if (dword) return { data: { kind: 'dword', number: Number.parseInt(dword[1] ?? '', 16) } };
  if (/^dword:/i.test(text)) return { problem: 'must have one to eight hexadecimal digits after dword:' };
  const hex = HEX.exec(text);
  if (hex) return parseHexData(hex[1] === undefined ? 3 : Number.parseInt(hex[1], 16), hex[2] ?? '', version);
  if (/^hex[(:]/i.test(text))
    return { problem: 'must have hexadecimal bytes with commas between them after hex:' };
  return { problem: 'must be text in quotes, dword: or hex:' };
}

/** @param text begins with a quote @returns the text inside, and where the closing quote stands */
export function parseQuoted(text: string): { text: string; end: number } | { problem: string } {
  let result = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return { text: result, end: at };
    if (character === '\\') {
      at += 1;
      const escaped = text[at];
      if (escaped !== '\\' && escaped !== '"') return { problem: 'must have every backslash twice' };
      result += escaped;
    } else result += character;
  }
  return { problem: 'must end with a quote on the same line' };
}

function parseQuotedData(text: string): RegDataReading {
  const quoted = parseQuoted(text);
  if ('problem' in quoted) return quoted;
  const rest = text.slice(quoted.end + 1).trim();
  if (rest !== '' && !rest.startsWith(';')) return { problem: 'must have nothing after the closing quote' };
  return { data: { kind: 'text', text: quoted.text } };
}

function parseHexData(type: number, digits: string, version: RegVersion): RegDataReading {
  const bytes = parseHexBytes(digits);
  if (!bytes) return { problem: 'must have hexadecimal bytes with commas between them after hex:' };
  if (type === REG_DWORD) {
    if (bytes.length !== 4) return { problem: 'must have four bytes after hex(4):' };
    return { data: { kind: 'dword', number: new DataView(bytes.buffer).getUint32(0, true) } };
  }
  if (type !== REG_SZ && type !== REG_EXPAND_SZ) return { data: { kind: 'other' } };
  const text = version === 5 ? decodeUtf16(bytes) : decodeAnsi(bytes);
  if (text === undefined) return { problem: 'must have the bytes of UTF-16 text after hex:' };
  // The registry keeps the terminating NUL with the text.
  return { data: { kind: type === REG_SZ ? 'text' : 'expand', text: text.replace(/\0+$/, '') } };
}

/** A comma may stand at the end, as in a value that was continued and then had nothing more. */
function parseHexBytes(digits: string): Uint8Array<ArrayBuffer> | undefined {
  const parts = digits.replace(/\s+/g, '').split(',');
  if (parts.at(-1) === '') parts.pop();
  if (!parts.every(part => /^[0-9a-f]{1,2}$/i.test(part))) return undefined;
  return Uint8Array.from(parts, part => Number.parseInt(part, 16));
}
