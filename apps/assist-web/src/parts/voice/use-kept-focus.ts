import { type RefObject, useEffect, useRef } from 'react';

/** A dialog that closes gives the focus back within this many frames of the screen. */
const FRAMES = 12;

/**
 * When the button that had the focus is gone because of what it has done, the first button of the panel has it next.
 * @param state the buttons change with it
 */
export function useKeptFocus<E extends HTMLElement>(state: string): RefObject<E | null> {
  const panel = useRef<E>(null);
  const last = useRef<HTMLElement>(undefined);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (panel.current?.contains(target)) last.current = target;
      // From a dialog the focus comes back.
      else if (target.closest('[role="dialog"], [role="alertdialog"]') === null) last.current = undefined;
    };
    const onPress = ({ target }: PointerEvent): void => {
      const within = target instanceof Node && panel.current?.contains(target);
      if (!within && document.activeElement === last.current) last.current = undefined;
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPress);
    };
  }, []);
  useEffect(() => {
    let left = state === '' ? 0 : FRAMES;
    let frame = requestAnimationFrame(function look() {
      const lost = document.activeElement === document.body && last.current?.isConnected === false;
      if (lost) panel.current?.querySelector<HTMLElement>('button:enabled')?.focus();
      left -= 1;
      if (!lost && 0 < left) frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [state]);
  return panel;
}
