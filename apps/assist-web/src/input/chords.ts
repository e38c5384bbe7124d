import type { InputEvent, Modifiers } from '@rendezvous/assist';

/** Keys that the expert's own system or browser would take for itself, in the order in which they are pressed. */
export const CHORDS = {
  escape: { label: 'Esc', keys: ['Escape'] },
  'alt-tab': { label: 'Alt + Tab', keys: ['AltLeft', 'Tab'] },
  'alt-f4': { label: 'Alt + F4', keys: ['AltLeft', 'F4'] },
  'ctrl-escape': { label: 'Ctrl + Esc', keys: ['ControlLeft', 'Escape'] },
  windows: { label: 'Windows', keys: ['MetaLeft'] },
} as const;
export type ChordName = keyof typeof CHORDS;

const KEY_OF_CODE: Readonly<Record<string, string>> = {
  AltLeft: 'Alt',
  ControlLeft: 'Control',
  MetaLeft: 'Meta',
  ShiftLeft: 'Shift',
};

/** The chord as key events: down in order, up in the reverse order, each with the modifiers as they then are. */
export function chordEvents(codes: readonly string[]): readonly InputEvent[] {
  const held = new Set<string>();
  const modifiers = (): Modifiers => ({
    shift: held.has('ShiftLeft'),
    control: held.has('ControlLeft'),
    alt: held.has('AltLeft'),
    meta: held.has('MetaLeft'),
    altGraph: false,
  });
  const event = (code: string, down: boolean): InputEvent => {
    if (down) held.add(code);
    else held.delete(code);
    return { type: 'key', code, key: KEY_OF_CODE[code] ?? code, down, repeat: false, modifiers: modifiers() };
  };
  return [...codes.map(code => event(code, true)), ...codes.toReversed().map(code => event(code, false))];
}
