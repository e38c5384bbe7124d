import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { Button, type ButtonProps, initI18n, type Language } from '../src/index.ts';

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
});

const markup = (language: Language, isPending: boolean): string => {
  initI18n({ en: {}, de: {} }, language);
  const props: ButtonProps = { isPending, 'aria-label': 'Save', children: 'Save' };
  return renderToStaticMarkup(createElement(Button, props));
};

describe('a busy button', () => {
  it.each([
    ['en', 'Please wait:'],
    ['de', 'Bitte warten:'],
  ] as const)('says so in the language of the page (%s)', (language, words) => {
    const html = markup(language, true);
    const [progress] = /<[^>]*role="progressbar"[^>]*>/.exec(html) ?? [''];
    expect(progress).toContain(`aria-label="${words}"`);
    // What the button names itself by must be there.
    const ids = /aria-labelledby="([^"]*)"/.exec(html)?.[1]?.split(' ') ?? [];
    expect(ids.length).toBe(2);
    for (const id of ids) expect(html).toContain(` id="${id}"`);
  });

  it('shows nothing of it while there is nothing to wait for', () => {
    expect(markup('en', false)).not.toContain('progressbar');
  });
});
