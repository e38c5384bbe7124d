import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within this many pixels of the end counts as at the end. */
const END_PX = 48;

export interface ScrollOptions {
  /** Key of the oldest entry: when it changes, something was put in above. */
  readonly firstKey: string | undefined;
  /** Key of the newest entry. */
  readonly lastKey: string | undefined;
  /** The newest entry is our own: the view then always follows. */
  readonly lastMine: boolean;
}

/**
 * Keeps the view where the reader is: at the end while at the end, at the same message while older ones come in above.
 */
export function useScroll(
  list: RefObject<HTMLElement | null>,
  { firstKey, lastKey, lastMine }: ScrollOptions,
) {
  const [atEnd, setAtEnd] = useState(true);
  const atEndNow = useRef(true);
  const lastTop = useRef(0);
  const before = useRef({ height: 0, firstKey, lastKey });

  const toEnd = useCallback(
    (smooth: boolean) => {
      const element = list.current;
      element?.scrollTo({ top: element.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
    },
    [list],
  );

  // Only going up leaves the end: content that grows below a view at the end has not been scrolled away from.
  const look = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (left <= END_PX) atEndNow.current = true;
    else if (element.scrollTop < lastTop.current) atEndNow.current = false;
    lastTop.current = element.scrollTop;
    before.current.height = element.scrollHeight;
    setAtEnd(atEndNow.current);
  }, [list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const was = before.current;
    const prepended = was.firstKey !== undefined && firstKey !== was.firstKey && lastKey === was.lastKey;
    const appended = lastKey !== was.lastKey;
    if (atEndNow.current || (appended && lastMine)) toEnd(false);
    else if (prepended) element.scrollBy({ top: element.scrollHeight - was.height, behavior: 'instant' });
    before.current = { height: element.scrollHeight, firstKey, lastKey };
  });

  // A growing composer, a picture of a card that has come, a turned phone: stay at the end through all of them.
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (atEndNow.current) toEnd(false);
      look();
    });
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [list, toEnd, look]);

  return { atEnd, onScroll: look, toEnd };
}
