import { compareCatalogues } from '@rendezvous/ui';
import { expect, it } from 'vitest';
import { catalogues } from '../../src/strings/index.ts';

it('both languages have the same keys with the same placeholders, and no empty sentence', () => {
  expect(compareCatalogues(catalogues.en, catalogues.de)).toEqual([]);
});

it('no English sentence was left in the German catalogue', () => {
  const same = Object.entries(catalogues.en)
    .filter(([key, text]) => catalogues.de[key as keyof typeof catalogues.en] === text)
    .map(([key]) => key);
  // Words that are the same in both languages.
  expect(same).toEqual([
    'action.pause',
    'chat.heading',
    'chat.show',
    'expert.type-text-label',
    'quality.round-trip',
    'quality.size',
  ]);
});

it('no technical jargon is shown', () => {
  const jargon = /\b(RTC|SDP|ICE|DTLS|peer|fingerprint|socket|error \d+)\b/i;
  const offending = [...Object.entries(catalogues.en), ...Object.entries(catalogues.de)].filter(([, text]) =>
    jargon.test(text),
  );
  expect(offending.map(([key]) => key)).toEqual([]);
});
