/**
 * The short authentication string: four pictures that both people can compare by voice, against a messenger's server that
 * puts itself between them. The novice commits to a nonce, the expert shows its own, then the novice's is revealed:
 * neither can steer the pictures, so a server in the middle has one try in 2²⁴.
 */

import { decodeBase64, encodeBase64 } from './base64.ts';

export interface VerificationEmoji {
  readonly emoji: string;
  readonly en: string;
  readonly de: string;
}

const row = (emoji: string, en: string, de: string): VerificationEmoji => ({ emoji, en, de });

/** Sixty-four pictures with names that cannot be taken for one another on the telephone. The order is part of the protocol. */
export const VERIFICATION_EMOJI: readonly VerificationEmoji[] = [
  row('🍎', 'Apple', 'Apfel'),
  row('🪓', 'Axe', 'Axt'),
  row('🎈', 'Balloon', 'Luftballon'),
  row('🍌', 'Banana', 'Banane'),
  row('🐝', 'Bee', 'Biene'),
  row('🔔', 'Bell', 'Glocke'),
  row('🚲', 'Bicycle', 'Fahrrad'),
  row('📘', 'Book', 'Buch'),
  row('🌉', 'Bridge', 'Brücke'),
  row('🧹', 'Broom', 'Besen'),
  row('🚌', 'Bus', 'Bus'),
  row('🌵', 'Cactus', 'Kaktus'),
  row('🎂', 'Cake', 'Torte'),
  row('🐫', 'Camel', 'Kamel'),
  row('🕯️', 'Candle', 'Kerze'),
  row('🥕', 'Carrot', 'Möhre'),
  row('🏰', 'Castle', 'Burg'),
  row('🐈', 'Cat', 'Katze'),
  row('🧀', 'Cheese', 'Käse'),
  row('🍒', 'Cherries', 'Kirschen'),
  row('☁️', 'Cloud', 'Wolke'),
  row('🦀', 'Crab', 'Krebs'),
  row('👑', 'Crown', 'Krone'),
  row('💎', 'Diamond', 'Diamant'),
  row('🐕', 'Dog', 'Hund'),
  row('🚪', 'Door', 'Tür'),
  row('🥁', 'Drum', 'Trommel'),
  row('🥚', 'Egg', 'Ei'),
  row('🐘', 'Elephant', 'Elefant'),
  row('🪶', 'Feather', 'Feder'),
  row('🔥', 'Fire', 'Feuer'),
  row('🐟', 'Fish', 'Fisch'),
  row('🐸', 'Frog', 'Frosch'),
  row('🦒', 'Giraffe', 'Giraffe'),
  row('👓', 'Glasses', 'Brille'),
  row('🍇', 'Grapes', 'Trauben'),
  row('🎸', 'Guitar', 'Gitarre'),
  row('🔨', 'Hammer', 'Hammer'),
  row('🎩', 'Hat', 'Hut'),
  row('🐴', 'Horse', 'Pferd'),
  row('🔑', 'Key', 'Schlüssel'),
  row('🪁', 'Kite', 'Drachen'),
  row('🪜', 'Ladder', 'Leiter'),
  row('🍋', 'Lemon', 'Zitrone'),
  row('🦁', 'Lion', 'Löwe'),
  row('🌙', 'Moon', 'Mond'),
  row('🍄', 'Mushroom', 'Pilz'),
  row('🐙', 'Octopus', 'Krake'),
  row('🧅', 'Onion', 'Zwiebel'),
  row('🦉', 'Owl', 'Eule'),
  row('🐧', 'Penguin', 'Pinguin'),
  row('🍕', 'Pizza', 'Pizza'),
  row('🌈', 'Rainbow', 'Regenbogen'),
  row('🤖', 'Robot', 'Roboter'),
  row('🚀', 'Rocket', 'Rakete'),
  row('✂️', 'Scissors', 'Schere'),
  row('🐌', 'Snail', 'Schnecke'),
  row('☂️', 'Umbrella', 'Regenschirm'),
  row('🎻', 'Violin', 'Geige'),
  row('🌋', 'Volcano', 'Vulkan'),
  row('🐋', 'Whale', 'Wal'),
  row('🪟', 'Window', 'Fenster'),
  row('🧶', 'Yarn', 'Wolle'),
  row('🦓', 'Zebra', 'Zebra'),
];

export const NONCE_BYTES = 32;

/** What the pictures are computed from: 32 bytes each, base64. */
export interface SasInput {
  readonly noviceFingerprint: string;
  readonly expertFingerprint: string;
  readonly noviceNonce: string;
  readonly expertNonce: string;
}

export function randomBytes(length: number, crypto: Crypto): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** What the novice says of its nonce before the expert has shown its own: base64 of SHA-256. */
export async function commitmentTo(nonce: string, crypto: Crypto): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', decodeBase64(nonce, NONCE_BYTES));
  return encodeBase64(new Uint8Array(digest));
}

/** Four pictures: the first 24 bits of SHA-256 over both fingerprints and both nonces, the novice's first. */
export async function verificationEmoji(input: SasInput, crypto: Crypto): Promise<readonly string[]> {
  const parts = [input.noviceFingerprint, input.expertFingerprint, input.noviceNonce, input.expertNonce];
  const joined = new Uint8Array(parts.length * NONCE_BYTES);
  for (const [index, part] of parts.entries())
    joined.set(decodeBase64(part, NONCE_BYTES), index * NONCE_BYTES);
  const [a = 0, b = 0, c = 0] = new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
  const bits = (a << 16) | (b << 8) | c;
  return [18, 12, 6, 0].map(shift => VERIFICATION_EMOJI[(bits >> shift) & 63]?.emoji ?? '');
}
