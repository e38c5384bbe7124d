import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeadlineError, withDeadline } from '../src/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

test('gives what the work gives, and leaves no timer behind', async () => {
  expect(await withDeadline(Promise.resolve(7), 1000, 'seven')).toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});

test('fails as the work fails, and leaves no timer behind', async () => {
  const failure = new Error('failed');
  await expect(withDeadline(Promise.reject(failure), 1000, 'work')).rejects.toBe(failure);
  expect(vi.getTimerCount()).toBe(0);
});

test('rejects with the name of the wait when the work takes too long', async () => {
  const waiting = withDeadline(never, 1000, 'welcome');
  const refused = expect(waiting).rejects.toMatchObject({ name: 'DeadlineError', code: 'welcome' });
  await vi.advanceTimersByTimeAsync(1000);
  await refused;
  await expect(waiting).rejects.toBeInstanceOf(DeadlineError);
});

test('does not reject before its time', async () => {
  let settled = false;
  const waiting = withDeadline(never, 1000, 'welcome').catch(() => {
    settled = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(settled).toBe(true);
});

test('rejects with the reason of the signal, at once when it has aborted already', async () => {
  const reason = new Error('the person gave up');
  await expect(withDeadline(never, 1000, 'x', AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const waiting = expect(withDeadline(never, 1000, 'x', controller.signal)).rejects.toBe(reason);
  controller.abort(reason);
  await waiting;
  expect(vi.getTimerCount()).toBe(0);
});
