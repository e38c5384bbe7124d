// The PassStub of an invitation file. [MS-RAI] 6 calls it an encrypted password; it is a random challenge in plain
// text, which novice and expert encrypt with the password (product-behavior: `PASS_STUB_IS_A_CHALLENGE`). Its
// composition was read off seven published samples (product-behavior: `ARTICLES_ARE_NOT_NEEDED`).

const FREE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*_';
const SPECIAL = '!@#$&^*()-+=';
const DIGIT = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/** What may stand at each place. */
const PLACES = [
  FREE,
  FREE,
  SPECIAL,
  DIGIT,
  UPPER,
  LOWER,
  FREE,
  FREE,
  FREE,
  FREE,
  FREE,
  FREE,
  FREE,
  FREE,
] as const;

/** Characters of a PassStub. */
export const PASS_STUB_UNITS = PLACES.length;

/** Random bytes that {@link formatPassStub} needs: two a character, so that no character is visibly likelier. */
export const PASS_STUB_RANDOM_BYTES = 2 * PASS_STUB_UNITS;

/**
 * A PassStub of 14 characters from random bytes, at least {@link PASS_STUB_RANDOM_BYTES} of them;
 * missing bytes count as zero.
 */
export function formatPassStub(random: Uint8Array): string {
  return PLACES.map((set, i) => {
    const fraction = ((random[2 * i] ?? 0) * 256 + (random[2 * i + 1] ?? 0)) / 0x1_0000;
    return set.charAt(Math.floor(fraction * set.length));
  }).join('');
}

/** Whether a text is composed as Windows composes a PassStub. Nothing depends on it: foreign stubs are accepted. */
export function isPassStub(text: string): boolean {
  return text.length === PASS_STUB_UNITS && PLACES.every((set, i) => set.includes(text.charAt(i)));
}
