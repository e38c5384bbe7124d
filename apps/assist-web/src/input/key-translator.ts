/**
 * From the browser's key events to what travels: physical code, logical key and modifiers in order, each key that went
 * down coming up again with the same names, and text for what no single key makes. Pure: it holds only which keys are down.
 */
import type { InputEvent, Modifiers } from '@rendezvous/assist';

/** What a `KeyboardEvent` says, without the event. */
export interface KeyInput {
  readonly code: string;
  readonly key: string;
  readonly repeat: boolean;
  /** Part of a composition by an input method or a dead key. */
  readonly composing: boolean;
  readonly modifiers: Modifiers;
}

/** What to do with a key event: what to send, and whether the browser must not act on it. */
export interface KeyOutcome {
  readonly send: readonly InputEvent[];
  readonly prevent: boolean;
}

export type Platform = 'windows' | 'mac' | 'other';

const NOTHING: KeyOutcome = { send: [], prevent: false };
/** `InputEvent` allows no longer names; the platform has none. */
const NAME_LENGTH = 32;
/** More keys than hands: a page that never sees a key come up forgets the oldest. */
const HELD_LIMIT = 32;

/** These belong to the text that an input method is making; their meaning comes as text. */
const COMPOSING_KEYS = new Set(['Dead', 'Process', 'Unidentified', 'Compose']);

export class KeyTranslator {
  readonly #platform: Platform;
  /** Physical code → the logical key that it went down as. */
  readonly #held = new Map<string, string>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  down(input: KeyInput): KeyOutcome {
    if (input.composing || COMPOSING_KEYS.has(input.key) || input.code === '') return NOTHING;
    if (input.code.length > NAME_LENGTH || input.key.length > NAME_LENGTH) return { send: [], prevent: true };
    const send: InputEvent[] = [];
    // Windows makes AltGr of Ctrl and Alt: the Ctrl that came just before was never pressed by a hand.
    if (input.key === 'AltGraph' && this.#platform === 'windows' && this.#held.has('ControlLeft'))
      send.push(this.#up('ControlLeft', 'Control', input.modifiers));
    if (!this.#held.has(input.code) && this.#held.size >= HELD_LIMIT)
      this.#forgetOldest(send, input.modifiers);
    this.#held.set(input.code, input.key);
    const modifiers = withoutAltGraphParts(input.modifiers);
    send.push({ type: 'key', code: input.code, key: input.key, down: true, repeat: input.repeat, modifiers });
    return { send, prevent: true };
  }

  up(input: KeyInput): KeyOutcome {
    const key = this.#held.get(input.code);
    // Never sent as down: part of a composition, or pressed before the keyboard was ours.
    if (key === undefined) return NOTHING;
    const send = [this.#up(input.code, key, input.modifiers)];
    // While ⌘ is down macOS tells nothing of other keys coming up.
    if (this.#platform === 'mac' && key === 'Meta')
      for (const [code, held] of this.#held) send.push(this.#up(code, held, input.modifiers));
    return { send, prevent: true };
  }

  /** The end of a composition, or text that came from no key; control characters have no place in it. */
  text(data: string): readonly InputEvent[] {
    return splitText(data).map(text => ({ type: 'text', text }));
  }

  /** Whether any key is down. */
  get holding(): boolean {
    return this.#held.size > 0;
  }

  /** Everything that is down goes up, at the other end too. */
  releaseAll(): readonly InputEvent[] {
    this.#held.clear();
    return [{ type: 'release-all' }];
  }

  #up(code: string, key: string, modifiers: Modifiers): InputEvent {
    this.#held.delete(code);
    return { type: 'key', code, key, down: false, repeat: false, modifiers: withoutAltGraphParts(modifiers) };
  }

  #forgetOldest(send: InputEvent[], modifiers: Modifiers): void {
    const oldest = this.#held.entries().next().value;
    if (oldest) send.push(this.#up(oldest[0], oldest[1], modifiers));
  }
}

/** AltGr is one modifier; the Ctrl and Alt that Windows makes it of are not meant. */
function withoutAltGraphParts(modifiers: Modifiers): Modifiers {
  return modifiers.altGraph ? { ...modifiers, control: false, alt: false } : modifiers;
}

const TEXT_LENGTH = 1000;

/** Text in pieces that fit one event, never cut inside a character; line ends become `\n`, other control characters go. */
export function splitText(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text.replaceAll(/\r\n?/g, '\n')) {
    if (isControl(character)) continue;
    if (piece.length + character.length > TEXT_LENGTH) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

/** Characters that do something instead of being something; line end and tab are both. */
function isControl(character: string): boolean {
  return (character < ' ' && character !== '\n' && character !== '\t') || character === '\u007f';
}
