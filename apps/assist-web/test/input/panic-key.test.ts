import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DoublePress, HELD_MS, listenForPanic, TWICE_MS } from '../../src/input/panic-key.ts';

describe('two presses of Esc', () => {
  it('are one wish when they follow each other quickly', () => {
    const presses = new DoublePress();
    expect(presses.press(1000)).toBe(false);
    expect(presses.press(1000 + TWICE_MS)).toBe(true);
  });

  it('are two single presses when they are far apart', () => {
    const presses = new DoublePress();
    expect(presses.press(1000)).toBe(false);
    expect(presses.press(1001 + TWICE_MS)).toBe(false);
    expect(presses.press(1002 + TWICE_MS)).toBe(true);
  });

  it('are used up by the wish: the third press begins anew', () => {
    const presses = new DoublePress();
    presses.press(0);
    presses.press(10);
    expect(presses.press(20)).toBe(false);
  });
});

describe('Esc in a window', () => {
  const window = new EventTarget();
  const onPanic = vi.fn();
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    onPanic.mockClear();
    stop = listenForPanic(window as Window, onPanic);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  function type(kind: 'keydown' | 'keyup', key = 'Escape', repeat = false): void {
    window.dispatchEvent(Object.assign(new Event(kind), { key, repeat }));
  }

  it('takes control back when it is held, even where keys do not repeat', () => {
    type('keydown');
    vi.advanceTimersByTime(HELD_MS);
    expect(onPanic).toHaveBeenCalledOnce();
  });

  it('does nothing when it is tapped once', () => {
    type('keydown');
    type('keyup');
    vi.advanceTimersByTime(10 * HELD_MS);
    expect(onPanic).not.toHaveBeenCalled();
  });

  it('takes control back at the second press, at once', () => {
    type('keydown');
    type('keyup');
    type('keydown');
    expect(onPanic).toHaveBeenCalledOnce();
  });

  it('is not confused by the repetitions of one press, by other keys, or by a window that loses the focus', () => {
    type('keydown');
    type('keydown', 'Escape', true);
    type('keydown', 'a');
    type('keydown', 'a');
    window.dispatchEvent(new Event('blur'));
    vi.advanceTimersByTime(10 * HELD_MS);
    expect(onPanic).not.toHaveBeenCalled();
  });

  it('means nothing any more after listening has stopped', () => {
    type('keydown');
    stop();
    vi.advanceTimersByTime(10 * HELD_MS);
    type('keydown');
    type('keydown');
    expect(onPanic).not.toHaveBeenCalled();
  });
});
