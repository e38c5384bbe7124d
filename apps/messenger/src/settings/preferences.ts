/** What this browser remembers of the person's wishes. Sounds and notifications are off until asked for. */
import { z } from 'zod';
import { Value } from '../shell/values.ts';

const Preferences = z.object({
  notifications: z.boolean().default(false),
  sound: z.boolean().default(false),
});
export type Preferences = z.infer<typeof Preferences>;

const KEY = 'rendezvous.preferences';
const DEFAULTS: Preferences = { notifications: false, sound: false };

export function readPreferences(storage: Storage): Preferences {
  try {
    const parsed = Preferences.safeParse(JSON.parse(storage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

/** The current wishes; watch them, or change some of them. */
export class PreferenceStore extends Value<Preferences> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    super(readPreferences(storage));
    this.#storage = storage;
  }

  change(part: Partial<Preferences>): void {
    const next = { ...this.get(), ...part };
    try {
      this.#storage.setItem(KEY, JSON.stringify(next));
    } catch {
      // It then lasts as long as the page.
    }
    this.set(next);
  }
}
