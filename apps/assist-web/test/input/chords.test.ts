import { InputEvent } from '@rendezvous/assist';
import { expect, it } from 'vitest';
import { CHORDS, chordEvents } from '../../src/input/chords.ts';

it('a chord goes down in order and up in the reverse order, with the modifiers of each moment', () => {
  expect(
    chordEvents(CHORDS['alt-tab'].keys).map(
      event => event.type === 'key' && [event.code, event.key, event.down, event.modifiers.alt],
    ),
  ).toEqual([
    ['AltLeft', 'Alt', true, true],
    ['Tab', 'Tab', true, true],
    ['Tab', 'Tab', false, true],
    ['AltLeft', 'Alt', false, false],
  ]);
});

it.each(Object.entries(CHORDS))('the chord %s is made of valid events', (_name, { keys }) => {
  for (const event of chordEvents(keys)) expect(InputEvent.safeParse(event).success).toBe(true);
});
