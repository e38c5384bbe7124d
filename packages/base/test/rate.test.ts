import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from '../src/index.ts';

test('a bucket gives its burst at once, and then no more than it gets back', () => {
  const bucket = new TokenBucket(3, 2);
  expect([0, 0, 0, 0].map(now => bucket.take(now))).toEqual([true, true, true, false]);
  expect(bucket.take(499)).toBe(false);
  expect(bucket.take(500)).toBe(true);
  expect(bucket.take(500)).toBe(false);
});

test('a bucket never holds more than its burst, however long nobody came', () => {
  const bucket = new TokenBucket(2, 100);
  bucket.take(0);
  expect([0, 0, 0].map(() => bucket.take(1e9))).toEqual([true, true, false]);
});

test('a request that is too large takes nothing', () => {
  const bucket = new TokenBucket(5, 1);
  expect(bucket.take(0, 6)).toBe(false);
  expect(bucket.take(0, 5)).toBe(true);
});

test('a clock that goes back gives nothing away', () => {
  const bucket = new TokenBucket(1, 1);
  expect(bucket.take(10_000)).toBe(true);
  expect(bucket.take(5_000)).toBe(false);
  expect(bucket.take(5_500)).toBe(false);
  expect(bucket.take(6_000)).toBe(true);
});

test('in any stretch of time no more passes than the burst and what came back', () => {
  const Capacity = fc.integer({ min: 1, max: 20 });
  const Rate = fc.integer({ min: 1, max: 50 });
  const Gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(Capacity, Rate, Gaps, (capacity, perSecond, gaps) => {
      const bucket = new TokenBucket(capacity, perSecond);
      let now = 0;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (bucket.take(now)) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(capacity + (now / 1000) * perSecond + 1e-6);
    }),
  );
});
