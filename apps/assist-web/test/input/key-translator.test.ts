import { InputEvent } from '@rendezvous/assist';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyInput, KeyTranslator, splitText } from '../../src/input/key-translator.ts';

const NONE = { shift: false, control: false, alt: false, meta: false, altGraph: false };

function key(code: string, name: string, rest: Partial<KeyInput> = {}): KeyInput {
  return { code, key: name, repeat: false, composing: false, modifiers: NONE, ...rest };
}

describe('a key', () => {
  it('travels with its physical code, its logical name and the modifiers', () => {
    const keys = new KeyTranslator('other');
    const modifiers = { ...NONE, shift: true };
    expect(keys.down(key('KeyY', 'Z', { modifiers }))).toEqual({
      send: [{ type: 'key', code: 'KeyY', key: 'Z', down: true, repeat: false, modifiers }],
      prevent: true,
    });
  });

  it('comes up as what it went down as, although Shift was let go in between', () => {
    const keys = new KeyTranslator('other');
    keys.down(key('Digit2', '"', { modifiers: { ...NONE, shift: true } }));
    expect(keys.up(key('Digit2', '2')).send).toMatchObject([{ code: 'Digit2', key: '"', down: false }]);
  });

  it('that was never sent as down is not sent as up', () => {
    const keys = new KeyTranslator('other');
    expect(keys.up(key('Enter', 'Enter'))).toEqual({ send: [], prevent: false });
  });

  it('that repeats says so', () => {
    const keys = new KeyTranslator('other');
    keys.down(key('KeyA', 'a'));
    expect(keys.down(key('KeyA', 'a', { repeat: true })).send).toMatchObject([{ down: true, repeat: true }]);
  });

  it('without a physical code, as some virtual keyboards make it, is left to the text path', () => {
    expect(new KeyTranslator('other').down(key('', 'a'))).toEqual({ send: [], prevent: false });
  });
});

describe('a composition', () => {
  it.each(['Dead', 'Process', 'Unidentified', 'Compose'])(
    'begins with %s, which is left to the browser',
    name => {
      expect(new KeyTranslator('other').down(key('BracketLeft', name))).toEqual({ send: [], prevent: false });
    },
  );

  it('swallows its keys, up and down, and sends its text', () => {
    const keys = new KeyTranslator('other');
    expect(keys.down(key('KeyN', 'n', { composing: true })).send).toEqual([]);
    expect(keys.up(key('KeyN', 'n', { composing: true })).send).toEqual([]);
    expect(keys.text('日本')).toEqual([{ type: 'text', text: '日本' }]);
  });

  it('that was given up sends nothing', () => {
    expect(new KeyTranslator('other').text('')).toEqual([]);
  });
});

describe('AltGr', () => {
  it('on Windows takes back the Ctrl that no hand pressed', () => {
    const keys = new KeyTranslator('windows');
    keys.down(key('ControlLeft', 'Control', { modifiers: { ...NONE, control: true } }));
    const modifiers = { ...NONE, control: true, alt: true, altGraph: true };
    expect(keys.down(key('AltRight', 'AltGraph', { modifiers })).send).toMatchObject([
      { code: 'ControlLeft', down: false },
      {
        code: 'AltRight',
        key: 'AltGraph',
        down: true,
        modifiers: { control: false, alt: false, altGraph: true },
      },
    ]);
    expect(keys.down(key('KeyQ', '@', { modifiers })).send).toMatchObject([
      { code: 'KeyQ', key: '@', modifiers: { control: false, alt: false, altGraph: true } },
    ]);
    expect(keys.up(key('ControlLeft', 'Control')).send).toEqual([]);
  });

  it('elsewhere leaves a Ctrl alone that is really held', () => {
    const keys = new KeyTranslator('other');
    keys.down(key('ControlLeft', 'Control'));
    expect(keys.down(key('AltRight', 'AltGraph')).send).toHaveLength(1);
  });
});

describe('⌘ on a Mac', () => {
  it('lets go of the keys whose release macOS never tells', () => {
    const keys = new KeyTranslator('mac');
    keys.down(key('MetaLeft', 'Meta'));
    keys.down(key('KeyC', 'c'));
    expect(keys.up(key('MetaLeft', 'Meta')).send).toMatchObject([
      { code: 'MetaLeft', down: false },
      { code: 'KeyC', down: false },
    ]);
    expect(keys.holding).toBe(false);
  });
});

describe('release', () => {
  it('forgets everything that was down', () => {
    const keys = new KeyTranslator('other');
    keys.down(key('ShiftLeft', 'Shift'));
    expect(keys.releaseAll()).toEqual([{ type: 'release-all' }]);
    expect(keys.up(key('ShiftLeft', 'Shift')).send).toEqual([]);
  });
});

const anyInput: fc.Arbitrary<KeyInput> = fc.record({
  code: fc.oneof(
    fc.constantFrom('KeyA', 'ControlLeft', 'AltRight', 'MetaLeft', ''),
    fc.string({ maxLength: 60 }),
  ),
  key: fc.oneof(fc.constantFrom('a', 'Dead', 'AltGraph', 'Meta', 'Control'), fc.string({ maxLength: 60 })),
  repeat: fc.boolean(),
  composing: fc.boolean(),
  modifiers: fc.record({
    shift: fc.boolean(),
    control: fc.boolean(),
    alt: fc.boolean(),
    meta: fc.boolean(),
    altGraph: fc.boolean(),
  }),
});

describe('whatever a keyboard does', () => {
  it('only valid events are sent, and nothing comes up that is not down', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('down', 'up'), anyInput), { maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.constantFrom('windows', 'mac', 'other'), (sequence, platform) => {
        const keys = new KeyTranslator(platform);
        const down = new Set<string>();
        for (const [kind, input] of sequence) {
          for (const event of (kind === 'down' ? keys.down(input) : keys.up(input)).send) {
            expect(InputEvent.safeParse(event).success).toBe(true);
            if (event.type !== 'key') continue;
            if (!event.down) expect(down.delete(event.code)).toBe(true);
            else down.add(event.code);
          }
        }
        expect(down.size).toBeLessThanOrEqual(32);
      }),
    );
  });
});

describe('text in pieces', () => {
  it('keeps line ends and tabs, and nothing else that is a control character', () => {
    expect(splitText('a\r\nb\rc\td\u0000\u001b\u007f€')).toEqual(['a\nb\nc\td€']);
  });

  it('is never cut inside a character, and each piece is a valid event', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '👩‍👩‍👧', 'e\u0301', '\n'), maxLength: 3000 }),
        text => {
          const pieces = splitText(text);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) {
            expect(InputEvent.safeParse({ type: 'text', text: piece }).success).toBe(true);
            expect(piece.isWellFormed()).toBe(true);
          }
        },
      ),
    );
    expect(splitText('😀'.repeat(600)).map(piece => piece.length)).toEqual([1000, 200]);
  });
});
