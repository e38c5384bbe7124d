/** Things that come out at their time; those of the same time in the order they went in. A binary heap. */
interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

function before<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

export class DelayLine<T> {
  readonly #heap: Entry<T>[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next one comes out; Infinity when there is none. */
  get dueAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  add(at: number, item: T): void {
    const entry = { at, order: this.#order++, item };
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || before(parent, entry)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  /** The next one whose time has come. */
  take(now: number): T | undefined {
    const first = this.#heap[0];
    if (!first || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last && last !== first) this.#sink(last);
    return first.item;
  }

  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let child = heap[below];
      const other = heap[below + 1];
      if (child && other && before(other, child)) {
        child = other;
        below += 1;
      }
      if (!child || before(entry, child)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = entry;
  }
}
