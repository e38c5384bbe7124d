/** Bytes as hexadecimal digits. */

const DIGITS = /^(?:[0-9a-f]{2})*$/i;

/** Lower-case digits. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** @returns `undefined` for anything but an even number of digits */
export function bytesOf(digits: string): Uint8Array | undefined {
  return DIGITS.test(digits) ? new Uint8Array(Buffer.from(digits, 'hex')) : undefined;
}
