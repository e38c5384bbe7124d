/** Base64 as texts of the wire have it, and in the form of URLs, as web keys have it. */

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws RangeError when the text is not base64 of exactly `length` bytes */
export function decodeBase64(text: string, length: number): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new RangeError('not base64');
  }
  if (binary.length !== length) throw new RangeError('wrong length');
  return bytesOf(binary);
}

/** Without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** For what the platform itself has written: throws whatever `atob` does. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return bytesOf(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
}

function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, character => character.charCodeAt(0));
}
