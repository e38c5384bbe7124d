// SHA-1 in plain TypeScript. It exists for interoperability only: [MS-RA] 2.2.4 and [MS-RAIOP] 3.1.5.1 iterate it
// 100,000 times, which a platform's digest, asynchronous or a call each, is too slow for; the key derivation of
// [MS-RAI] note <20> needs two. Nothing else may use it.

/** Size of a digest. */
export const SHA1_BYTES = 20;

const BLOCK_BYTES = 64;
const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;

/** A SHA-1 function, injected where a caller has a better one than ours. */
export type Sha1 = (bytes: Uint8Array) => Uint8Array;

/** SHA-1 of a block of bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const state = new Int32Array(INITIAL);
  const words = new Int32Array(80);
  const whole = bytes.length - (bytes.length % BLOCK_BYTES);
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(state, words, bytes, at);
  const tail = padded(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < tail.length; at += BLOCK_BYTES) compress(state, words, tail, at);
  const digest = new Uint8Array(SHA1_BYTES);
  writeState(state, digest, 0);
  return digest;
}

/**
 * The iteration of [MS-RA] 2.2.4: h = SHA-1(base, 20 zero bytes), then h = SHA-1(base, h), for `rounds` hashes in all.
 * The whole blocks of `base` are hashed once: every round continues from there and touches one or two blocks.
 */
export class IteratedSha1 {
  readonly #afterBase: Int32Array;
  readonly #state = new Int32Array(INITIAL);
  readonly #words = new Int32Array(80);
  /** What follows the whole blocks: the rest of the base, the previous hash, and the padding. */
  readonly #tail: Uint8Array;
  readonly #hashAt: number;

  constructor(base: Uint8Array) {
    const whole = base.length - (base.length % BLOCK_BYTES);
    for (let at = 0; at < whole; at += BLOCK_BYTES) compress(this.#state, this.#words, base, at);
    this.#afterBase = this.#state.slice();
    this.#hashAt = base.length - whole;
    const message = new Uint8Array(this.#hashAt + SHA1_BYTES);
    message.set(base.subarray(whole));
    this.#tail = padded(message, base.length + SHA1_BYTES);
  }

  /** Does `count` further rounds. */
  advance(count: number): void {
    for (let round = 0; round < count; round += 1) {
      this.#state.set(this.#afterBase);
      for (let at = 0; at < this.#tail.length; at += BLOCK_BYTES)
        compress(this.#state, this.#words, this.#tail, at);
      writeState(this.#state, this.#tail, this.#hashAt);
    }
  }

  /** The hash of the last round; 20 zero bytes before the first. */
  digest(): Uint8Array {
    return this.#tail.slice(this.#hashAt, this.#hashAt + SHA1_BYTES);
  }
}

/** The last bytes of a message with its padding: 0x80, zeros, and the message's length in bits, big-endian. */
function padded(rest: Uint8Array, messageBytes: number): Uint8Array {
  const blocks = Math.ceil((rest.length + 9) / BLOCK_BYTES);
  const tail = new Uint8Array(blocks * BLOCK_BYTES);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(messageBytes / 0x2000_0000));
  view.setUint32(tail.length - 4, (messageBytes << 3) >>> 0);
  return tail;
}

function writeState(state: Int32Array, target: Uint8Array, at: number): void {
  for (let i = 0; i < 5; i += 1) {
    const word = state[i] as number;
    target[at + 4 * i] = word >>> 24;
    target[at + 4 * i + 1] = word >>> 16;
    target[at + 4 * i + 2] = word >>> 8;
    target[at + 4 * i + 3] = word;
  }
}

/** One block. This is where all the time goes: four loops, five rounds in each turn so that no word changes its place. */
function compress(state: Int32Array, words: Int32Array, bytes: Uint8Array, at: number): void {
  expand(words, bytes, at);
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let t = 0;
  for (; t < 20; t += 5) {
    e = (e + ((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + 0x5a827999 + (words[t] as number)) | 0;
    b = (b << 30) | (b >>> 2);
    d = (d + ((e << 5) | (e >>> 27)) + (c ^ (a & (b ^ c))) + 0x5a827999 + (words[t + 1] as number)) | 0;
    a = (a << 30) | (a >>> 2);
    c = (c + ((d << 5) | (d >>> 27)) + (b ^ (e & (a ^ b))) + 0x5a827999 + (words[t + 2] as number)) | 0;
    e = (e << 30) | (e >>> 2);
    b = (b + ((c << 5) | (c >>> 27)) + (a ^ (d & (e ^ a))) + 0x5a827999 + (words[t + 3] as number)) | 0;
    d = (d << 30) | (d >>> 2);
    a = (a + ((b << 5) | (b >>> 27)) + (e ^ (c & (d ^ e))) + 0x5a827999 + (words[t + 4] as number)) | 0;
    c = (c << 30) | (c >>> 2);
  }
  for (; t < 40; t += 5) {
    e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0x6ed9eba1 + (words[t] as number)) | 0;
    b = (b << 30) | (b >>> 2);
    d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + 0x6ed9eba1 + (words[t + 1] as number)) | 0;
    a = (a << 30) | (a >>> 2);
    c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + 0x6ed9eba1 + (words[t + 2] as number)) | 0;
    e = (e << 30) | (e >>> 2);
    b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + 0x6ed9eba1 + (words[t + 3] as number)) | 0;
    d = (d << 30) | (d >>> 2);
    a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + 0x6ed9eba1 + (words[t + 4] as number)) | 0;
    c = (c << 30) | (c >>> 2);
  }
  for (; t < 60; t += 5) {
    e = (e + ((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + (words[t] as number)) | 0;
    b = (b << 30) | (b >>> 2);
    d = (d + ((e << 5) | (e >>> 27)) + ((a & b) | (c & (a | b))) + 0x8f1bbcdc + (words[t + 1] as number)) | 0;
    a = (a << 30) | (a >>> 2);
    c = (c + ((d << 5) | (d >>> 27)) + ((e & a) | (b & (e | a))) + 0x8f1bbcdc + (words[t + 2] as number)) | 0;
    e = (e << 30) | (e >>> 2);
    b = (b + ((c << 5) | (c >>> 27)) + ((d & e) | (a & (d | e))) + 0x8f1bbcdc + (words[t + 3] as number)) | 0;
    d = (d << 30) | (d >>> 2);
    a = (a + ((b << 5) | (b >>> 27)) + ((c & d) | (e & (c | d))) + 0x8f1bbcdc + (words[t + 4] as number)) | 0;
    c = (c << 30) | (c >>> 2);
  }
  for (; t < 80; t += 5) {
    e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0xca62c1d6 + (words[t] as number)) | 0;
    b = (b << 30) | (b >>> 2);
    d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + 0xca62c1d6 + (words[t + 1] as number)) | 0;
    a = (a << 30) | (a >>> 2);
    c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + 0xca62c1d6 + (words[t + 2] as number)) | 0;
    e = (e << 30) | (e >>> 2);
    b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + 0xca62c1d6 + (words[t + 3] as number)) | 0;
    d = (d << 30) | (d >>> 2);
    a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + 0xca62c1d6 + (words[t + 4] as number)) | 0;
    c = (c << 30) | (c >>> 2);
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
}

function expand(words: Int32Array, bytes: Uint8Array, at: number): void {
  for (let t = 0, b = at; t < 16; t += 1, b += 4) {
    words[t] =
      ((bytes[b] as number) << 24) |
      ((bytes[b + 1] as number) << 16) |
      ((bytes[b + 2] as number) << 8) |
      (bytes[b + 3] as number);
  }
  for (let t = 16; t < 80; t += 1) {
    const word =
      (words[t - 3] as number) ^
      (words[t - 8] as number) ^
      (words[t - 14] as number) ^
      (words[t - 16] as number);
    words[t] = (word << 1) | (word >>> 31);
  }
}
