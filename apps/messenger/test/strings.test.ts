import { compareCatalogues } from '@rendezvous/ui';
import { describe, expect, it } from 'vitest';
import { de } from '../src/strings/de.ts';
import { en } from '../src/strings/en.ts';

describe('the catalogue of sentences', () => {
  it('has every key in both languages, with the same placeholders', () => {
    expect(compareCatalogues(en, de)).toEqual([]);
  });

  it('has both plural forms of everything that is counted', () => {
    const keys = new Set(Object.keys(en));
    const lonely = [...keys].filter(
      key =>
        (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });

  it('writes German with real quotation marks, ellipses and no leftover English', () => {
    for (const [key, text] of Object.entries(de)) {
      expect(text, key).not.toMatch(/\.\.\.|"| the | you /);
    }
  });
});
