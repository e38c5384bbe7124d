/** The bytes of a `.reg` file as text, and text as bytes. */
import { decodeText } from './decode-text.ts';
import { REGISTRY_LIMITS } from './limits.ts';

/** `utf-16le` has a byte order mark, as Windows writes it; `utf-8` has none. */
export type RegEncoding = 'utf-16le' | 'utf-8';

/**
 * UTF-16LE and UTF-8 by their byte order marks, else UTF-8; a `REGEDIT4` file that is not UTF-8 is in the code page of
 * western European Windows, which is what "ANSI" is taken to mean.
 * @returns the text, or what is wrong with the bytes in words
 */
export function decodeRegBytes(bytes: Uint8Array): { text: string } | { problem: string } {
  if (bytes.length > REGISTRY_LIMITS.regBytes) {
    return { problem: `the file is larger than ${String(REGISTRY_LIMITS.regBytes)} bytes` };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    const text = decodeText(bytes, 'utf-16le');
    return text === undefined ? { problem: 'the file begins as UTF-16 and is not UTF-16' } : { text };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { problem: 'the file is UTF-16 with the bytes in the other order than Windows writes them' };
  }
  const text = decodeText(bytes, 'utf-8') ?? (startsWithRegedit4(bytes) ? decodeAnsi(bytes) : undefined);
  return text === undefined
    ? { problem: 'the file is neither UTF-16 with a byte order mark nor UTF-8' }
    : { text };
}

export function encodeRegBytes(text: string, encoding: RegEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(2 + index * 2, text.charCodeAt(index), true);
  }
  return bytes;
}

/** Text in the one-byte code page of `REGEDIT4`. */
export function decodeAnsi(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

/** Text of a version 5.00 value that is written as bytes; undefined when it is not UTF-16. */
export function decodeUtf16(bytes: Uint8Array): string | undefined {
  return decodeText(bytes, 'utf-16le');
}

function startsWithRegedit4(bytes: Uint8Array): boolean {
  return decodeAnsi(bytes.subarray(0, 8)) === 'REGEDIT4';
}
