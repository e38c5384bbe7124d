import type { AssistView } from '@rendezvous/assist';
import { Avatar, Button } from '@rendezvous/ui';
import { Progress } from '../parts/progress.tsx';
import { useSlow } from '../parts/slow.ts';
import { useDocumentTitle } from '../session/hooks.ts';
import { type T, useStrings } from '../strings/index.ts';
import './page.css';

export interface OpeningProps {
  /** Absent while the chat has not handed over the session. */
  readonly view?: AssistView;
  readonly onStop?: () => void;
}

/** Before there is anything to see: how far the connection has come. */
export function Opening({ view, onStop }: OpeningProps) {
  const t = useStrings();
  const name = view?.remoteUser.name;
  const slow = useSlow(view?.stage ?? 'opening');
  useDocumentTitle(name === undefined ? t('title.opening') : t('title.connecting', { name }));
  return (
    <main className="page">
      <div className="page-card">
        <header className="page-person">
          {view !== undefined && (
            <Avatar name={view.remoteUser.name} address={view.remoteUser.address} size="large" />
          )}
          <div className="page-person-words">
            <h1>{t('opening.heading')}</h1>
            {view === undefined ? (
              <p className="ui-soft">&nbsp;</p>
            ) : (
              <p className="ui-soft">
                {t('opening.with', { name: view.remoteUser.name })}{' '}
                <span className="ui-mono">{view.remoteUser.address}</span>
              </p>
            )}
          </div>
        </header>
        <Progress view={view} />
        <output className="page-note ui-soft">{slow ? t('opening.slow') : noteWords(view, t)}</output>
        {onStop !== undefined && (
          <div className="page-actions">
            <Button onPress={onStop}>{t('action.stop')}</Button>
          </div>
        )}
      </div>
    </main>
  );
}

function noteWords(view: AssistView | undefined, t: T): string {
  if (view === undefined) return '';
  const { name } = view.remoteUser;
  return view.role === 'novice' ? t('opening.novice', { name }) : t('opening.expert', { name });
}
