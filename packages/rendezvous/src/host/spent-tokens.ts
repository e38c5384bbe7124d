/** How many spent launch tokens are told from unknown ones; the oldest are forgotten first. */
const REMEMBERED = 256;

/** Launch tokens that were given in: a second use is told from a guess. */
export class SpentTokens {
  readonly #tokens = new Set<string>();

  has(token: string): boolean {
    return this.#tokens.has(token);
  }

  add(token: string): void {
    this.#tokens.add(token);
    const [oldest] = this.#tokens;
    if (this.#tokens.size > REMEMBERED && oldest !== undefined) this.#tokens.delete(oldest);
  }
}
