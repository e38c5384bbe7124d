import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  compareCatalogues,
  detectLanguage,
  initI18n,
  localeFor,
  placeholdersOf,
  translate,
} from '../src/index.ts';

const en = {
  'chat.from': '{name} writes',
  'chat.new_one': '{count} new message',
  'chat.new_other': '{count} new messages',
} as const;
const de = {
  'chat.from': '{name} schreibt',
  'chat.new_one': '{count} neue Nachricht',
  'chat.new_other': '{count} neue Nachrichten',
};

const stored = new Map<string, string>();
beforeAll(() => {
  Object.assign(globalThis, {
    document: { documentElement: { lang: '' } },
    localStorage: { getItem: (key: string) => stored.get(key) ?? null },
  });
});
beforeEach(() => stored.clear());

function browserSpeaks(...languages: string[]): void {
  Object.defineProperty(navigator, 'languages', { value: languages, configurable: true });
}

describe('the locale of times', () => {
  const evening = new Date(2026, 4, 10, 17, 5);
  const timeIn = (locale: string): string =>
    new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(evening).replace(/\s/u, ' ');

  it.each([
    ['en', 'en-US', '5:05 PM'],
    ['en', 'en-GB', '17:05'],
    ['de', 'de-AT', '17:05'],
  ] as const)('is, for %s in a browser set to %s, the browser’s own: %s', (language, browser, time) => {
    expect(localeFor(language, browser)).toBe(browser);
    expect(timeIn(localeFor(language, browser))).toBe(time);
  });

  it.each([
    ['en', 'de-DE'],
    ['en', 'fr-FR'],
    ['de', 'en-US'],
    ['de', undefined],
  ] as const)('has 24 hours for %s in a browser set to %s', (language, browser) => {
    browserSpeaks();
    expect(localeFor(language, browser).startsWith(language)).toBe(true);
    expect(timeIn(localeFor(language, browser))).toBe('17:05');
  });
});

describe('the language', () => {
  it('is what the person chose before', () => {
    browserSpeaks('en-GB');
    stored.set('rendezvous.language', 'de');
    expect(detectLanguage()).toBe('de');
  });

  it('is else the first of the browser that there are words for', () => {
    browserSpeaks('fr-FR', 'de-CH', 'en');
    expect(detectLanguage()).toBe('de');
  });

  it('is English when nothing else is known', () => {
    browserSpeaks('fr');
    stored.set('rendezvous.language', 'klingon');
    expect(detectLanguage()).toBe('en');
  });
});

describe('sentences', () => {
  const t = translate<typeof en>();

  it('come in the language asked for, with their parameters as they are', () => {
    initI18n({ en, de }, 'de-AT');
    expect(t('chat.from', { name: '<b>{name}</b> $t(chat.from)' })).toBe(
      '<b>{name}</b> $t(chat.from) schreibt',
    );
    expect(document.documentElement.lang).toBe('de');
  });

  it('have a form for one and a form for many', () => {
    initI18n({ en, de }, 'en');
    expect(t('chat.new', { count: 1 })).toBe('1 new message');
    expect(t('chat.new', { count: 7 })).toBe('7 new messages');
  });
});

describe('two catalogues', () => {
  it('agree when keys and placeholders are the same', () => {
    expect(compareCatalogues(en, de)).toEqual([]);
  });

  it('disagree in words that name the key', () => {
    expect(compareCatalogues({ a: '{x}', b: 'b', c: 'c' }, { a: '{y}', b: ' ', d: 'd' })).toEqual([
      'a has different placeholders',
      'b is empty',
      'c is in one catalogue only',
      'd is in one catalogue only',
    ]);
  });

  it('name each placeholder once', () => {
    expect(placeholdersOf('{b} and {a} and {b}')).toEqual(['a', 'b']);
  });
});
