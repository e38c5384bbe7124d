import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
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

/** An address for the bytes of a Blob, as long as whoever asked is on the page. */
export function useObjectUrl(blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
