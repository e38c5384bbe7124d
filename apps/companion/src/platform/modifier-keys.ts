/** `KeyboardEvent.key` of the keys that are held, and what the held ones are; the same on Windows and macOS. */
export type ModifierKind = 'shift' | 'control' | 'alt' | 'meta';
export const MODIFIER_KINDS: readonly ModifierKind[] = ['shift', 'control', 'alt', 'meta'];

const KINDS: ReadonlyMap<string, ModifierKind> = new Map([
  ['Shift', 'shift'],
  ['Control', 'control'],
  ['Alt', 'alt'],
  ['Meta', 'meta'],
  ['OS', 'meta'],
  ['Super', 'meta'],
]);

/** Which modifier a key is; undefined for every other key. */
export function modifierKind(key: string): ModifierKind | undefined {
  return KINDS.get(key);
}

/** Keys that are no input by themselves: an input method or a dead key goes on, and its result comes as text. */
const SILENT = new Set(['AltGraph', 'Dead', 'Process', 'Unidentified', 'Compose', 'Fn', 'FnLock', '']);

export type KeyMeaning = 'silent' | 'named' | 'character';

/** Whether a key types something, does something, or is not to be carried out. */
export function meaningOf(key: string): KeyMeaning {
  if (SILENT.has(key) || /[\p{Cc}\p{Cs}]/u.test(key)) return 'silent';
  return /^[ -~]{2,}$/.test(key) ? 'named' : 'character';
}
