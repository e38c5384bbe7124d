import type { InputEvent } from '@rendezvous/assist';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { KeyboardCapture } from './keyboard.ts';
import { PointerCapture } from './pointer.ts';

export interface RemoteInput {
  /** Whether what is typed goes to the other computer now. */
  readonly keyboard: boolean;
  /** Gives the keyboard to the other computer. */
  readonly takeKeyboard: () => void;
  /** Keeps the keyboard here. */
  readonly leaveKeyboard: () => void;
}

/**
 * While `active`, the mouse over the video and the keyboard in the text area are sent. While `resting`, neither is, and
 * what is held down comes up; after it the keyboard goes where it went before.
 */
export function useRemoteInput(options: {
  readonly active: boolean;
  readonly resting: boolean;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly send: (event: InputEvent) => void;
}): RemoteInput {
  const { resting, video, area, send } = options;
  const active = options.active && !resting;
  const [keyboard, setKeyboard] = useState(false);
  const taken = useTaken(options.active, resting, keyboard);
  const latestSend = useRef(send);
  useEffect(() => {
    latestSend.current = send;
  });
  useEffect(() => {
    const [picture, typing] = [video.current, area.current];
    if (!active || !picture || !typing) return;
    const forward = (event: InputEvent): void => latestSend.current(event);
    const stop = new AbortController();
    const { signal } = stop;
    const pointer = new PointerCapture(picture, forward);
    const keys = new KeyboardCapture(typing, forward, () => typing.blur());
    typing.addEventListener('focus', () => setKeyboard(true), { signal });
    typing.addEventListener('blur', () => setKeyboard(false), { signal });
    picture.addEventListener('pointerdown', () => keys.focus(), { signal });
    window.addEventListener('blur', () => pointer.releaseAll(), { signal });
    if (taken) keys.focus();
    return () => {
      // In this order: what goes up must still be on its way before the keyboard is let go.
      pointer.close();
      keys.close();
      stop.abort();
      typing.blur();
      setKeyboard(false);
    };
  }, [active, taken, video, area]);
  return {
    keyboard,
    takeKeyboard: useCallback(() => area.current?.focus({ preventScroll: true }), [area]),
    leaveKeyboard: useCallback(() => area.current?.blur(), [area]),
  };
}

/** Whether the keyboard is to be taken when input begins: at first yes, after a rest if it was before. */
function useTaken(active: boolean, resting: boolean, keyboard: boolean): boolean {
  const [taken, setTaken] = useState(true);
  const [rested, setRested] = useState(resting);
  if (resting !== rested) {
    setRested(resting);
    // A question has just come up; the dialog that takes the focus away is not there yet.
    if (resting && active) setTaken(keyboard);
  }
  if (!active && !taken) setTaken(true);
  return taken;
}
