/** Keysyms, the characters they make, and the keys that `KeyboardEvent.key` names. */
import type { ModifierKind } from '../modifier-keys.ts';
import { LEGACY_KEYSYMS } from './legacy-keysyms.ts';

export const KEYSYM = { return: 0xff0d, tab: 0xff09, escape: 0xff1b, level3Shift: 0xfe03 } as const;

const UNICODE = 0x01000000;

const legacy: ReadonlyMap<number, string> = new Map(
  LEGACY_KEYSYMS.flatMap(([first, characters]) =>
    Array.from(characters, (character, index) => [first + index, character] as const),
  ).filter(([, character]) => character !== ' '),
);

/** Key pad keysyms that make a character. */
const keypad: ReadonlyMap<number, string> = new Map([
  ...Array.from({ length: 10 }, (_, digit) => [0xffb0 + digit, String(digit)] as const),
  [0xff80, ' '],
  [0xffaa, '*'],
  [0xffab, '+'],
  [0xffac, ','],
  [0xffad, '-'],
  [0xffae, '.'],
  [0xffaf, '/'],
  [0xffbd, '='],
]);

/** The character that a key with this keysym types; undefined for dead keys and keys without one. */
export function characterOf(keysym: number): string | undefined {
  if ((keysym >= 0x20 && keysym <= 0x7e) || (keysym >= 0xa0 && keysym <= 0xff))
    return String.fromCharCode(keysym);
  if (keysym >= UNICODE + 0x100 && keysym <= UNICODE + 0x10ffff)
    return String.fromCodePoint(keysym - UNICODE);
  return legacy.get(keysym) ?? keypad.get(keysym);
}

export function isKeypad(keysym: number): boolean {
  return keypad.has(keysym);
}

/** The keysym that makes this character on a key of our own. */
export function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff) ? point : UNICODE + point;
}

/** `KeyboardEvent.key` of keys without a character → keysyms that mean it, the usual one first. */
export const NAMED_KEYSYMS: Readonly<Record<string, readonly number[]>> = {
  Enter: [KEYSYM.return, 0xff8d],
  Tab: [KEYSYM.tab, 0xff89, 0xfe20],
  Backspace: [0xff08],
  Delete: [0xffff, 0xff9f],
  Escape: [KEYSYM.escape],
  Insert: [0xff63, 0xff9e],
  Home: [0xff50, 0xff95],
  End: [0xff57, 0xff9c],
  PageUp: [0xff55, 0xff9a],
  PageDown: [0xff56, 0xff9b],
  ArrowLeft: [0xff51, 0xff96],
  ArrowUp: [0xff52, 0xff97],
  ArrowRight: [0xff53, 0xff98],
  ArrowDown: [0xff54, 0xff99],
  Clear: [0xff0b, 0xff9d],
  CapsLock: [0xffe5],
  NumLock: [0xff7f],
  ScrollLock: [0xff14],
  PrintScreen: [0xff61],
  Pause: [0xff13],
  ContextMenu: [0xff67],
  Help: [0xff6a],
  Undo: [0xff65],
  Redo: [0xff66],
  Find: [0xff68],
  AudioVolumeMute: [0x1008ff12],
  AudioVolumeDown: [0x1008ff11],
  AudioVolumeUp: [0x1008ff13],
  MediaPlayPause: [0x1008ff14],
  MediaStop: [0x1008ff15],
  MediaTrackPrevious: [0x1008ff16],
  MediaTrackNext: [0x1008ff17],
  BrowserBack: [0x1008ff26],
  BrowserForward: [0x1008ff27],
  ...Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`F${String(n + 1)}`, [0xffbe + n]])),
};

/** Left, then right, then what else counts as this modifier. */
export const MODIFIER_KEYSYMS: Readonly<Record<ModifierKind, readonly number[]>> = {
  shift: [0xffe1, 0xffe2],
  control: [0xffe3, 0xffe4],
  alt: [0xffe9, 0xffea],
  meta: [0xffeb, 0xffec, 0xffe7, 0xffe8],
};
