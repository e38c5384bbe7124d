import { describe, expect, it } from 'vitest';
import { checkInput } from './check.ts';
import { corpusFolders, corpusOf } from './corpus.ts';
import { DECODERS } from './decoders.ts';

describe('the corpus', () => {
  it('has a folder for every decoder, and for nothing else', () => {
    expect(corpusFolders().sort()).toEqual(DECODERS.map(({ name }) => name).sort());
  });

  for (const decoder of DECODERS) {
    for (const [file, input] of corpusOf(decoder.name)) {
      it(`${file} gives a value or a DecodeError, read as ${decoder.name}`, () => {
        expect(['decoded', 'refused']).toContain(checkInput(decoder, input));
      });
    }
  }
});
