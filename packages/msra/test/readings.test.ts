import { READINGS, type Reading } from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';

const readings = Object.entries<Reading>(READINGS);

describe('the readings of the specification', () => {
  it('hold every contradiction and every open point of the text that we know', () => {
    const numbered = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    const ids = readings.flatMap(([, { id }]) => (id === undefined ? [] : [id]));
    expect(new Set(ids)).toEqual(new Set([...numbered('U', 14), ...numbered('X', 23)]));
  });

  it('each say where, what and why, in half a sentence', () => {
    for (const [name, { sections, reading, reason }] of readings) {
      expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/);
      for (const text of [sections, reading, reason]) {
        expect([name, text]).toEqual([name, text.trim()]);
        expect([name, text.length > 2 && !text.endsWith('.')]).toEqual([name, true]);
      }
    }
  });
});
