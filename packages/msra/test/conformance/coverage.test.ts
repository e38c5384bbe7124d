import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { READINGS } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { staleDocuments } from '../../../../scripts/generate-msra-docs.ts';
import { citations } from '../../../../scripts/msra-docs/citations.ts';
import { CHAPTERS, REQUIREMENTS, type Requirement } from './requirements.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const cited = citations(ROOT);
const all: readonly (readonly [string, Requirement])[] = Object.entries(REQUIREMENTS);
const ids = (of: (requirement: Requirement, id: string) => boolean): string[] =>
  all.filter(([id, requirement]) => of(requirement, id)).map(([id]) => id);

describe('the requirements', () => {
  it('are each cited by a call of verifies, or deferred with a reason', () => {
    expect(ids(({ deferred }, id) => deferred === undefined && !cited.has(id))).toEqual([]);
    expect(ids(({ deferred }) => deferred !== undefined && !/\b(RDP|DCOM|PNRP)\b/.test(deferred))).toEqual(
      [],
    );
  });

  it('are not cited where they are deferred', () => {
    expect(ids(({ deferred }, id) => deferred !== undefined && cited.has(id))).toEqual([]);
  });

  it('are the only things that tests cite', () => {
    expect([...cited.keys()].filter(id => !Object.hasOwn(REQUIREMENTS, id))).toEqual([]);
  });

  it('are 220 of the text, 33 of its sentences without a keyword, and 16 of the other documents', () => {
    const numbers = (letter: string): number[] =>
      ids((_, id) => id.startsWith(letter)).map(id => Number(id.slice(1)));
    const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
    expect(numbers('C')).toEqual(upTo(220));
    expect(numbers('B')).toEqual(upTo(33));
    expect(numbers('I')).toEqual(upTo(16));
    expect(all).toHaveLength(269);
  });

  it('are sentences of their own, short enough for a title', () => {
    const texts = all.map(([, { text }]) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter(text => /[.;]$|\n|→|->/.test(text))).toEqual([]);
    expect(texts.filter(text => text.length < 20 || text.length > 120)).toEqual([]);
    // A negation in the sentence where the level is one, so that the title says what holds.
    const negations = ids(
      ({ level, text }) => level.endsWith('NOT') && !/\b(not|no|at most|never)\b/.test(text),
    );
    expect(negations).toEqual([]);
  });

  it('name their section, and versions in ascending order', () => {
    expect(ids(({ section }) => !/^(\[MS-\w+\] )?\d[\d.]*(, \d[\d.]*)*$/.test(section))).toEqual([]);
    const ascending = ({ versions }: Requirement): boolean =>
      versions.length > 0 &&
      versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0));
    expect(ids(requirement => !ascending(requirement))).toEqual([]);
  });

  it('stand in one chapter each', () => {
    const inChapters = CHAPTERS.flatMap(({ requirements }) => Object.keys(requirements));
    expect(inChapters).toEqual(Object.keys(REQUIREMENTS));
  });
});

describe('the readings of the specification', () => {
  const source = new URL('../../src/', import.meta.url);
  const cites = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(new URL(file, source), 'utf8'))
    .flatMap(text =>
      [...text.matchAll(/product-behavior: (`\w+`(?:,[\s*/]*`\w+`)*)/g)].map(([, names]) => names),
    )
    .flatMap(names => names?.match(/\w+/g) ?? []);

  it('exist under every name that the source cites', () => {
    expect(cites.filter(name => !Object.hasOwn(READINGS, name))).toEqual([]);
  });

  it('are each cited where they act', () => {
    expect(Object.keys(READINGS).filter(name => !cites.includes(name))).toEqual([]);
  });
});

describe('the generated documents', () => {
  it('are what the generator would write now: run scripts/generate-msra-docs.ts', () => {
    expect(staleDocuments(ROOT)).toEqual([]);
  });
});
