import { DecodeError } from './errors.ts';
import type { Tag } from './markup.ts';

/** Walks over the tags of a markup text in the one order they may have. Offsets in its errors count tags. */
export class TagReader {
  readonly #tags: readonly Tag[];
  readonly #structure: string;
  #at = 0;

  /** @param structure Named in errors. */
  constructor(tags: readonly Tag[], structure: string) {
    this.#tags = tags;
    this.#structure = structure;
  }

  /** Builds the error for the present position; the caller throws it. */
  error(code: 'bad-markup' | 'too-long' | 'bad-value' | 'missing-attribute' = 'bad-markup'): DecodeError {
    return new DecodeError(code, this.#structure, this.#at);
  }

  /** Whether the next tag opens an element of this name. */
  nextIs(name: string): boolean {
    const tag = this.#tags[this.#at];
    return tag?.kind === 'open' && tag.name === name;
  }

  /** Goes behind the opening of an element, which must be next, and gives its attributes. */
  open(name: string): ReadonlyMap<string, string> {
    const tag = this.#tags[this.#at];
    if (tag?.kind !== 'open' || tag.name !== name) throw this.error();
    this.#at += 1;
    return tag.attributes;
  }

  /** Goes behind the end of an element, which must be next. */
  close(name: string): void {
    const tag = this.#tags[this.#at];
    if (tag?.kind !== 'close' || tag.name !== name) throw this.error();
    this.#at += 1;
  }

  /** Fails with `bad-markup` unless everything was read. */
  finish(): void {
    if (this.#at < this.#tags.length) throw this.error();
  }

  /** An attribute that must be there; fails with `missing-attribute`. */
  required(attributes: ReadonlyMap<string, string>, name: string): string {
    const value = attributes.get(name);
    if (value === undefined) throw this.error('missing-attribute');
    return value;
  }
}
