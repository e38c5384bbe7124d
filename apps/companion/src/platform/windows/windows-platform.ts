/**
 * Windows by SendInput: characters as Unicode, whatever the layout and the locks; shortcuts and other keys by scan code.
 * Unverified: no Windows machine was at hand. Windows of programs that run as administrator take no input from one
 * that does not, and SendInput does not say so.
 */
import type { CompanionScreen } from '@rendezvous/assist';
import type { Steps } from '../../pump.ts';
import { Held } from '../held.ts';
import { MODIFIER_KINDS, type ModifierKind, meaningOf, modifierKind } from '../modifier-keys.ts';
import type { HandActivity, KeyEvent, Platform, PlatformEvents } from '../platform.ts';
import { watchWindowsHand } from './hand-watch.ts';
import {
  buttonInput,
  INPUT_BYTES,
  MOUSE,
  mouseInput,
  moveInput,
  scanCodeInput,
  unicodeInput,
} from './inputs.ts';
import { loadWindows, type WindowsLibrary } from './library.ts';
import { scanCodeOf } from './scan-codes.ts';

const SWAPPED_BUTTONS = 23;
const VIRTUAL_SCREEN = { x: 76, y: 77, width: 78, height: 79 } as const;
const NOTCH = 120;
const SCREENS_EVERY_MS = 2_000;
const MODIFIER_CODES: Readonly<Record<ModifierKind, string>> = {
  shift: 'ShiftLeft',
  control: 'ControlLeft',
  alt: 'AltLeft',
  meta: 'MetaLeft',
};

export function openWindows(events: PlatformEvents): Platform {
  return new WindowsPlatform(loadWindows(), events);
}

class WindowsPlatform implements Platform {
  readonly name = 'windows';
  readonly #windows: WindowsLibrary;
  readonly #held: Held;
  readonly #modifiers = new Map<string, { readonly scanCode: number; readonly kind: ModifierKind }>();
  readonly #screenTimer: ReturnType<typeof setInterval>;
  #screens: readonly CompanionScreen[];

  constructor(windows: WindowsLibrary, events: PlatformEvents) {
    this.#windows = windows;
    windows.beDpiAware();
    this.#held = new Held(codes => events.held(codes));
    this.#screens = this.#readScreens();
    this.#screenTimer = setInterval(() => {
      const screens = this.#readScreens();
      if (JSON.stringify(screens) === JSON.stringify(this.#screens)) return;
      this.#screens = screens;
      events.screensChanged();
    }, SCREENS_EVERY_MS).unref();
  }

  screens(): readonly CompanionScreen[] {
    return this.#screens;
  }

  movePointer(x: number, y: number): void {
    const metric = (index: number): number => this.#windows.GetSystemMetrics(index);
    this.#send(
      moveInput(x, y, {
        x: metric(VIRTUAL_SCREEN.x),
        y: metric(VIRTUAL_SCREEN.y),
        width: metric(VIRTUAL_SCREEN.width),
        height: metric(VIRTUAL_SCREEN.height),
      }),
    );
  }

  button(button: number, down: boolean): void {
    const input = buttonInput(button, down, this.#windows.GetSystemMetrics(SWAPPED_BUTTONS) !== 0);
    const code = `b${String(button)}`;
    if (!input || !(down ? this.#held.press(code) : this.#held.release(code))) return;
    this.#send(input);
    this.#held.report();
  }

  scroll(dx: number, dy: number): void {
    if (dy !== 0) this.#send(mouseInput(MOUSE.wheel, 0, 0, -dy * NOTCH));
    if (dx !== 0) this.#send(mouseInput(MOUSE.horizontalWheel, 0, 0, dx * NOTCH));
  }

  key(event: KeyEvent): Steps | undefined {
    const kind = modifierKind(event.key);
    if (this.#modifiers.has(event.code) || (kind && event.down)) {
      this.#modifier(event, kind);
      return undefined;
    }
    const meaning = meaningOf(event.key);
    if (!event.down || meaning === 'silent') return undefined;
    const { shift, control, alt, meta, altGraph } = event.modifiers;
    if (meaning === 'character' && (altGraph || !(control || alt || meta))) return this.text(event.key);
    const wanted = { shift, control, alt, meta };
    const place = meaning === 'character' ? this.#find(event.key) : undefined;
    const scanCode = place?.scanCode ?? scanCodeOf(event.code);
    if (scanCode === undefined) return undefined;
    const letter = event.key.toLowerCase() !== event.key.toUpperCase();
    this.#tap(scanCode, place && !letter ? { ...wanted, shift: place.shift } : wanted);
    return undefined;
  }

  text(text: string): undefined {
    const inputs = this.#without(['control', 'alt', 'meta'], () =>
      Array.from(text.toWellFormed()).flatMap(character => {
        if (character === '\n' || character === '\t') {
          const scanCode = scanCodeOf(character === '\n' ? 'Enter' : 'Tab') ?? 0;
          return [scanCodeInput(scanCode, true), scanCodeInput(scanCode, false)];
        }
        const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
        return [
          ...units.map(unit => unicodeInput(unit, true)),
          ...units.map(unit => unicodeInput(unit, false)),
        ];
      }),
    );
    this.#send(...inputs);
    return undefined;
  }

  releaseAll(): void {
    this.#modifiers.clear();
    const swapped = this.#windows.GetSystemMetrics(SWAPPED_BUTTONS) !== 0;
    this.#send(...releaseInputs(this.#held.takeAll(), swapped));
    this.#held.report();
  }

  watchHand(listener: (activity: HandActivity) => void): () => void {
    return watchWindowsHand(this.#windows, listener);
  }

  close(): void {
    clearInterval(this.#screenTimer);
    this.releaseAll();
  }

  #modifier(event: KeyEvent, kind: ModifierKind | undefined): void {
    const held = this.#modifiers.get(event.code);
    if (event.down) {
      const scanCode = scanCodeOf(event.code) ?? (kind && scanCodeOf(MODIFIER_CODES[kind]));
      if (held || !kind || scanCode === undefined || !this.#held.press(`k${String(scanCode)}`)) return;
      this.#modifiers.set(event.code, { scanCode, kind });
      this.#send(scanCodeInput(scanCode, true));
    } else if (held) {
      this.#modifiers.delete(event.code);
      this.#held.release(`k${String(held.scanCode)}`);
      this.#send(scanCodeInput(held.scanCode, false));
      this.#held.report();
    }
  }

  /** Where the layout of the window in front has a character; AltGr places are left to the physical key. */
  #find(character: string): { scanCode: number; shift: boolean } | undefined {
    const windows = this.#windows;
    const layout = windows.GetKeyboardLayout(
      windows.GetWindowThreadProcessId(windows.GetForegroundWindow(), null),
    );
    const found = windows.VkKeyScanExW(character.toLowerCase().charCodeAt(0), layout);
    if (found === -1 || found >> 8 > 1) return undefined;
    const scanCode = windows.MapVirtualKeyExW(found & 0xff, 0, layout);
    return scanCode === 0 ? undefined : { scanCode, shift: found >> 8 === 1 };
  }

  #tap(scanCode: number, wanted: Readonly<Record<ModifierKind, boolean>>): void {
    const missing = MODIFIER_KINDS.filter(kind => wanted[kind] && !this.#holds(kind)).map(
      kind => scanCodeOf(MODIFIER_CODES[kind]) ?? 0,
    );
    const extra = MODIFIER_KINDS.filter(kind => !wanted[kind]);
    this.#send(
      ...this.#without(extra, () => [
        ...missing.map(code => scanCodeInput(code, true)),
        scanCodeInput(scanCode, true),
        scanCodeInput(scanCode, false),
        ...missing.reverse().map(code => scanCodeInput(code, false)),
      ]),
    );
  }

  /** The inputs, with these modifiers up around them if we hold them. */
  #without(kinds: readonly ModifierKind[], inputs: () => readonly Uint8Array[]): readonly Uint8Array[] {
    const codes = [...this.#modifiers.values()]
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ scanCode }) => scanCode);
    return [
      ...codes.map(code => scanCodeInput(code, false)),
      ...inputs(),
      ...codes.map(code => scanCodeInput(code, true)),
    ];
  }

  #holds(wanted: ModifierKind): boolean {
    return [...this.#modifiers.values()].some(({ kind }) => kind === wanted);
  }

  #readScreens(): readonly CompanionScreen[] {
    return this.#windows.monitors().map(monitor => ({
      id: monitor.name,
      name: monitor.name.replace(/^\\\\\.\\/, ''),
      x: monitor.left,
      y: monitor.top,
      width: Math.max(1, monitor.right - monitor.left),
      height: Math.max(1, monitor.bottom - monitor.top),
      scale: Math.min(8, Math.max(0.5, monitor.dpi / 96)),
      primary: monitor.primary,
    }));
  }

  #send(...inputs: readonly Uint8Array[]): void {
    if (inputs.length > 0) sendInputs(this.#windows, inputs);
  }
}

/** In one call, so that nobody else's input comes between them. */
export function sendInputs(windows: WindowsLibrary, inputs: readonly Uint8Array[]): void {
  windows.SendInput(inputs.length, Buffer.concat(inputs), INPUT_BYTES);
}

export function releaseInputs(codes: readonly string[], swapped: boolean): readonly Uint8Array[] {
  return codes.flatMap(code => {
    const number = Number(code.slice(1));
    if (code.startsWith('k')) return [scanCodeInput(number, false)];
    return buttonInput(number, false, swapped) ?? [];
  });
}
