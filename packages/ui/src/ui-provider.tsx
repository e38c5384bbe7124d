import { type ReactNode, useInsertionEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLanguage } from './i18n/i18n.ts';

/**
 * react-aria writes one rule into a `<style>` element unless it finds its own already there, and a page with a strict
 * content security policy may not have any. The rule stands in `base.css`; this element stands for react-aria's.
 */
export function keepInlineStylesOut(page: Document): void {
  const id = 'react-aria-pressable-style';
  if (page.getElementById(id)) return;
  const placeholder = page.createElement('meta');
  placeholder.id = id;
  page.head.append(placeholder);
}

/** Put it around the whole page: the components then speak and format in the chosen language. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  const [language] = useLanguage();
  useInsertionEffect(() => keepInlineStylesOut(document), []);
  return <I18nProvider locale={language}>{children}</I18nProvider>;
}
