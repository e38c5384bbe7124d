/** Undefined when the bytes are not text in this encoding. A byte order mark is taken off. */
export function decodeText(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
