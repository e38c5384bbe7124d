import { type AssistView, summaryOf } from '@rendezvous/assist';
import { Button, useLanguage } from '@rendezvous/ui';
import { CircleCheck } from 'lucide-react';
import { focusOnMount } from '../parts/focus.ts';
import { KeptFiles } from '../parts/kept-files.tsx';
import type { ReceivedFiles } from '../ports/received-files.ts';
import { useDocumentTitle } from '../session/hooks.ts';
import { endWords } from '../session/presence.ts';
import { useStrings } from '../strings/index.ts';
import './page.css';

/** Why it ended, and what is left of it. */
export function Ended({ view, received }: { readonly view: AssistView; readonly received: ReceivedFiles }) {
  const t = useStrings();
  const [language] = useLanguage();
  useDocumentTitle(t('title.ended'));
  const receipt = view.receipt === undefined ? undefined : summaryOf(view.receipt).texts[language];
  return (
    <main className="page">
      <div className="page-card">
        <CircleCheck aria-hidden className="page-icon" />
        <div className="page-words">
          <h1 ref={focusOnMount} tabIndex={-1}>
            {t('ended.heading')}
          </h1>
          <p>{endWords(view, t)}</p>
        </div>
        <KeptFiles view={view} received={received} />
        {receipt !== undefined && (
          <section className="receipt" aria-label={t('ended.receipt')}>
            <h2>{receipt.title}</h2>
            <ul>
              {receipt.lines.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p className="ui-soft ui-small">{t('ended.receipt-in-chat')}</p>
          </section>
        )}
        <div className="page-actions">
          <Button variant="primary" onPress={() => window.close()}>
            {t('action.close-window')}
          </Button>
        </div>
        <p className="ui-soft ui-small">{t('ended.close-hint')}</p>
      </div>
    </main>
  );
}
