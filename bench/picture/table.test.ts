import { describe, expect, it } from 'vitest';
import type { WayFigures } from './figures.ts';
import { failureLines, meets, networkTable, spread, wayTable } from './table.ts';

const latency = (ms: number) => ({ seen: [ms, ms], readable: [ms], missed: 0 });
const motion = { drawn: 30, seen: 29.5, ages: [40, 44], megabits: 0.5 };
const load = { novice: 0.2, expert: 0.2, xServer: 0.1, megabits: 0.01 };

function figures(way: WayFigures['way'], key: number): WayFigures {
  return {
    way,
    title: way,
    described: '',
    key: latency(key),
    keyAfterCalm: latency(key),
    expertKey: undefined,
    page: latency(60),
    keyBesideArea: latency(30),
    keyBesideFilm: latency(30),
    motion: { scroll: motion, film: motion },
    load: { idle: load, typing: load, scroll: load, film: load },
    firstPicture: undefined,
  };
}

describe('the tables of the picture', () => {
  it('hold our picture path to its goals, and no other way', () => {
    const row = (all: readonly WayFigures[]): string =>
      wayTable(all).find(line => line.includes('key → picture, ms |')) ?? '';
    expect(row([figures('screen', 18), figures('vnc', 18)])).toContain('| 18 / 18 ✓ | 18 / 18 |');
    expect(row([figures('screen', 25)])).toContain('✗ not met');
    expect(row([figures('vnc', 25)])).not.toContain('✗');
  });
  it('have as many cells in each line as columns, also where something was not measured', () => {
    const lines = wayTable([figures('screen', 18), figures('local', 10)]);
    expect(new Set(lines.map(line => line.split(' | ').length))).toEqual(new Set([4]));
    const onNetwork = {
      title: 'a',
      network: 'b',
      described: 'c',
      key: latency(1),
      scroll: motion,
      film: motion,
    };
    const network = networkTable([onNetwork]);
    expect(network[2]?.split(' | ').length).toBe(network[0]?.split(' | ').length);
  });
  it('say how many presses never came, and meet no goal then', () => {
    const cell = spread([10, 10, 10], 1);
    expect(cell.text).toBe('10 / 10 (1 of 4 never came)');
    expect(meets({ text: '', bounds: [20, 35] }, cell)).toBe(false);
  });
  it('hold pictures a second to the least, and their age to the most', () => {
    const goal = { text: '', bounds: [29, 45], least: [true, false] };
    expect(meets(goal, { text: '', values: [29.5, 40] })).toBe(true);
    expect(meets(goal, { text: '', values: [28, 40] })).toBe(false);
    expect(meets(goal, { text: '', values: [30, 50] })).toBe(false);
  });
  it('name what could not be measured', () => {
    expect(failureLines([{ title: 'ours', network: '2 Mbit/s', reason: 'it broke\nat a place' }])).toEqual([
      '* Not measured: ours on 2 Mbit/s: it broke',
    ]);
  });
});
