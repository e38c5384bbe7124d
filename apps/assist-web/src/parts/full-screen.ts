import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

/** Chromium lets a full-screen page have the keys that the system or the browser would take. */
interface LockableKeyboard {
  lock(): Promise<void>;
  unlock(): void;
}

function keyboard(): LockableKeyboard | undefined {
  return (navigator as Navigator & { readonly keyboard?: LockableKeyboard }).keyboard;
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/** Full screen of the whole page, so that menus and dialogs stay in it; with the keyboard where the browser can. */
export function useFullScreen(): readonly [boolean, () => void] {
  const on = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  useEffect(() => {
    if (!on) return;
    // Without it the shortcuts of the browser stay with the browser; nothing else changes.
    keyboard()
      ?.lock()
      .catch(() => undefined);
    return () => keyboard()?.unlock();
  }, [on]);
  const toggle = useCallback(() => {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // A browser that refuses has told the person so itself.
    change.catch(() => undefined);
  }, []);
  return [on, toggle];
}

/** How long the pointer rests at the upper edge before a hidden bar comes out: the picture's own edge is used, too. */
const REST_MS = 400;
const EDGE_PX = 3;

/** Whether a bar that hides in full screen is to be seen. */
export function useBarRevealed(hides: boolean): boolean {
  const [revealed, setRevealed] = useState(false);
  useEffect(() => {
    if (!hides) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onMove = (event: PointerEvent): void => {
      const onBar = event.target instanceof Element && event.target.closest('.tools') !== null;
      if (!onBar && EDGE_PX < event.clientY) {
        clearTimeout(timer);
        timer = undefined;
        if (event.buttons === 0) setRevealed(false);
      } else if (!onBar && event.buttons === 0) timer ??= setTimeout(() => setRevealed(true), REST_MS);
    };
    document.addEventListener('pointermove', onMove);
    return () => {
      document.removeEventListener('pointermove', onMove);
      clearTimeout(timer);
      setRevealed(false);
    };
  }, [hides]);
  return !hides || revealed;
}
