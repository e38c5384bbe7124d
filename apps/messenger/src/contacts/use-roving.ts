import { type KeyboardEvent, useState } from 'react';

/** A list is one stop for the Tab key; the arrow keys, Home and End move within it. */
export function useRoving(ids: readonly string[], preferred: string | undefined) {
  const [chosen, setChosen] = useState<string>();
  const isThere = (id: string | undefined): id is string => id !== undefined && ids.includes(id);
  const current = isThere(chosen) ? chosen : isThere(preferred) ? preferred : ids[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const at = ids.indexOf(current ?? '');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    const next = to === undefined ? undefined : ids[Math.min(Math.max(to, 0), ids.length - 1)];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setChosen(next);
    event.currentTarget
      .closest('ul')
      ?.querySelector<HTMLElement>(`[data-roving="${CSS.escape(next)}"]`)
      ?.focus();
  };
  return (id: string) => ({
    'data-roving': id,
    tabIndex: id === current ? 0 : -1,
    onFocus: () => setChosen(id),
    onKeyDown,
  });
}
