import { type RefObject, useEffect, useRef, useState } from 'react';

/** `near`: files are dragged over the window; `over`: over the place where they may be dropped. */
export type Dragging = 'no' | 'near' | 'over';

export interface Dropped {
  readonly files: readonly File[];
  /** A folder is no file, and cannot be read as one. */
  readonly folders: number;
}

/**
 * Lets files be dropped onto `target`, and nowhere else on the page: by itself a browser would open what is dropped
 * beside it, and so leave the page, which ends the assistance.
 */
export function useFileDrop(
  target: RefObject<HTMLElement | null>,
  enabled: boolean,
  onDrop: (dropped: Dropped) => void,
): Dragging {
  const [dragging, setDragging] = useState<Dragging>('no');
  const latest = useRef({ enabled, onDrop });
  useEffect(() => {
    latest.current = { enabled, onDrop };
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const onDrag = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (!dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const over = latest.current.enabled && isWithin(event.target, target.current);
      dataTransfer.dropEffect = over ? 'copy' : 'none';
      setDragging(over ? 'over' : latest.current.enabled ? 'near' : 'no');
    };
    window.addEventListener('dragenter', onDrag, { signal });
    window.addEventListener('dragover', onDrag, { signal });
    window.addEventListener(
      'dragleave',
      event => {
        // Out of the window, and not from one element to the next.
        if (event.relatedTarget === null) setDragging('no');
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      event => {
        const { dataTransfer } = event;
        if (!dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setDragging('no');
        if (latest.current.enabled && isWithin(event.target, target.current))
          latest.current.onDrop(droppedIn(dataTransfer));
      },
      { signal },
    );
    return () => stop.abort();
  }, [target]);
  return dragging;
}

function isWithin(where: EventTarget | null, target: HTMLElement | null): boolean {
  return target !== null && where instanceof Node && target.contains(where);
}

function droppedIn(transfer: DataTransfer): Dropped {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const wholes = items.filter(item => item.webkitGetAsEntry()?.isDirectory !== true);
  const files = wholes.flatMap(item => item.getAsFile() ?? []);
  return { files, folders: items.length - wholes.length };
}
