/** Valid messages made invalid: the ways in which bytes go wrong, and those in which somebody makes them go wrong. */
import type { Random } from './random.ts';

/** What numbers, lengths and texts break at. */
const WORDS = [
  0, 1, 2, 7, 8, 0x40, 0x41, 0x7f, 0x80, 0xff, 0xfffe, 0xffff, 0x1_0000, 0x7fff_ffff, 0xffff_ffff,
];
const TEXTS = [
  '<',
  '>',
  '"',
  '&',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '<!--',
  '<![CDATA[',
  '/>',
  '=',
  ';',
  ',',
  '\0',
].concat(['99999999999999999999', '-1', '0x1', ' NAME="', '\uD800', '\uFEFF']);

/** Longest result: mutations must not make messages that are long for length's sake. */
const MAX_BYTES = 4_096;

type Wound = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const WOUNDS: readonly Wound[] = [
  // One byte is another.
  (bytes, random) => bytes.with(random.below(bytes.length), random.below(256)),
  // One bit is another.
  (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.with(at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
  },
  // A number is one that things break at.
  (bytes, random) => {
    const word = Buffer.alloc(4);
    word.writeUInt32LE(random.pick(WORDS));
    return overwritten(bytes, random.below(bytes.length), word.subarray(0, random.pick([1, 2, 4])));
  },
  // Some bytes too many.
  (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, random.bytes(1 + random.below(4))),
  // Some bytes are missing.
  (bytes, random) => spliced(bytes, random.below(bytes.length), 1 + random.below(4)),
  // The end is missing.
  (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  // A piece comes twice.
  (bytes, random) => {
    const from = random.below(bytes.length);
    const piece = bytes.slice(from, from + 1 + random.below(40));
    return spliced(bytes, from, 0, piece);
  },
  // A word of some language stands where none should be, in UTF-16 or in one byte a character.
  (bytes, random) => {
    const text = Buffer.from(random.pick(TEXTS), random.pick(['utf16le', 'latin1']));
    const at = random.below(bytes.length + 1);
    return spliced(bytes, random.below(4) === 0 ? at : at - (at % 2), 0, text);
  },
  // A letter of a text is another, and the text is still one.
  (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.with(at - (at % 2), 0x21 + random.below(0x5e));
  },
  // Half of this and half of that.
  (bytes, random, others) => {
    const other = random.pick(others);
    return spliced(
      bytes,
      random.below(bytes.length),
      bytes.length,
      other.slice(random.below(other.length + 1)),
    );
  },
];

/** A valid message with one wound, or up to four; what is empty already becomes chance. */
export function mutated(valid: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let bytes = valid;
  for (let wounds = random.pick([1, 1, 2, 4]); wounds > 0; wounds -= 1) {
    bytes = bytes.length === 0 ? random.bytes(random.below(8)) : random.pick(WOUNDS)(bytes, random, others);
  }
  return bytes.slice(0, MAX_BYTES);
}

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Iterable<number> = []): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...insert, ...bytes.subarray(at + remove)]);
}

function overwritten(bytes: Uint8Array, at: number, by: Uint8Array): Uint8Array {
  return spliced(bytes, at, by.length, by);
}
