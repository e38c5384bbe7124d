import { describe, expect, it } from 'vitest';
import { OwnEvents } from '../src/platform/x11/own-events.ts';

const KEY_DOWN = 13;
const KEY_UP = 14;
const BUTTON_DOWN = 15;
const MOTION = 17;

describe('telling our own events from those of the hand', () => {
  it('takes each expected event once, and everything else is the hand', () => {
    const own = new OwnEvents();
    own.expect(KEY_DOWN, 38, 0);
    own.expect(KEY_UP, 38, 0);
    expect(own.take(KEY_DOWN, 38, 1)).toBe(true);
    expect(own.take(KEY_DOWN, 38, 1)).toBe(false);
    expect(own.take(KEY_UP, 39, 1)).toBe(false);
    expect(own.take(KEY_UP, 38, 1)).toBe(true);
  });

  it('still knows its own when a window manager kept the mouse back while the keyboard went on', () => {
    const own = new OwnEvents();
    own.expect(MOTION, 0, 0);
    own.expect(BUTTON_DOWN, 1, 0);
    own.expect(KEY_DOWN, 38, 5);
    expect(own.take(KEY_DOWN, 38, 6)).toBe(true);
    expect(own.take(MOTION, 0, 300)).toBe(true);
    expect(own.take(BUTTON_DOWN, 1, 300)).toBe(true);
  });

  it('excuses the hand no longer than a device may be frozen, and only once', () => {
    const own = new OwnEvents();
    own.expect(MOTION, 0, 0);
    expect(own.take(MOTION, 0, 1400)).toBe(true);
    expect(own.take(MOTION, 0, 1401)).toBe(false);
    own.expect(MOTION, 0, 2000);
    expect(own.take(MOTION, 0, 3501)).toBe(false);
  });
});
