/** How many leases of its session an application holds: `AddRef` and `Release`, counted where the messenger sees them. */
export class Leases {
  #count = 0;
  #ever = false;

  get count(): number {
    return this.#count;
  }

  /** It has held leases, and has given back the last one: its own count has reached zero, seed steps 31 and 35. */
  get givenBack(): boolean {
    return this.#ever && this.#count === 0;
  }

  /** The application says how many it holds now. @returns whether that is another number than before */
  set(count: number): boolean {
    const changed = count !== this.#count;
    this.#count = count;
    if (count > 0) this.#ever = true;
    return changed;
  }

  /** Its channel is gone, and every lease with it. It has given nothing back: on its return it says what it holds. */
  lose(): void {
    this.#count = 0;
    this.#ever = false;
  }
}
