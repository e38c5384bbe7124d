import { localeFor, type StringKey, type Translate, useLanguage, useT } from '@rendezvous/ui';
import { de } from './de.ts';
import { en } from './en.ts';

export type Strings = typeof en;
export type AppKey = StringKey<Strings>;
export type T = Translate<Strings>;

/** Both languages; they have the same keys and placeholders. */
export const catalogues = { en, de };

/** The words of this page in the chosen language. */
export function useStrings(): T {
  return useT<Strings>();
}

/** BCP 47 tag for numbers and dates beside these words. */
export function useLocale(): string {
  const [language] = useLanguage();
  return localeFor(language);
}
