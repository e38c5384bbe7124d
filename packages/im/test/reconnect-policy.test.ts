import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponentialReconnect } from '../src/index.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('every wait is at least a quarter of a second and at most fifteen seconds', () => {
  fc.assert(
    fc.property(fc.nat(), random, (attempt, draw) => {
      const delayMs = exponentialReconnect.nextDelayMs(attempt, draw);
      expect(delayMs).toBeGreaterThanOrEqual(250);
      expect(delayMs).toBeLessThanOrEqual(15_000);
    }),
  );
});

test('with the same draw no wait is shorter than the one before', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100 }), random, (attempt, draw) => {
      const next = exponentialReconnect.nextDelayMs(attempt + 1, draw);
      expect(next).toBeGreaterThanOrEqual(exponentialReconnect.nextDelayMs(attempt, draw));
    }),
  );
});

test('two clients of a restarted server come at different times', () => {
  const early = exponentialReconnect.nextDelayMs(5, 0.1);
  expect(exponentialReconnect.nextDelayMs(5, 0.9)).toBeGreaterThan(early + 1000);
});
