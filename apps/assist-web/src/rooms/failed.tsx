import { Button } from '@rendezvous/ui';
import { CircleAlert } from 'lucide-react';
import { useDocumentTitle } from '../session/hooks.ts';
import type { OpenFailure } from '../session/open-assistance.ts';
import { useStrings } from '../strings/index.ts';
import './page.css';

/** No session came from a chat: why, and what to do. */
export function Failed({ reason }: { readonly reason: OpenFailure | 'crashed' }) {
  const t = useStrings();
  useDocumentTitle(t('title.failed'));
  return (
    <main className="page">
      <div className="page-card" role="alert">
        <CircleAlert aria-hidden className="page-icon" data-tone="stop" />
        <div className="page-words">
          <h1>{t('failed.heading')}</h1>
          <p>{t(`failed.${reason}`)}</p>
        </div>
        <div className="page-actions">
          <Button onPress={() => window.close()}>{t('action.close-window')}</Button>
        </div>
        <p className="ui-soft ui-small">{t('ended.close-hint')}</p>
      </div>
    </main>
  );
}
