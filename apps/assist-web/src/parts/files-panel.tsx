import type { AssistView } from '@rendezvous/assist';
import { Button } from '@rendezvous/ui';
import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { worthAnotherTry } from '../files/file-words.ts';
import type { SentFiles } from '../files/sent-files.ts';
import { useReceived } from '../files/use-received.ts';
import type { ReceivedFiles } from '../ports/received-files.ts';
import type { ExpertActions } from '../session/faces.ts';
import { useStrings } from '../strings/index.ts';
import { FileRow } from './file-row.tsx';
import { SaveLink } from './save-link.tsx';
import './files-panel.css';

/** What scrolls must be reachable by keyboard, although there may be nothing in it to act on. */
const SCROLLED_BY_KEYBOARD = { tabIndex: 0 } as const;

export interface FilesPanelProps {
  readonly view: AssistView;
  readonly actions: Pick<ExpertActions, 'cancelFile'>;
  readonly sent: SentFiles;
  readonly received: ReceivedFiles;
  /** Folders were dropped, which cannot be sent. */
  readonly folders: boolean;
  readonly onChosen: (files: readonly File[]) => void;
}

/** The files between the two, newest first, and the button that sends one. */
export function FilesPanel({ view, actions, sent, received, folders, onChosen }: FilesPanelProps) {
  const t = useStrings();
  const { name } = view.remoteUser;
  const input = useRef<HTMLInputElement>(null);
  const kept = useReceived(received);
  const open = view.stage === 'choosing' || view.stage === 'session';
  return (
    <section className="files" aria-labelledby="files-heading">
      <header className="files-header">
        <h2 id="files-heading">{t('files.heading')}</h2>
        <Button
          size="small"
          icon={<Paperclip aria-hidden />}
          isDisabled={!open}
          onPress={() => input.current?.click()}
        >
          {t('files.send')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('files.send')}
          onChange={event => {
            onChosen([...(event.target.files ?? [])]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
      </header>
      <output className="files-note ui-soft ui-small">
        {folders ? t('files.folder') : view.files.length === 0 ? t('files.empty', { name }) : ''}
      </output>
      {0 < view.files.length && (
        <ul className="files-list" {...SCROLLED_BY_KEYBOARD} aria-label={t('files.list')}>
          {view.files.toReversed().map(file => {
            const here = file.state.name === 'done' ? kept.get(file.id) : undefined;
            const again = worthAnotherTry(file) && sent.has(file.id);
            return (
              <FileRow
                key={file.id}
                file={file}
                name={name}
                onCancel={() => actions.cancelFile(file.id)}
                onAgain={again ? () => sent.again(file.id) : undefined}
                save={
                  here && <SaveLink name={file.name} file={here} onSave={() => received.markSaved(file.id)} />
                }
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
