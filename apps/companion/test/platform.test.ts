import { describe, expect, it } from 'vitest';
import { virtualKeyOf } from '../src/platform/macos/virtual-keys.ts';
import { openPlatform } from '../src/platform/open.ts';
import { judgeRawInput } from '../src/platform/windows/hand-watch.ts';
import { buttonInput, MARK, moveInput, scanCodeInput, unicodeInput } from '../src/platform/windows/inputs.ts';
import { scanCodeOf } from '../src/platform/windows/scan-codes.ts';
import { characterOf, keysymOf } from '../src/platform/x11/keysyms.ts';
import { keycodeOf } from '../src/platform/x11/physical-keys.ts';

const events = { held: () => undefined, screensChanged: () => undefined, lost: () => undefined };

describe('what a machine can do', () => {
  it.each([
    ['wayland', 'linux', { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }],
    ['wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }],
    ['wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':65000' }],
    ['no-display', 'linux', {}],
    ['no-display', 'linux', { DISPLAY: ':65000' }],
    ['unsupported-system', 'aix', {}],
  ] as const)('%s: %s with %j', async (unable, system, env) => {
    await expect(openPlatform({ system, env }, events)).rejects.toMatchObject({ code: 'unable', unable });
  });
});

describe('keys', () => {
  it('every character of a keysym of our own is that character again', () => {
    for (const character of 'aZ~ äß€漢😀\u00a0ÿĀ') expect(characterOf(keysymOf(character))).toBe(character);
  });

  it('old keysyms and those of the key pad make their characters, dead keys make none', () => {
    expect([0x20ac, 0x6c1, 0x7e1, 0x1a1, 0xffb7, 0xffaf].map(characterOf)).toEqual([
      '€',
      'а',
      'α',
      'Ą',
      '7',
      '/',
    ]);
    expect([0xfe52, 0xff0d, 0xffe1, 0].map(characterOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('every table knows the keys of an ordinary keyboard, each by a number of its own', () => {
    const codes = [
      ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', letter => `Key${letter}`),
      ...Array.from('0123456789', digit => `Digit${digit}`),
      ...Array.from({ length: 12 }, (_, n) => `F${String(n + 1)}`),
      ...'Minus Equal BracketLeft BracketRight Semicolon Quote Backquote Backslash IntlBackslash'.split(' '),
      ...'Comma Period Slash Space Tab Enter Backspace Escape CapsLock Insert Delete Home End'.split(' '),
      ...'PageUp PageDown ArrowLeft ArrowUp ArrowRight ArrowDown ShiftLeft ShiftRight'.split(' '),
      ...'ControlLeft ControlRight AltLeft AltRight MetaLeft MetaRight ContextMenu NumpadEnter'.split(' '),
    ];
    for (const table of [keycodeOf, scanCodeOf, virtualKeyOf]) {
      expect(codes.filter(code => table(code) === undefined)).toEqual([]);
      expect(new Set(codes.map(table)).size).toBe(codes.length);
      expect(table('constructor')).toBeUndefined();
    }
    expect([keycodeOf('KeyA'), keycodeOf('AltRight'), keycodeOf('NumpadEnter')]).toEqual([38, 108, 104]);
    expect([scanCodeOf('KeyZ'), scanCodeOf('ArrowUp'), scanCodeOf('F12')]).toEqual([0x2c, 0xe048, 0x58]);
    expect([virtualKeyOf('KeyZ'), virtualKeyOf('ArrowUp'), virtualKeyOf('F1')]).toEqual([0x06, 0x7e, 0x7a]);
  });
});

describe('input structures of 64-bit Windows', () => {
  const view = (bytes: Uint8Array | undefined): DataView => new DataView((bytes ?? new Uint8Array()).buffer);

  it('a key names its scan code and its flags where Windows reads them', () => {
    const up = view(scanCodeInput(0xe048, false));
    expect([up.byteLength, up.getUint32(0, true), up.getUint16(10, true)]).toEqual([40, 1, 0x48]);
    expect(up.getUint32(12, true)).toBe(8 | 1 | 2);
    expect(up.getBigUint64(24, true)).toBe(MARK);
    expect(view(unicodeInput(0x20ac, true)).getUint32(12, true)).toBe(4);
  });

  it('a place is a part of the whole desktop, from its first pixel to its last', () => {
    const desk = { x: -1920, y: 0, width: 3840, height: 1080 };
    const place = (x: number, y: number): number[] => {
      const move = view(moveInput(x, y, desk));
      return [move.getInt32(8, true), move.getInt32(12, true)];
    };
    expect(place(-1920, 0)).toEqual([0, 0]);
    expect(place(1919, 1079)).toEqual([65_535, 65_535]);
  });

  it('swapped buttons are swapped back', () => {
    expect(view(buttonInput(0, true, false)).getUint32(20, true)).toBe(2);
    expect(view(buttonInput(0, true, true)).getUint32(20, true)).toBe(8);
    expect(view(buttonInput(4, false, true)).getInt32(16, true)).toBe(2);
    expect(buttonInput(5, true, false)).toBeUndefined();
  });

  it('raw input with our mark is ours, Esc without it is the panic key’s, and the rest is a hand', () => {
    const raw = (type: number, fill: (view: DataView) => void): Uint8Array => {
      const bytes = new Uint8Array(48);
      const data = new DataView(bytes.buffer);
      data.setUint32(0, type, true);
      fill(data);
      return bytes;
    };
    const keyboard = (vk: number, flags: number, extra: number): Uint8Array =>
      raw(1, data => {
        data.setUint16(26, flags, true);
        data.setUint16(30, vk, true);
        data.setUint32(36, extra, true);
      });
    expect(judgeRawInput(keyboard(0x1b, 0, 0))).toBe('escape-down');
    expect(judgeRawInput(keyboard(0x1b, 1, 0))).toBe('escape-up');
    expect(judgeRawInput(keyboard(0x41, 0, 0))).toBe('other');
    expect(judgeRawInput(keyboard(0x1b, 0, Number(MARK)))).toBeUndefined();
    expect(judgeRawInput(raw(0, () => undefined))).toBe('other');
    expect(judgeRawInput(raw(0, data => data.setUint32(44, Number(MARK), true)))).toBeUndefined();
  });
});
