// MD5 (RFC 1321) in plain TypeScript. It exists for interoperability only: [MS-RAI] note <17> makes the key of an
// invitation's password proof with it, and Web Crypto has none. MD5 is broken; nothing else may use it.

/** Size of a digest. */
export const MD5_BYTES = 16;

const BLOCK_BYTES = 64;
const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;

/** Rotations of the four rounds, four steps each. */
const ROTATIONS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** RFC 1321 3.4: the integer part of 4294967296 times abs(sin(i)). */
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))) | 0);

/** MD5 of a block of bytes. For interoperability only; it protects nothing. */
export function md5(bytes: Uint8Array): Uint8Array {
  const message = padded(bytes);
  const state = new Int32Array(INITIAL);
  const view = new DataView(message.buffer);
  for (let at = 0; at < message.length; at += BLOCK_BYTES) compress(state, view, at);
  const digest = new DataView(new ArrayBuffer(MD5_BYTES));
  state.forEach((word, i) => digest.setInt32(4 * i, word, true));
  return new Uint8Array(digest.buffer);
}

/** The message, 0x80, zeros, and its length in bits, little-endian. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  message.set(bytes);
  message[bytes.length] = 0x80;
  new DataView(message.buffer).setBigUint64(message.length - 8, BigInt(bytes.length) * 8n, true);
  return message;
}

function compress(state: Int32Array, view: DataView, at: number): void {
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  for (let step = 0; step < 64; step += 1) {
    const [mixed, word] = mix(step, b, c, d);
    const sum = (a + mixed + (SINES[step] as number) + view.getInt32(at + 4 * word, true)) | 0;
    const by = (ROTATIONS[step >> 4] as readonly number[])[step & 3] as number;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
}

/** The round's function of three words, and which word of the block this step takes. */
function mix(step: number, b: number, c: number, d: number): readonly [number, number] {
  if (step < 16) return [d ^ (b & (c ^ d)), step];
  if (step < 32) return [c ^ (d & (b ^ c)), (5 * step + 1) & 15];
  if (step < 48) return [b ^ c ^ d, (3 * step + 5) & 15];
  return [c ^ (b | ~d), (7 * step) & 15];
}
