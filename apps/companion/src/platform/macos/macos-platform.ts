/**
 * macOS by CGEvent: characters as Unicode, whatever the layout; shortcuts by the key that has the letter here.
 * Unverified: no macOS machine was at hand.
 */
import type { CompanionScreen } from '@rendezvous/assist';
import type { Steps } from '../../pump.ts';
import { Held } from '../held.ts';
import { MODIFIER_KINDS, type ModifierKind, meaningOf, modifierKind } from '../modifier-keys.ts';
import {
  type HandActivity,
  type KeyEvent,
  type Platform,
  PlatformError,
  type PlatformEvents,
} from '../platform.ts';
import { MARK, watchMacosHand } from './hand-watch.ts';
import { loadMacos, type MacosLibrary, type Point, type Ref } from './library.ts';
import { virtualKeyOf } from './virtual-keys.ts';

const HID_TAP = 0;
const PRIVATE_STATE = -1;
const CLICK_STATE = 1;
const LINES = 1;
const MOVED = 5;
/** Down, up and dragged of left, middle, right and the two others, and the button's number. */
const BUTTONS = [
  [1, 2, 6, 0],
  [25, 26, 27, 2],
  [3, 4, 7, 1],
  [25, 26, 27, 3],
  [25, 26, 27, 4],
] as const;
const FLAGS: Readonly<Record<ModifierKind, number>> = {
  shift: 0x2_0000,
  control: 0x4_0000,
  alt: 0x8_0000,
  meta: 0x10_0000,
};
const DOUBLE_CLICK_MS = 500;
const SCREENS_EVERY_MS = 2_000;
const MAX_SCREENS = 16;

/** @throws PlatformError `unable` without the permissions of Accessibility and Input Monitoring */
export function openMacos(events: PlatformEvents): Platform {
  const macos = loadMacos();
  if (!macos.AXIsProcessTrusted() || !macos.CGPreflightListenEventAccess())
    throw new PlatformError('unable', 'macos has not allowed input', 'macos-permission');
  return new MacosPlatform(macos, events);
}

class MacosPlatform implements Platform {
  readonly name = 'macos';
  readonly #macos: MacosLibrary;
  readonly #source: Ref;
  readonly #held: Held;
  readonly #modifiers = new Map<string, { readonly key: number; readonly kind: ModifierKind }>();
  readonly #screenTimer: ReturnType<typeof setInterval>;
  #screens: readonly CompanionScreen[];
  #at: Point = { x: 0, y: 0 };
  #click = { button: -1, count: 0, at: this.#at, ms: 0 };

  constructor(macos: MacosLibrary, events: PlatformEvents) {
    this.#macos = macos;
    this.#source = openMarkedSource(macos);
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
    this.#at = { x, y };
    const dragging = BUTTONS.findIndex((_, button) => this.#held.has(`b${String(button)}`));
    const [, , dragged, number] = BUTTONS[dragging] ?? [0, 0, MOVED, 0];
    this.#post(this.#macos.CGEventCreateMouseEvent(this.#source, dragged, this.#at, number));
  }

  button(button: number, down: boolean): void {
    const kinds = BUTTONS[button];
    const code = `b${String(button)}`;
    if (!kinds || !(down ? this.#held.press(code) : this.#held.release(code))) return;
    if (down) this.#countClick(button);
    const event = this.#macos.CGEventCreateMouseEvent(this.#source, kinds[down ? 0 : 1], this.#at, kinds[3]);
    if (event !== null) this.#macos.CGEventSetIntegerValueField(event, CLICK_STATE, this.#click.count);
    this.#post(event);
    this.#held.report();
  }

  scroll(dx: number, dy: number): void {
    this.#post(this.#macos.CGEventCreateScrollWheelEvent2(this.#source, LINES, 2, -dy, -dx, 0));
  }

  key(event: KeyEvent): Steps | undefined {
    const kind = modifierKind(event.key);
    if (this.#modifiers.has(event.code) || (kind && event.down)) {
      this.#modifier(event, kind);
      return undefined;
    }
    const meaning = meaningOf(event.key);
    if (!event.down || meaning === 'silent') return undefined;
    const { control, alt, meta, altGraph } = event.modifiers;
    if (meaning === 'character' && (altGraph || !(control || alt || meta))) return this.text(event.key);
    const found = meaning === 'character' ? this.#find(event.key.toLowerCase()) : undefined;
    const key = found ?? virtualKeyOf(event.code);
    if (key === undefined) return undefined;
    const flags = MODIFIER_KINDS.reduce((bits, name) => bits | (event.modifiers[name] ? FLAGS[name] : 0), 0);
    for (const down of [true, false]) this.#postKey(key, down, flags);
    return undefined;
  }

  text(text: string): undefined {
    for (const character of text.toWellFormed()) {
      const named = character === '\n' ? 'Enter' : character === '\t' ? 'Tab' : undefined;
      const units = Uint16Array.from(character, (_, index) => character.charCodeAt(index));
      for (const down of [true, false]) {
        if (named) this.#postKey(virtualKeyOf(named) ?? 0, down, 0);
        else this.#postText(units, down);
      }
    }
    return undefined;
  }

  releaseAll(): void {
    this.#modifiers.clear();
    for (const code of this.#held.takeAll())
      this.#post(releaseEvent(this.#macos, this.#source, code, this.#at));
    this.#held.report();
  }

  watchHand(listener: (activity: HandActivity) => void): () => void {
    return watchMacosHand(this.#macos, listener);
  }

  close(): void {
    clearInterval(this.#screenTimer);
    this.releaseAll();
  }

  #modifier(event: KeyEvent, kind: ModifierKind | undefined): void {
    const held = this.#modifiers.get(event.code);
    if (event.down) {
      const key = virtualKeyOf(event.code);
      if (held || !kind || key === undefined || !this.#held.press(`k${String(key)}`)) return;
      this.#modifiers.set(event.code, { key, kind });
      this.#postKey(key, true, this.#flags);
    } else if (held) {
      this.#modifiers.delete(event.code);
      this.#held.release(`k${String(held.key)}`);
      this.#postKey(held.key, false, this.#flags);
      this.#held.report();
    }
  }

  get #flags(): number {
    return [...this.#modifiers.values()].reduce((bits, { kind }) => bits | FLAGS[kind], 0);
  }

  /** macOS makes no double click of two clicks by itself. */
  #countClick(button: number): void {
    const { at, ms, count, button: last } = this.#click;
    const again =
      last === button &&
      performance.now() - ms < DOUBLE_CLICK_MS &&
      Math.hypot(at.x - this.#at.x, at.y - this.#at.y) < 5;
    this.#click = { button, count: again ? count + 1 : 1, at: this.#at, ms: performance.now() };
  }

  /** The key that types this by itself on the layout of now. */
  #find(character: string): number | undefined {
    const macos = this.#macos;
    const source = macos.TISCopyCurrentKeyboardLayoutInputSource();
    if (source === null) return undefined;
    try {
      const data = macos.TISGetInputSourceProperty(source, macos.layoutDataKey);
      if (data === null) return undefined;
      const layout = macos.CFDataGetBytePtr(data);
      const units = new Uint16Array(4);
      for (let key = 0; key < 128; key++) {
        const length: [number] = [0];
        macos.UCKeyTranslate(layout, key, 3, 0, macos.LMGetKbdType(), 1, [0], units.length, length, units);
        if (String.fromCharCode(...units.subarray(0, length[0])) === character) return key;
      }
      return undefined;
    } finally {
      macos.CFRelease(source);
    }
  }

  #postKey(key: number, down: boolean, flags: number): void {
    const event = this.#macos.CGEventCreateKeyboardEvent(this.#source, key, down);
    if (event !== null) this.#macos.CGEventSetFlags(event, flags);
    this.#post(event);
  }

  #postText(units: Uint16Array, down: boolean): void {
    const event = this.#macos.CGEventCreateKeyboardEvent(this.#source, 0, down);
    if (event !== null) {
      this.#macos.CGEventSetFlags(event, 0);
      this.#macos.CGEventKeyboardSetUnicodeString(event, units.length, units);
    }
    this.#post(event);
  }

  #post(event: Ref | null): void {
    postEvent(this.#macos, event);
  }

  #readScreens(): readonly CompanionScreen[] {
    const macos = this.#macos;
    const ids = new Uint32Array(MAX_SCREENS);
    const count: [number] = [0];
    macos.CGGetActiveDisplayList(ids.length, ids, count);
    return Array.from(ids.subarray(0, count[0]), (id, index) => {
      const { origin, size } = macos.CGDisplayBounds(id);
      const mode = macos.CGDisplayCopyDisplayMode(id);
      const pixels = mode === null ? size.width : Number(macos.CGDisplayModeGetPixelWidth(mode));
      if (mode !== null) macos.CFRelease(mode);
      return {
        id: String(id),
        name: `Display ${String(index + 1)}`,
        x: Math.round(origin.x),
        y: Math.round(origin.y),
        width: Math.max(1, Math.round(size.width)),
        height: Math.max(1, Math.round(size.height)),
        scale: Math.min(8, Math.max(0.5, pixels / Math.max(1, size.width))),
        primary: macos.CGDisplayIsMain(id) !== 0,
      };
    });
  }
}

/** A source of events whose events can be known again. */
export function openMarkedSource(macos: MacosLibrary): Ref {
  const source = macos.CGEventSourceCreate(PRIVATE_STATE);
  if (source === null) throw new PlatformError('unable', 'macos gave no event source', 'macos-permission');
  macos.CGEventSourceSetUserData(source, MARK);
  return source;
}

export function postEvent(macos: MacosLibrary, event: Ref | null): void {
  if (event === null) return;
  macos.CGEventPost(HID_TAP, event);
  macos.CFRelease(event);
}

export function releaseEvent(macos: MacosLibrary, source: Ref, code: string, at: Point): Ref | null {
  const number = Number(code.slice(1));
  if (code.startsWith('k')) return macos.CGEventCreateKeyboardEvent(source, number, false);
  const kinds = BUTTONS[number];
  return kinds ? macos.CGEventCreateMouseEvent(source, kinds[1], at, kinds[3]) : null;
}
