import { catalogues, type T } from '../../src/strings/index.ts';

const texts: Readonly<Record<string, string>> = catalogues.en;

/** The English words, without a page and without the library: a second opinion on what the rooms say. */
export const englishWords: T = (key, ...params) => {
  const values: Readonly<Record<string, string | number>> = { ...params[0] };
  const text = texts[key] ?? texts[`${key}_${values['count'] === 1 ? 'one' : 'other'}`] ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};
