import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLanguage } from './i18n/i18n.ts';

/** Put it around the whole page: the components then speak and format in the chosen language. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  const [language] = useLanguage();
  return <I18nProvider locale={language}>{children}</I18nProvider>;
}
