import { type RefCallback, useCallback, useSyncExternalStore } from 'react';
import type { ReceivedFile, ReceivedFiles } from '../ports/received-files.ts';

/** The files that came in and can be saved, by their number in the view. */
export function useReceived(received: ReceivedFiles): ReadonlyMap<number, ReceivedFile> {
  const subscribe = useCallback(
    (onChange: () => void) => {
      received.addEventListener('change', onChange);
      return () => received.removeEventListener('change', onChange);
    },
    [received],
  );
  return useSyncExternalStore(subscribe, () => received.files);
}

/** As the `ref` of a link: it leads to the bytes of the Blob as long as it is on the page. */
export function useBlobLink(blob: Blob): RefCallback<HTMLAnchorElement> {
  return useCallback(
    link => {
      if (!link) return undefined;
      link.href = URL.createObjectURL(blob);
      return () => URL.revokeObjectURL(link.href);
    },
    [blob],
  );
}
