import type { FileView } from '@rendezvous/assist';
import { useCallback, useState } from 'react';
import { fileSource } from '../ports/file-source.ts';
import type { ExpertActions } from '../session/faces.ts';

export interface SentFiles {
  readonly send: (files: readonly File[]) => void;
  /** Whether {@link again} can send it: it was chosen in this window. */
  readonly has: (id: number) => boolean;
  /** Sends the file of this entry once more, as a new entry. */
  readonly again: (id: number) => void;
}

/** The files that were chosen in this window, kept for another try. Belongs to the room: a panel may be closed meanwhile. */
export function useSentFiles(
  actions: Pick<ExpertActions, 'sendFile'>,
  listed: readonly FileView[],
): SentFiles {
  const [chosen, setChosen] = useState<ReadonlyMap<number, File>>(new Map());
  const send = useCallback(
    (files: readonly File[], instead?: number) => {
      const sent = files.flatMap(file => {
        const id = actions.sendFile(fileSource(file));
        return id === undefined ? [] : [[id, file] as const];
      });
      const ids = new Set(listed.map(({ id }) => id));
      setChosen(was => new Map([...[...was].filter(([id]) => ids.has(id) && id !== instead), ...sent]));
    },
    [actions, listed],
  );
  return {
    send,
    has: id => chosen.has(id),
    again: id => {
      const file = chosen.get(id);
      if (file) send([file], id);
    },
  };
}
