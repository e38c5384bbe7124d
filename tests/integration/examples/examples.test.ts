/** What the examples promise of themselves: small, registered, in both languages, and dependent on one package alone. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registration } from '@rendezvous/rendezvous';
import { describe, expect, it } from 'vitest';
import { fill, result, summaryOf, wordsIn } from '../../../examples/shared-board/src/words.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const read = (path: string): string => readFileSync(join(EXAMPLES, path), 'utf8');
const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory());

describe('the examples', () => {
  it('are registered under ids of their own', () => {
    const registered = folders
      .map(({ name }) => `${name}/registration.json`)
      .filter(path => existsSync(join(EXAMPLES, path)))
      .map(path => Registration.parse(JSON.parse(read(path))));
    expect(registered.map(({ launch }) => launch.kind).sort()).toEqual(['page', 'process']);
    const ids = registered.flatMap(({ id, component }) => [id, component]);
    expect(new Set(ids).size).toBe(4);
    for (const { localizedNames, abilities } of registered) {
      expect(Object.keys(localizedNames).sort()).toEqual(['de', 'en']);
      expect(Object.keys(abilities).sort()).toEqual(['de', 'en']);
    }
  });

  it.each(['shared-board', 'bring-your-own-im'])(
    '%s imports nothing but the contract and its own files',
    name => {
      const sources = readdirSync(join(EXAMPLES, name, 'src')).filter(file => file.endsWith('.ts'));
      const imported = sources.flatMap(file =>
        [...read(`${name}/src/${file}`).matchAll(/from '([^']+)'/g)].map(([, from = '']) => from),
      );
      expect(imported.filter(from => !from.startsWith('./') && from !== '@rendezvous/rendezvous')).toEqual(
        [],
      );
      const { dependencies } = JSON.parse(read(`${name}/package.json`)) as { dependencies: object };
      expect(Object.keys(dependencies)).toEqual(['@rendezvous/rendezvous']);
    },
  );
});

describe('bring your own messenger', () => {
  it('is a host in less than 100 lines', () => {
    const source = read('bring-your-own-im/src/messenger.ts');
    expect(source).toContain('new RendezvousHost(');
    const lines = source.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(100);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('the words of the board', () => {
  it('name the same places in both languages', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    const [en, de] = [wordsIn('en-GB'), wordsIn('de-AT')];
    expect(Object.keys(de)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect(places(de[key])).toEqual(places(en[key]));
    expect(wordsIn('fr').language).toBe('en');
  });

  it('tell the result from where the reader sits', () => {
    const words = wordsIn('en');
    expect(result(words, 'Ben', [3, 1])).toBe('You won 3 : 1.');
    expect(result(words, 'Ben', [1, 3])).toBe('Ben won 3 : 1.');
    expect(result(words, 'Ben', [2, 2])).toBe('A draw, 2 : 2.');
    expect(result(words, 'Ben', [0, 0])).toBe('Nobody has won a round.');
    expect(summaryOf('Ben', [0, 2]).texts.de.lines).toEqual(['Ben hat 2 : 0 gewonnen.']);
    expect(fill('{name} {unknown}', { name: 'Ben' })).toBe('Ben {unknown}');
  });
});
