/**
 * Sees the person's own mouse and keyboard by an event tap that only listens. Our own events carry a mark in their
 * source's user data. Unverified: no macOS machine was at hand.
 */
import type { HandActivity } from '../platform.ts';
import type { MacosLibrary } from './library.ts';

/** In every event of ours. */
export const MARK = 0x52_44_5a_56;

const SESSION_TAP = 1;
const HEAD_INSERT = 0;
const LISTEN_ONLY = 1;
const FIELD = { autorepeat: 8, keycode: 9, userData: 42 } as const;
const TYPE = { keyDown: 10, keyUp: 11, tapDisabledByTimeout: 0xffff_fffe } as const;
/** Buttons, movement, drags, keys, modifiers, the wheel. */
const WATCHED = [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 22, 25, 26, 27];
const ESCAPE = 0x35;
/** The panic key has 50 ms. */
const POLL_MS = 4;

/** @returns how to stop */
export function watchMacosHand(macos: MacosLibrary, listener: (activity: HandActivity) => void): () => void {
  const activities: HandActivity[] = [];
  const callback = macos.onTap((_proxy, type, event) => {
    if (type === TYPE.tapDisabledByTimeout) {
      if (tap !== null) macos.CGEventTapEnable(tap, true);
      return event;
    }
    if (Number(macos.CGEventGetIntegerValueField(event, FIELD.userData)) === MARK) return event;
    const key = type === TYPE.keyDown || type === TYPE.keyUp;
    const escape = key && Number(macos.CGEventGetIntegerValueField(event, FIELD.keycode)) === ESCAPE;
    activities.push(!escape ? 'other' : type === TYPE.keyDown ? 'escape-down' : 'escape-up');
    return event;
  });
  const mask = WATCHED.reduce((bits, type) => bits | (1n << BigInt(type)), 0n);
  const tap = macos.CGEventTapCreate(SESSION_TAP, HEAD_INSERT, LISTEN_ONLY, mask, callback, null);
  if (tap === null) throw new Error('macos gave no event tap');
  const source = macos.CFMachPortCreateRunLoopSource(null, tap, 0);
  if (source !== null) macos.CFRunLoopAddSource(macos.CFRunLoopGetCurrent(), source, macos.defaultMode);
  // Node does not run the system's loop: a short look at it, often.
  const timer = setInterval(() => {
    macos.CFRunLoopRunInMode(macos.defaultMode, 0, false);
    for (const activity of activities.splice(0)) listener(activity);
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    macos.CFMachPortInvalidate(tap);
    if (source !== null) macos.CFRelease(source);
    macos.CFRelease(tap);
    macos.offTap(callback);
  };
}
