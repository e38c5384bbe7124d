import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { staleDocuments } from '../../../../scripts/generate-rendezvous-docs.ts';
import { citations } from '../../../../scripts/rendezvous-docs/citations.ts';
import { READINGS } from './readings.ts';
import { REQUIREMENTS } from './requirements.ts';
import { SENTENCES } from './verifies.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const cited = citations(ROOT);

describe('the requirements and the readings', () => {
  it('are each cited by a test', () => {
    expect(Object.keys(SENTENCES).filter(id => !cited.has(id))).toEqual([]);
  });

  it('are the only things that tests cite', () => {
    expect([...cited.keys()].filter(id => !Object.hasOwn(SENTENCES, id))).toEqual([]);
  });

  it('count as the source does: T1 to T26, A1 to A22, and our own without a gap', () => {
    const numbers = (letter: string): number[] =>
      Object.keys(SENTENCES)
        .filter(id => id.startsWith(letter))
        .map(id => Number(id.slice(1)));
    const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
    expect(numbers('T')).toEqual(upTo(26));
    expect(numbers('A')).toEqual(upTo(22));
    expect(numbers('R')).toEqual(upTo(numbers('R').length));
  });

  it('are sentences of their own', () => {
    const texts = Object.values(SENTENCES).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter(text => /[.;]$|\n/.test(text))).toEqual([]);
  });

  it('stand in a section that the specification has', () => {
    const specification = readFileSync(`${ROOT}docs/spec/rendezvous.md`, 'utf8');
    const sections = [...specification.matchAll(/^#{2,4} (\d+(?:\.\d+)*)\.? /gm)].map(([, number]) => number);
    const named = Object.values({ ...REQUIREMENTS, ...READINGS }).map(({ section }) => section);
    expect(named.filter(section => !sections.includes(section))).toEqual([]);
  });
});

describe('the readings', () => {
  it('are held by a place that exists', () => {
    const missing = Object.entries(READINGS).filter(
      ([
        ,
        {
          held: [file, name],
        },
      ]) => {
        const path = `${ROOT}packages/rendezvous/src/${file}`;
        return !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
      },
    );
    expect(missing.map(([id]) => id)).toEqual([]);
  });
});

describe('the generated documents', () => {
  it('are what the generator would write now: run scripts/generate-rendezvous-docs.ts', async () => {
    expect(await staleDocuments(ROOT)).toEqual([]);
  });
});
