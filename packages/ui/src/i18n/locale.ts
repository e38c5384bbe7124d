import type { Language } from './i18n.ts';

/** Where the browser is set to another language than ours: 24 hours, the day before the month. */
const FALLBACK: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/**
 * The locale for times, dates and numbers: the browser's own while it is of the language that is shown, for a language
 * alone does not say whether it is five in the afternoon or seventeen hundred.
 * @param browser BCP 47 tag of what the browser is set to; the default is this browser's
 */
export function localeFor(language: Language, browser: string | undefined = navigator.languages[0]): string {
  return browser?.slice(0, 2).toLowerCase() === language ? browser : FALLBACK[language];
}
