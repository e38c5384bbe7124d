/** What two keyboards of experts print on their keys: `KeyboardEvent.code`, then plain, Shift, AltGr. */
import type { InputEvent } from '@rendezvous/assist';
import { NO_MODIFIERS } from './companion-process.ts';

type Row = readonly [code: string, plain: string, shift: string, altGraph?: string];

const letters = (pairs: string): Row[] =>
  pairs
    .split(' ')
    .map(pair => [`Key${pair[0] ?? ''}`, (pair[1] ?? '').toLowerCase(), (pair[1] ?? '').toUpperCase()]);
const straight = Array.from('ABCDEFGHIJKLMNOPQRSTUVWX', letter => letter + letter).join(' ');

export const US: readonly Row[] = [
  ...letters(`${straight} YY ZZ`),
  ...Array.from(')!@#$%^&*(', (shift, digit): Row => [`Digit${String(digit)}`, String(digit), shift]),
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Backquote', '`', '~'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ' '],
];

const altGraph: Readonly<Record<string, string>> = {
  KeyQ: '@',
  KeyE: '€',
  KeyM: 'µ',
};
export const GERMAN: readonly Row[] = [
  ...letters(`${straight} YZ ZY`).map(([code, plain, shift]): Row => {
    const third = altGraph[code];
    return third === undefined ? [code, plain, shift] : [code, plain, shift, third];
  }),
  ['Digit1', '1', '!'],
  ['Digit2', '2', '"', '²'],
  ['Digit3', '3', '§', '³'],
  ['Digit4', '4', '$'],
  ['Digit5', '5', '%'],
  ['Digit6', '6', '&'],
  ['Digit7', '7', '/', '{'],
  ['Digit8', '8', '(', '['],
  ['Digit9', '9', ')', ']'],
  ['Digit0', '0', '=', '}'],
  ['Minus', 'ß', '?', '\\'],
  ['BracketLeft', 'ü', 'Ü'],
  ['BracketRight', '+', '*', '~'],
  ['Semicolon', 'ö', 'Ö'],
  ['Quote', 'ä', 'Ä'],
  ['Backquote', '^', '°'],
  ['Backslash', '#', "'"],
  ['IntlBackslash', '<', '>', '|'],
  ['Comma', ',', ';'],
  ['Period', '.', ':'],
  ['Slash', '-', '_'],
  ['Space', ' ', ' '],
];

export function key(
  code: string,
  keyName: string,
  down: boolean,
  modifiers: Partial<typeof NO_MODIFIERS> = {},
  repeat = false,
): InputEvent {
  return { type: 'key', code, key: keyName, down, repeat, modifiers: { ...NO_MODIFIERS, ...modifiers } };
}

/** A press and a release. */
export function stroke(
  code: string,
  keyName: string,
  modifiers: Partial<typeof NO_MODIFIERS> = {},
): InputEvent[] {
  return [key(code, keyName, true, modifiers), key(code, keyName, false, modifiers)];
}

/** What an expert's browser reports for every character of a keyboard, with the modifier keys as they really come. */
export function everyKey(layout: readonly Row[]): { events: InputEvent[]; text: string } {
  const events: InputEvent[] = [];
  let text = '';
  const type = (level: 1 | 2 | 3, modifiers: Partial<typeof NO_MODIFIERS>): void => {
    for (const row of layout) {
      const character = row[level];
      if (character === undefined) continue;
      events.push(...stroke(row[0], character, modifiers));
      text += character;
    }
  };
  type(1, {});
  events.push(key('ShiftLeft', 'Shift', true, { shift: true }));
  type(2, { shift: true });
  events.push(key('ShiftLeft', 'Shift', false));
  // As on Windows, where AltGr comes as Control and Alt.
  events.push(key('ControlLeft', 'Control', true, { control: true }));
  events.push(key('AltRight', 'AltGraph', true, { altGraph: true }));
  type(3, { altGraph: true });
  events.push(key('ControlLeft', 'Control', false));
  events.push(key('AltRight', 'AltGraph', false));
  return { events, text };
}
