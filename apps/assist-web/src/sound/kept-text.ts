/** Whatever is longer was not written by this page. */
const LONGEST = 20_000;

/** One text in the browser's storage; where that keeps nothing, for as long as this page lives. */
export class KeptText {
  readonly #storage: Storage | undefined;
  readonly #key: string;
  /** Set once the storage has refused to keep it. */
  #own: string | undefined;

  constructor(storage: Storage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  read(): string | undefined {
    if (this.#own !== undefined) return this.#own;
    try {
      const text = this.#storage?.getItem(this.#key) ?? undefined;
      return text === undefined || text.length > LONGEST ? undefined : text;
    } catch {
      return undefined;
    }
  }

  write(text: string): void {
    try {
      if (this.#storage) {
        this.#storage.setItem(this.#key, text);
        this.#own = undefined;
        return;
      }
    } catch {
      // Full, or forbidden.
    }
    this.#own = text;
  }
}

/** The JSON in a text; `undefined` for none and for anything else. */
export function parseKept(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
