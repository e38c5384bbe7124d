import { readdirSync, readFileSync } from 'node:fs';
import { READINGS } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { REQUIREMENTS } from './requirements.ts';

const folder = (path: string): string[] =>
  readdirSync(new URL(path, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(new URL(`${path}${file}`, import.meta.url), 'utf8'));

describe('the table of requirements', () => {
  it('has no entry that no test cites', () => {
    const tests = folder('../').filter(text => text.includes('verifies('));
    const uncited = Object.keys(REQUIREMENTS).filter(id => !tests.some(text => text.includes(`'${id}'`)));
    expect(uncited).toEqual([]);
  });
});

describe('the readings of the specification', () => {
  it('exist under every name that the source cites', () => {
    const cited = folder('../../src/').flatMap(text => [...text.matchAll(/product-behavior: `(\w+)`/g)]);
    expect(cited.length).toBeGreaterThan(0);
    for (const [, name] of cited) expect(Object.keys(READINGS)).toContain(name);
  });
});
