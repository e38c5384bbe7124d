// RC4 in plain TypeScript. It exists for interoperability only: [MS-RAI] note <17> encrypts the PassStub of an
// invitation with it, and no platform offers it any more. RC4 is broken; nothing else may use it.

/**
 * Encrypts or decrypts with RC4; for interoperability only, it protects nothing.
 * @param key 1 to 256 bytes.
 */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const box = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (box[i] as number) + (key[i % key.length] as number)) & 0xff;
    swap(box, i, j);
  }
  const result = new Uint8Array(data.length);
  for (let at = 0, i = 0, j = 0; at < data.length; at += 1) {
    i = (i + 1) & 0xff;
    j = (j + (box[i] as number)) & 0xff;
    swap(box, i, j);
    const index = ((box[i] as number) + (box[j] as number)) & 0xff;
    result[at] = (data[at] as number) ^ (box[index] as number);
  }
  return result;
}

function swap(box: Uint8Array, i: number, j: number): void {
  const kept = box[i] as number;
  box[i] = box[j] as number;
  box[j] = kept;
}
