import { type Language, useLanguage } from '@rendezvous/ui';
import type { ReactNode } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import './first-page.css';

const OTHER: Readonly<Record<Language, { readonly language: Language; readonly label: string }>> = {
  en: { language: 'de', label: 'Deutsch' },
  de: { language: 'en', label: 'English' },
};

/** The mark of the product. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" />
      <path d="M8 11a4 4 0 0 1 4-4h3v18l-4-4H8Z" opacity=".72" />
      <path d="M24 21a4 4 0 0 1-4 4h-3V7l4 4h3Z" />
    </svg>
  );
}

/** A page with one thing on it: before the chat is open. */
export function FirstPage({ lead, children }: { readonly lead?: string; readonly children: ReactNode }) {
  const t = useStrings();
  const [language, setLanguage] = useLanguage();
  const other = OTHER[language];
  return (
    <div className="first-page">
      <header className="first-head">
        <Mark />
        <h1>{t('app.name')}</h1>
        <button
          type="button"
          className="first-language"
          lang={other.language}
          onClick={() => setLanguage(other.language)}
        >
          {other.label}
        </button>
      </header>
      <main className="first-main">
        {lead !== undefined && <p className="first-lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
