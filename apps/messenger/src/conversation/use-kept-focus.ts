import { type FocusEvent, useLayoutEffect, useRef } from 'react';

interface Place {
  readonly button: HTMLElement;
  /** Stays when the group goes with its last button. */
  readonly around: HTMLElement | null;
  index: number;
}

const buttonsIn = (element: HTMLElement | null): HTMLElement[] => [
  ...(element?.querySelectorAll<HTMLElement>('.application') ?? []),
];

/**
 * For a group of buttons that may go while somebody's focus is on one of them: the focus goes to the button that takes
 * its place, to the last one, or, when none is left, to the heading beside the group. Give the result to the group.
 * @param list another object whenever the buttons may have changed
 */
export function useKeptFocus(list: readonly unknown[]) {
  const focused = useRef<Place>(undefined);
  useLayoutEffect(() => {
    const place = focused.current;
    if (place === undefined) return;
    const buttons = buttonsIn(place.around);
    if (place.button.isConnected) {
      place.index = buttons.indexOf(place.button);
      return;
    }
    focused.current = undefined;
    const next = buttons[Math.min(place.index, buttons.length - 1)] ?? place.around?.querySelector('h1');
    next?.focus({ preventScroll: true });
  }, [list]);
  return {
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>): void => {
      const around = currentTarget.parentElement;
      focused.current = { button: target, around, index: buttonsIn(around).indexOf(target) };
    },
    // Not called for a button that is taken away.
    onBlur: (): void => {
      focused.current = undefined;
    },
  };
}
