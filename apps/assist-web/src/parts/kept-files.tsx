import type { AssistView, FileView } from '@rendezvous/assist';
import { sizeWords } from '../files/amounts.ts';
import { stateWords } from '../files/file-words.ts';
import { useReceived } from '../files/use-received.ts';
import type { ReceivedFiles } from '../ports/received-files.ts';
import { useLeaveGuard } from '../session/hooks.ts';
import { useLocale, useStrings } from '../strings/index.ts';
import { SaveLink } from './save-link.tsx';
import './files-panel.css';

export interface KeptFilesProps {
  readonly view: AssistView;
  readonly received: ReceivedFiles;
}

/** After the end: what came in, which this window keeps no longer than it is open, and what did not get through. */
export function KeptFiles({ view, received }: KeptFilesProps) {
  const t = useStrings();
  const locale = useLocale();
  const kept = useReceived(received);
  const here = view.files.flatMap(file => {
    const found = file.state.name === 'done' ? kept.get(file.id) : undefined;
    return found === undefined ? [] : [{ ...file, found }];
  });
  const unsaved = here.some(({ found }) => !found.saved);
  useLeaveGuard(unsaved);
  const lost = view.files.filter(wasCutOff);
  return (
    <>
      {0 < here.length && (
        <section className="kept" aria-labelledby="kept-heading">
          <h2 id="kept-heading">{t('kept.heading')}</h2>
          <output className="ui-small">{unsaved ? t('kept.unsaved') : t('kept.saved')}</output>
          <ul>
            {here.map(file => (
              <li key={file.id} className="file">
                <div className="file-words">
                  <p className="file-name">
                    <bdi>{file.name}</bdi>
                  </p>
                  <p className="ui-soft ui-small ui-numbers">{sizeWords(file.size, locale)}</p>
                </div>
                <div className="file-actions">
                  <SaveLink name={file.name} file={file.found} onSave={() => received.markSaved(file.id)} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {0 < lost.length && (
        <section className="kept" aria-labelledby="lost-heading">
          <h2 id="lost-heading">{t('kept.lost')}</h2>
          <ul>
            {lost.map(file => (
              <li key={file.id} className="file">
                <div className="file-words">
                  <p className="file-name">
                    <bdi>{file.name}</bdi>
                  </p>
                  <p className="ui-small">{stateWords(file, view.remoteUser.name, t)}</p>
                </div>
              </li>
            ))}
          </ul>
          <p className="ui-soft ui-small">{t('kept.lost-next')}</p>
        </section>
      )}
    </>
  );
}

/** Whether the end of the assistance, or of its line, was the end of this file. */
function wasCutOff({ state }: FileView): boolean {
  return state.name === 'ended' && (state.cause === 'session-ended' || state.cause === 'connection-lost');
}
