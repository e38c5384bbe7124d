/** Where a page can keep one text over its own reload. */
import { OPAQUE_ORIGIN } from './address.ts';

/** Either may throw, where there is no room or the person has forbidden it. */
export interface MemoryPlace {
  load(): string | undefined;
  /** @param text `undefined` to keep nothing */
  save(text: string | undefined): void;
}

/** What a window says of itself, as far as its page's memory needs it. */
export type PageWindow = Pick<Window, 'name' | 'origin' | 'sessionStorage'>;

/**
 * `sessionStorage`, under `key`. A page with an opaque origin has none: there it is the window's name.
 * `undefined` where the person has forbidden the storage.
 */
export function memoryPlace(window: PageWindow, key: string): MemoryPlace | undefined {
  try {
    // The mere mention of the storage throws where there is none.
    return inStorage(window.sessionStorage, key);
  } catch {
    return window.origin === OPAQUE_ORIGIN ? inName(window) : undefined;
  }
}

function inStorage(storage: Storage, key: string): MemoryPlace {
  return {
    load: () => storage.getItem(key) ?? undefined,
    save: text => (text === undefined ? storage.removeItem(key) : storage.setItem(key, text)),
  };
}

/** Stands between the name that the window was given and the text. */
const MARK = ' rendezvous.application=';

/**
 * The name of a window stays when its page is loaded again, and when another one takes its place.
 * Scripts may read it only from pages of its page's own origin, and an opaque one is nobody else's: neither the page
 * around the frame nor the frames beside and within it. What is loaded into the window next is shown all of it.
 */
function inName(window: Pick<Window, 'name'>): MemoryPlace {
  return {
    load: () => {
      const mark = window.name.indexOf(MARK);
      return mark < 0 ? undefined : window.name.slice(mark + MARK.length);
    },
    save: text => {
      const [given = ''] = window.name.split(MARK, 1);
      window.name = text === undefined ? given : given + MARK + text;
    },
  };
}
