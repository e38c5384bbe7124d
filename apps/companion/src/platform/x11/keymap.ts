import type { ModifierKind } from '../modifier-keys.ts';
import type { XConnection } from './connection.ts';
import { characterOf, isKeypad, KEYSYM, MODIFIER_KEYSYMS } from './keysyms.ts';
import { keycodeOf } from './physical-keys.ts';
import type { XkbState } from './structs.ts';

const CORE_KEYBOARD = 0x100;
const MAPPING_NOTIFY = 34;
const SHIFT = 1;
const GROUP_SHIFT = 13;

/** A key and what must be held with it for one character. */
export interface KeyPlace {
  readonly keycode: number;
  readonly shift: boolean;
  readonly level3: boolean;
}

/** The layout of the person at the machine, as it is now: with the group and the locks that are on. */
export class Keymap {
  readonly #connection: XConnection;
  readonly #state: { -readonly [K in keyof XkbState]: number } = {
    group: 0,
    base_mods: 0,
    latched_mods: 0,
    locked_mods: 0,
  };
  readonly #places = new Map<number, ReadonlyMap<string, KeyPlace>>();
  #level3 = 0;
  #first = 8;
  #last = 255;

  constructor(connection: XConnection) {
    this.#connection = connection;
    const min: [number] = [0];
    const max: [number] = [0];
    connection.x.XDisplayKeycodes(connection.pointer, min, max);
    this.#first = min[0];
    this.#last = max[0];
    this.refresh();
    this.#level3 = connection.x.XkbKeysymToModifiers(connection.pointer, KEYSYM.level3Shift);
  }

  get keycodes(): Iterable<number> {
    return Array.from({ length: this.#last - this.#first + 1 }, (_, index) => this.#first + index);
  }

  /** Asks the server what is on now, and takes in that the layout was changed. */
  refresh(): void {
    const { x, pointer } = this.#connection;
    x.XkbGetState(pointer, CORE_KEYBOARD, this.#state);
    let changed = false;
    this.#connection.drain(event => {
      if (new Int32Array(event.buffer, 0, 1)[0] !== MAPPING_NOTIFY) return;
      x.XRefreshKeyboardMapping(event);
      changed = true;
    });
    if (!changed) return;
    this.#places.clear();
    this.#level3 = x.XkbKeysymToModifiers(pointer, KEYSYM.level3Shift);
  }

  /** Where a character is on this layout, with the fewest keys held; undefined when it has no key. */
  find(character: string): KeyPlace | undefined {
    const base = this.#base;
    let places = this.#places.get(base);
    if (!places) {
      places = this.#listPlaces(base);
      this.#places.set(base, places);
    }
    return places.get(character);
  }

  /** What this key types now, with these held; undefined when it types nothing. */
  character(keycode: number, shift: boolean, level3: boolean): string | undefined {
    if (level3 && this.#level3 === 0) return undefined;
    return characterOf(this.#lookup(keycode, this.#base | this.#mask(shift, level3)));
  }

  /** The keysym of the key by itself, without locks. */
  plainKeysym(keycode: number): number {
    return this.#lookup(keycode, this.#group);
  }

  /** The keysym of the key by itself under the locks that are on: what the key pad means now. */
  lockedKeysym(keycode: number): number {
    return this.#lookup(keycode, this.#base);
  }

  /** The first key whose plain keysym is one of these, in the order of these. */
  keycodeOfKeysym(keysyms: readonly number[]): number | undefined {
    for (const keysym of keysyms) {
      for (const keycode of this.keycodes) if (this.plainKeysym(keycode) === keysym) return keycode;
    }
    return undefined;
  }

  /** The first key that types this by itself, in this group or else in any other. */
  keycodeOfPlain(character: string): number | undefined {
    for (const group of new Set([this.#group, 0, 1 << GROUP_SHIFT, 2 << GROUP_SHIFT, 3 << GROUP_SHIFT])) {
      for (const keycode of this.keycodes) {
        const keysym = this.#lookup(keycode, group);
        if (!isKeypad(keysym) && characterOf(keysym) === character) return keycode;
      }
    }
    return undefined;
  }

  /** The key to press for a modifier that is wanted and not held. */
  modifier(kind: ModifierKind): number | undefined {
    return this.keycodeOfKeysym(MODIFIER_KEYSYMS[kind]);
  }

  get level3(): number | undefined {
    const right = keycodeOf('AltRight');
    if (right !== undefined && this.plainKeysym(right) === KEYSYM.level3Shift) return right;
    return this.keycodeOfKeysym([KEYSYM.level3Shift]);
  }

  /** Keys that are the panic key: Esc by its place and by what it means here. */
  get escapes(): ReadonlySet<number> {
    const keys = new Set([keycodeOf('Escape') ?? 9]);
    for (const keycode of this.keycodes) if (this.plainKeysym(keycode) === KEYSYM.escape) keys.add(keycode);
    return keys;
  }

  /** Whether the key means nothing at all, in any group. */
  isFree(keycode: number): boolean {
    return [0, 1, 2, 3].every(
      group =>
        this.#lookup(keycode, group << GROUP_SHIFT) === 0 &&
        this.#lookup(keycode, (group << GROUP_SHIFT) | SHIFT) === 0,
    );
  }

  #listPlaces(base: number): ReadonlyMap<string, KeyPlace> {
    const places = new Map<string, KeyPlace>();
    for (const level3 of this.#level3 ? [false, true] : [false]) {
      for (const shift of [false, true]) {
        for (const keycode of this.keycodes) {
          const keysym = this.#lookup(keycode, base | this.#mask(shift, level3));
          const character = isKeypad(keysym) ? undefined : characterOf(keysym);
          if (character !== undefined && !places.has(character))
            places.set(character, { keycode, shift, level3 });
        }
      }
    }
    return places;
  }

  get #group(): number {
    return (this.#state.group & 3) << GROUP_SHIFT;
  }

  /** Locks and latches count; what is merely held does not, because we change it or the person does. */
  get #base(): number {
    return this.#group | this.#state.locked_mods | this.#state.latched_mods;
  }

  #mask(shift: boolean, level3: boolean): number {
    return (shift ? SHIFT : 0) | (level3 ? this.#level3 : 0);
  }

  #lookup(keycode: number, modifiers: number): number {
    const { x, pointer } = this.#connection;
    const keysym: [number] = [0];
    return x.XkbLookupKeySym(pointer, keycode, modifiers, [0], keysym) ? keysym[0] : 0;
  }
}
