/**
 * A bounded queue that is read with `for await`: for data of which none may be lost.
 * It buffers from birth, so that nothing is missed between creation and the first read.
 */
export class BoundedQueue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  readonly #waiting: ((result: IteratorResult<T>) => void)[] = [];
  readonly #capacity: number;
  #closed = false;

  /** @param capacity how many items may wait; beyond it `push` refuses */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Adds an item; `false` when the queue is full or closed, and then the item was not taken. */
  push(item: T): boolean {
    if (this.#closed) return false;
    const reader = this.#waiting.shift();
    if (reader) {
      reader({ done: false, value: item });
      return true;
    }
    if (this.#items.length >= this.#capacity) return false;
    this.#items.push(item);
    return true;
  }

  /** Ends the iteration after what is already in the queue has been read. Idempotent. */
  close(): void {
    this.#closed = true;
    for (const reader of this.#waiting.splice(0)) reader({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return {
      next: () => {
        const [item] = this.#items.splice(0, 1).map(value => ({ done: false as const, value }));
        if (item) return Promise.resolve(item);
        if (this.#closed) return Promise.resolve({ done: true as const, value: undefined });
        return new Promise(resolve => {
          this.#waiting.push(resolve as (result: IteratorResult<T>) => void);
        });
      },
      return: () => Promise.resolve({ done: true as const, value: undefined }),
    };
  }
}
