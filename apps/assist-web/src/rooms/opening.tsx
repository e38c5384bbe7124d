import type { AssistView } from '@rendezvous/assist';
import { Avatar, Button, Steps } from '@rendezvous/ui';
import { useEffect, useState } from 'react';
import { useDocumentTitle } from '../session/hooks.ts';
import { useStrings } from '../strings/index.ts';
import './page.css';

/** From here on the wait is worth a word. */
const SLOW_MS = 12_000;

export interface OpeningProps {
  /** Absent while the chat has not handed over the session. */
  readonly view?: AssistView;
  readonly onStop?: () => void;
}

/** The way to the connection, in words, from the first moment on. */
export function Opening({ view, onStop }: OpeningProps) {
  const t = useStrings();
  const name = view?.remoteUser.name;
  const stage = view?.stage ?? 'opening';
  const slow = useSlow(stage);
  useDocumentTitle(name === undefined ? t('title.opening') : t('title.connecting', { name }));
  const steps = [
    name === undefined || stage !== 'waiting' ? t('opening.open') : t('opening.waiting', { name }),
    t('opening.connecting'),
    t('opening.verifying'),
    connectedWords(view, t),
  ];
  const current = { opening: 0, waiting: 0, connecting: 1, verifying: 2, choosing: 4, session: 4, ended: 4 }[
    stage
  ];
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
        <Steps label={t('opening.steps')} steps={steps} current={current} />
        <output className="page-note ui-soft">{noteWords(view, slow, t)}</output>
        {onStop !== undefined && (
          <div className="page-actions">
            <Button onPress={onStop}>{t('action.stop')}</Button>
          </div>
        )}
      </div>
    </main>
  );
}

type T = ReturnType<typeof useStrings>;

function connectedWords(view: AssistView | undefined, t: T): string {
  switch (view?.quality.path) {
    case 'direct':
      return t('opening.connected-direct');
    case 'relayed':
      return t('opening.connected-relayed');
    case undefined:
      return t('opening.connected');
  }
}

function noteWords(view: AssistView | undefined, slow: boolean, t: T): string {
  if (view === undefined) return slow ? t('opening.slow') : '';
  const { name } = view.remoteUser;
  if (view.stage === 'choosing') return t('opening.choosing', { name });
  if (slow) return t('opening.slow');
  return view.role === 'novice' ? t('opening.novice', { name }) : t('opening.expert', { name });
}

/** Whether the same stage has lasted for long. */
function useSlow(stage: string): boolean {
  const [slowStage, setSlowStage] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSlowStage(stage), SLOW_MS);
    return () => clearTimeout(timer);
  }, [stage]);
  return slowStage === stage && stage !== 'choosing';
}
