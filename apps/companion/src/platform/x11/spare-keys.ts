import type { XConnection } from './connection.ts';
import type { Keymap, KeyPlace } from './keymap.ts';
import { keysymOf } from './keysyms.ts';

/** At most; layouts of today leave about twenty. */
const MAX_SPARES = 24;

/** Keys that mean nothing on this layout, lent for a while to characters that have no key. */
export class SpareKeys {
  readonly #connection: XConnection;
  readonly #keymap: Keymap;
  readonly #changed: () => void;
  /** Keycode → character; the least recently used one first. */
  readonly #bound = new Map<number, string>();

  /** @param changed told before the server hears of a new binding, and after it has heard of the last one's end */
  constructor(connection: XConnection, keymap: Keymap, changed: () => void) {
    this.#connection = connection;
    this.#keymap = keymap;
    this.#changed = changed;
  }

  /** Keys that are lent now. */
  get keycodes(): Iterable<number> {
    return this.#bound.keys();
  }

  has(keycode: number): boolean {
    return this.#bound.has(keycode);
  }

  /** The key of a character, if one is lent to it. */
  find(character: string): KeyPlace | undefined {
    for (const [keycode, lent] of this.#bound)
      if (lent === character) return { keycode, shift: false, level3: false };
    return undefined;
  }

  /** Forgets what a change of the layout has taken away. */
  verify(): void {
    for (const [keycode, character] of this.#bound)
      if (this.#keymap.plainKeysym(keycode) !== keysymOf(character)) this.#bound.delete(keycode);
  }

  /** Whether these characters need keys that are lent to others now. */
  mustTake(characters: readonly string[]): boolean {
    const fresh = characters.filter(character => !this.find(character));
    return this.#bound.size > 0 && fresh.length > this.#free().length;
  }

  /** Lends keys to these characters, from the first one on, as far as there are keys. */
  lend(characters: readonly string[]): void {
    const wanted = characters.slice(0, MAX_SPARES);
    for (const character of wanted) {
      const keycode = this.find(character)?.keycode;
      if (keycode === undefined) continue;
      // Used now: the last one to be taken away.
      this.#bound.delete(keycode);
      this.#bound.set(keycode, character);
    }
    const keys = this.#free();
    keys.push(...[...this.#bound].filter(([, lent]) => !wanted.includes(lent)).map(([keycode]) => keycode));
    const changes = new Map<number, string>();
    for (const character of wanted) {
      if (this.find(character)) continue;
      const keycode = keys.shift();
      if (keycode === undefined) break;
      this.#bound.delete(keycode);
      this.#bound.set(keycode, character);
      changes.set(keycode, character);
    }
    if (changes.size === 0) return;
    this.#changed();
    this.#write(changes);
  }

  /** Gives every key back. */
  giveBack(): void {
    if (this.#bound.size === 0) return;
    const changes = new Map([...this.#bound.keys()].map(keycode => [keycode, ''] as const));
    this.#bound.clear();
    this.#write(changes);
    this.#connection.sync();
    this.#changed();
  }

  /** The highest first: those are the ones that real keyboards are least likely to have. */
  #free(): number[] {
    return [...this.#keymap.keycodes]
      .filter(keycode => !this.#bound.has(keycode) && this.#keymap.isFree(keycode))
      .reverse()
      .slice(0, Math.max(0, MAX_SPARES - this.#bound.size));
  }

  /** One request for each run of neighbours, because each one makes every program read the layout anew. */
  #write(changes: ReadonlyMap<number, string>): void {
    if (!this.#connection.alive) return;
    const keycodes = [...changes.keys()].sort((a, b) => a - b);
    while (keycodes.length > 0) {
      const run = [keycodes.shift() ?? 0];
      while (keycodes[0] === (run.at(-1) ?? 0) + 1) run.push(keycodes.shift() ?? 0);
      writeKeysyms(
        this.#connection,
        run[0] ?? 0,
        run.map(keycode => changes.get(keycode) ?? ''),
      );
    }
  }
}

/** Gives neighbouring keys a character each; an empty text frees a key. */
export function writeKeysyms(connection: XConnection, first: number, characters: readonly string[]): void {
  const { x, pointer } = connection;
  // The same on both levels, so that neither Shift nor Caps Lock changes it.
  const keysyms = characters.flatMap(character => {
    const keysym = character === '' ? 0 : keysymOf(character);
    return [keysym, keysym];
  });
  x.XChangeKeyboardMapping(pointer, first, 2, x.keysyms(keysyms), characters.length);
}
