/**
 * The expert's keys on the layout of the person at the machine.
 *
 * Only modifiers are held down. Every other key is pressed and released at once, at each press and at each repetition
 * that the expert's own system makes. A key that is held here would be repeated by this X server for as long as its
 * release is on its way, and a late packet would become twenty deleted characters; so the count is the expert's. The
 * price is that a program here cannot see how long such a key was held, which matters to games and not to help.
 */
import type { Modifiers } from '@rendezvous/assist';
import type { Steps } from '../../pump.ts';
import { MODIFIER_KINDS, type ModifierKind, meaningOf, modifierKind } from '../modifier-keys.ts';
import type { KeyEvent } from '../platform.ts';
import type { Desk } from './desk.ts';
import type { Keymap, KeyPlace } from './keymap.ts';
import { characterOf, KEYSYM, MODIFIER_KEYSYMS, NAMED_KEYSYMS } from './keysyms.ts';
import { keycodeOf } from './physical-keys.ts';
import type { SpareKeys } from './spare-keys.ts';

/** Programs need a moment to read a changed layout. */
const BINDING_SETTLES_MS = 12;
/**
 * A lent key may be lent anew only when its last use has surely been read: a program that is late asks for the layout
 * of then, not of when the key was pressed. A program on a busy machine was seen to be late by more than 60 ms.
 */
const BINDING_LASTS_MS = 200;
/** Characters typed in one go; then the person's own hand gets its chance. */
const BATCH = 16;
const BETWEEN_BATCHES_MS = 2;

type Wanted = Readonly<Record<ModifierKind, boolean>> & { readonly level3: boolean };
const NOTHING: Wanted = { shift: false, control: false, alt: false, meta: false, level3: false };

export class Keyboard {
  readonly #desk: Desk;
  readonly #keymap: Keymap;
  readonly #spares: SpareKeys;
  /** `KeyboardEvent.code` → what its press has pressed, so that its release releases just that. */
  readonly #held = new Map<string, { readonly keycode: number; readonly kind: ModifierKind }>();

  constructor(desk: Desk, keymap: Keymap, spares: SpareKeys) {
    this.#desk = desk;
    this.#keymap = keymap;
    this.#spares = spares;
  }

  key(event: KeyEvent): Steps | undefined {
    const kind = modifierKind(event.key);
    if (this.#held.has(event.code) || (kind && event.down)) {
      this.#modifier(event, kind);
      return undefined;
    }
    const meaning = meaningOf(event.key);
    if (!event.down || meaning === 'silent') return undefined;
    this.#keymap.refresh();
    if (meaning === 'named') {
      this.#named(event);
      return undefined;
    }
    const { control, alt, meta, altGraph } = event.modifiers;
    if ((control || alt || meta) && !altGraph) {
      this.#shortcut(event);
      return undefined;
    }
    const place = this.#placeOf(event);
    if (!place) return this.text(event.key);
    this.#tap(place.keycode, { ...NOTHING, ...place });
    this.#desk.flush();
    return undefined;
  }

  /** Any characters there are; of the control characters the line feed and the tabulator. */
  *text(text: string): Steps {
    const plain = text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '');
    const characters = Array.from(plain);
    while (characters.length > 0) {
      this.#keymap.refresh();
      this.#spares.verify();
      const batch = characters.slice(0, BATCH);
      const foreign = [...new Set(batch.filter(character => !this.#onLayout(character)))];
      if (foreign.some(character => !this.#spares.find(character))) {
        if (this.#spares.mustTake(foreign)) yield BINDING_LASTS_MS;
        this.#spares.lend(foreign);
        this.#desk.flush();
        yield BINDING_SETTLES_MS;
        this.#keymap.refresh();
      }
      let typed = 0;
      for (const character of batch) {
        const place = this.#onLayout(character) ?? this.#spares.find(character);
        if (!place) break;
        this.#tap(place.keycode, { ...NOTHING, ...place });
        typed++;
      }
      // What has neither a key nor a spare one is left out, rather than everything after it.
      characters.splice(0, Math.max(1, typed));
      this.#desk.flush();
      if (characters.length > 0) yield BETWEEN_BATCHES_MS;
    }
  }

  /** Forgets what is held; the desk has released it. */
  released(): void {
    this.#held.clear();
  }

  #modifier(event: KeyEvent, kind: ModifierKind | undefined): void {
    const held = this.#held.get(event.code);
    if (event.down) {
      if (held || !kind) return;
      this.#keymap.refresh();
      const keycode = this.#keyFor(event.code, MODIFIER_KEYSYMS[kind]);
      if (keycode === undefined) return;
      this.#held.set(event.code, { keycode, kind });
      this.#desk.holdKey(keycode);
    } else if (held) {
      this.#held.delete(event.code);
      const shared = [...this.#held.values()].some(({ keycode }) => keycode === held.keycode);
      if (!shared) this.#desk.letKey(held.keycode);
    }
    this.#desk.flush();
  }

  #named(event: KeyEvent): void {
    const keysyms = Object.hasOwn(NAMED_KEYSYMS, event.key) ? NAMED_KEYSYMS[event.key] : undefined;
    const keycode = keysyms ? this.#keyFor(event.code, keysyms) : keycodeOf(event.code);
    if (keycode === undefined) return;
    this.#tap(keycode, { ...NOTHING, ...onlyKinds(event.modifiers) });
    this.#desk.flush();
  }

  /** A letter keeps the expert's Shift; another character gets the Shift that it has on this layout. */
  #shortcut(event: KeyEvent): void {
    const { shift } = event.modifiers;
    const physical = keycodeOf(event.code);
    const letter = event.key.toLowerCase();
    let place: Partial<KeyPlace> | undefined;
    if (letter !== event.key.toUpperCase()) {
      const here = physical !== undefined && characterOf(this.#keymap.plainKeysym(physical)) === letter;
      place = { keycode: here ? physical : (this.#keymap.keycodeOfPlain(letter) ?? physical), shift };
    } else {
      place = this.#placeOf(event) ?? { keycode: physical, shift };
    }
    if (place.keycode === undefined) return;
    const { control, alt, meta } = event.modifiers;
    this.#tap(place.keycode, { ...NOTHING, control, alt, meta, ...place });
    this.#desk.flush();
  }

  /** The physical key where it makes this character under the expert's modifiers, else wherever the character is. */
  #placeOf(event: KeyEvent): KeyPlace | undefined {
    const keycode = keycodeOf(event.code);
    const { shift, altGraph } = event.modifiers;
    if (keycode !== undefined && this.#keymap.character(keycode, shift, altGraph) === event.key)
      return { keycode, shift, level3: altGraph };
    if (Array.from(event.key).length !== 1) return undefined;
    this.#spares.verify();
    return this.#onLayout(event.key) ?? this.#spares.find(event.key);
  }

  #onLayout(character: string): KeyPlace | undefined {
    const keysym = character === '\n' ? KEYSYM.return : character === '\t' ? KEYSYM.tab : undefined;
    if (keysym !== undefined) {
      const keycode = this.#keymap.keycodeOfKeysym([keysym]);
      return keycode === undefined ? undefined : { keycode, shift: false, level3: false };
    }
    const place = this.#keymap.find(character);
    return place && !this.#spares.has(place.keycode) ? place : undefined;
  }

  /** The physical key where it means one of these here, else the key that does. */
  #keyFor(code: string, keysyms: readonly number[]): number | undefined {
    const physical = keycodeOf(code);
    if (physical !== undefined && keysyms.includes(this.#keymap.lockedKeysym(physical))) return physical;
    return this.#keymap.keycodeOfKeysym(keysyms) ?? physical;
  }

  /** Presses and releases a key with just the wanted modifiers around it, and leaves those that are held as they were. */
  #tap(keycode: number, wanted: Wanted): void {
    const undo: (readonly [keycode: number, down: boolean])[] = [];
    const change = (key: number | undefined, down: boolean): void => {
      if (key === undefined) return;
      this.#desk.fakeKey(key, down);
      undo.unshift([key, !down]);
    };
    for (const kind of MODIFIER_KINDS) {
      const held = new Set([...this.#held.values()].filter(key => key.kind === kind).map(key => key.keycode));
      if (wanted[kind] && held.size === 0) change(this.#keymap.modifier(kind), true);
      if (!wanted[kind]) for (const key of held) change(key, false);
    }
    if (wanted.level3) change(this.#keymap.level3, true);
    this.#desk.tapKey(keycode);
    for (const [key, down] of undo) this.#desk.fakeKey(key, down);
  }
}

function onlyKinds({ shift, control, alt, meta }: Modifiers): Readonly<Record<ModifierKind, boolean>> {
  return { shift, control, alt, meta };
}
