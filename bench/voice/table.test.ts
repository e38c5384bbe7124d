import { describe, expect, it } from 'vitest';
import type { LineFigures } from './figures.ts';
import type { Impaired } from './impairments.ts';
import type { Rates } from './rates.ts';
import type { Switch } from './switches.ts';
import { impairmentTable, modeTable, survives, switchTable } from './table.ts';

const RATES: Rates = {
  seconds: 20,
  sent: 6_300,
  received: 6_300,
  wire: 13_500,
  packets: 16.7,
  concealedMs: 0,
  silentMs: 0,
  concealed: 0,
  lost: 0,
  bufferMs: 70,
  isRedundant: false,
};
const GOOD = { fit: 0.9, db: 4.5 };
const BAD = { fit: 0.3, db: 7.5 };

const figures = (changes: Partial<Rates>, heard: readonly number[] = [100, 100]): LineFigures => ({
  line: 'Alice → Bob',
  speech: { ...RATES, ...changes },
  talk: RATES,
  delays: { heard, missed: 0 },
  heard: [GOOD, GOOD],
});
const rowOf = (table: readonly string[], what: string): string =>
  table.find(row => row.startsWith(`| ${what}`)) ?? '';

describe('the tables of voice', () => {
  it('hold each mode to its own goal, and a plain call to none', () => {
    const one = [figures({ sent: 10_000 })];
    const table = modeTable({ high: one, low: one, plain: one });
    expect(rowOf(table, 'payload, speech')).toContain('| 10.00 ✓ | 10.00 ✗ not met | 10.00 |');
  });

  it('judge the delay by its 95th percentile', () => {
    const table = modeTable({ high: [figures({}, [100, 200])], low: [figures({}, [100, 200])], plain: [] });
    expect(rowOf(table, 'mouth to ear')).toContain('| 150 / 195 ✗ not met | 150 / 195 ✓ |');
  });

  it('judge a change of the mode by the worst one, and no comparison', () => {
    const of = (to: Switch['to'], concealedMs: number, lost = 0): Switch => ({
      line: 'Alice → Bob',
      to,
      rates: { ...RATES, concealedMs, lost },
    });
    const all = [of('low', 60), of('low', 10), of('high', 61), of('high', 0), of(undefined, 90)];
    const table = switchTable(all);
    expect(rowOf(table, 'to low mode')).toContain('| 2 | 35 / 60 ✓ |');
    expect(rowOf(table, 'to high mode')).toContain('| 31 / 61 ✗ not met |');
    expect(rowOf(table, 'none')).toContain('| 1 | 90 / 90 |');
    expect(rowOf(switchTable([of('low', 0, 2)]), 'to low mode')).toContain('✗ not met');
  });

  it('say of a bad network what is left of the call', () => {
    const one: Impaired = {
      mode: 'low',
      network: '20 % loss',
      line: 'Alice → Bob',
      heard: [GOOD, GOOD, BAD],
      rates: { ...RATES, concealed: 0.125, isRedundant: true },
      isConnected: true,
    };
    expect(survives(one)).toBe(true);
    expect(survives({ ...one, heard: [GOOD, BAD, BAD] })).toBe(false);
    expect(survives({ ...one, isConnected: false })).toBe(false);
    expect(rowOf(impairmentTable([one]), '20 % loss')).toBe(
      '| 20 % loss | low | Alice → Bob | yes | 0.90 (0.30) | 4.5 (7.5) | 2 of 3 | ✓ | 12.5 % | 70 | 6.30 / 13.50 | yes |',
    );
  });
});
