import { createInstance, type TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalogue, Translate } from './catalogue.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'rendezvous.language';
const i18n = createInstance();

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(language => language === value);
}

/** The stored choice, else the first language of the browser that we speak, else English. */
export function detectLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    if (isLanguage(stored)) return stored;
  } catch {
    // Storage may be forbidden; the browser's languages remain.
  }
  for (const tag of navigator.languages) {
    const primary = tag.slice(0, 2).toLowerCase();
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

/**
 * Makes the sentences available; call it once, before the first render. Synchronous.
 * @param language instead of the stored or the browser's; a tag such as `de-CH` counts as `de`, an unknown one as none
 */
export function initI18n(catalogues: Readonly<Record<Language, Catalogue>>, language?: string): void {
  const primary = language?.slice(0, 2).toLowerCase();
  const chosen = isLanguage(primary) ? primary : detectLanguage();
  void i18n.init({
    initAsync: false,
    lng: chosen,
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: catalogues.en }, de: { translation: catalogues.de } },
    // React escapes; parameters are never looked at for placeholders of their own.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}', skipOnVariables: true },
    react: { useSuspense: false },
  });
  document.documentElement.lang = chosen;
}

/** i18next's own types know nothing of our catalogues; {@link Translate} has already checked key and parameters. */
function ask(t: TFunction, key: string, params: Readonly<Record<string, unknown>> | undefined): string {
  return t(key, { ...params });
}

/** Outside of React: the current language's sentence. */
export function translate<C extends Catalogue>(): Translate<C> {
  return (key, ...params) => ask(i18n.t, key, params[0]);
}

/** The function that turns keys into sentences; `C` is the type of the English catalogue. */
export function useT<C extends Catalogue>(): Translate<C> {
  const { t } = useTranslation('translation', { i18n });
  return useCallback((key, ...params) => ask(t, key, params[0]), [t]);
}

function setLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // It then lasts as long as the page.
  }
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}

/** The current language and how to choose another. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const { i18n: current } = useTranslation('translation', { i18n });
  return [isLanguage(current.language) ? current.language : 'en', setLanguage];
}
