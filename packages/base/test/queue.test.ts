import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedQueue } from '../src/index.ts';

async function drain<T>(queue: BoundedQueue<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

describe('a bounded queue', () => {
  test('keeps what was pushed before anybody read', async () => {
    const queue = new BoundedQueue<number>(3);
    expect([queue.push(1), queue.push(2)]).toEqual([true, true]);
    expect(queue.size).toBe(2);
    queue.close();
    expect(await drain(queue)).toEqual([1, 2]);
  });

  test('refuses what is beyond its capacity, and takes again once something was read', async () => {
    const queue = new BoundedQueue<number>(1);
    expect([queue.push(1), queue.push(2)]).toEqual([true, false]);
    const reader = queue[Symbol.asyncIterator]();
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    expect(queue.push(3)).toBe(true);
  });

  test('hands an item to a waiting reader at once, without using its capacity', async () => {
    const queue = new BoundedQueue<number>(0);
    const reading = queue[Symbol.asyncIterator]().next();
    expect(queue.push(1)).toBe(true);
    expect(await reading).toEqual({ done: false, value: 1 });
    expect(queue.push(2)).toBe(false);
  });

  test('ends waiting readers when it is closed, takes nothing any more, and closing again does nothing', async () => {
    const queue = new BoundedQueue<number>(1);
    const reading = queue[Symbol.asyncIterator]().next();
    queue.close();
    queue.close();
    expect(await reading).toEqual({ done: true, value: undefined });
    expect(queue.closed).toBe(true);
    expect(queue.push(1)).toBe(false);
    expect(queue.size).toBe(0);
  });

  test('carries undefined like any other item', async () => {
    const queue = new BoundedQueue<number | undefined>(2);
    for (const item of [undefined, 1]) queue.push(item);
    queue.close();
    expect(await drain(queue)).toEqual([undefined, 1]);
  });

  test('a reader that stops early takes nothing from the next one', async () => {
    const queue = new BoundedQueue<number>(3);
    for (const item of [1, 2, 3]) queue.push(item);
    for await (const item of queue) {
      expect(item).toBe(1);
      break;
    }
    queue.close();
    expect(await drain(queue)).toEqual([2, 3]);
  });

  test('gives every item it took once, in order, however pushing and reading interleave', async () => {
    const Step = fc.constantFrom('push' as const, 'read' as const, 'pause' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { maxLength: 60 }), fc.nat({ max: 5 }), async (steps, capacity) => {
        const queue = new BoundedQueue<number>(capacity);
        const reader = queue[Symbol.asyncIterator]();
        const taken: number[] = [];
        const reads: Promise<IteratorResult<number, undefined>>[] = [];
        for (const [item, step] of steps.entries()) {
          if (step === 'push' && queue.push(item)) taken.push(item);
          else if (step === 'read') reads.push(reader.next());
          else if (step === 'pause') await Promise.resolve();
          expect(queue.size).toBeLessThanOrEqual(capacity);
        }
        queue.close();
        const results = await Promise.all(reads);
        const read = results.flatMap(result => (result.done ? [] : [result.value]));
        expect([...read, ...(await drain(queue))]).toEqual(taken);
      }),
    );
  });
});
