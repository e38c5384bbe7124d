import type { AssistView } from '@rendezvous/assist';
import { VisuallyHidden } from '@rendezvous/ui';
import { useEffect, useRef, useState } from 'react';
import { newsOf } from '../files/file-words.ts';
import { useStrings } from '../strings/index.ts';

/** Tells a screen reader that a file begins to move, and what became of it: never how far it is. */
export function FileNews({ view }: { readonly view: AssistView }) {
  const t = useStrings();
  const { files, remoteUser } = view;
  const before = useRef(files);
  const [news, setNews] = useState('');
  useEffect(() => {
    const known = new Map(before.current.map(file => [file.id, file]));
    before.current = files;
    const said = files.flatMap(file => newsOf(known.get(file.id), file, remoteUser.name, t) ?? []);
    if (0 < said.length) setNews(said.join(' '));
  }, [files, remoteUser.name, t]);
  return <VisuallyHidden elementType="output">{news}</VisuallyHidden>;
}
