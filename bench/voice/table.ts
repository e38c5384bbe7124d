/** The tables of the report: what was measured, and every goal beside its figure. Pure. */
import { INTELLIGIBLE_DB } from '../../tests/e2e/support/quality.ts';
import { percentile } from '../statistics.ts';
import type { LineFigures, ModeFigures } from './figures.ts';
import type { Impaired } from './impairments.ts';
import { type Heard, isIntelligible } from './measure.ts';
import type { Mode } from './stage.ts';
import type { Switch } from './switches.ts';

/** A figure as it is shown, and the one that its goal looks at. */
interface Cell {
  readonly text: string;
  readonly value?: number;
}

interface Row {
  readonly what: string;
  /** The most that meets the goal. */
  readonly goal?: Readonly<Record<Mode, number>>;
  readonly cell: (figures: LineFigures) => Cell;
}

const round = (value: number, places = 0): string => (Number.isFinite(value) ? value.toFixed(places) : '–');
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (columns: number): string => line(Array.from({ length: columns }, () => '---'));
const middle = (values: readonly number[]): number => percentile(values, 0.5);
const mark = (isMet: boolean): string => (isMet ? ' ✓' : ' ✗ not met');

const kilobits = (bits: number): Cell => ({ text: round(bits / 1_000, 2), value: bits / 1_000 });
const share = (part: number): string => `${round(100 * part, 1)} %`;
const clear = (heard: readonly Heard[]): string =>
  `${String(heard.filter(isIntelligible).length)} of ${String(heard.length)}`;
const distances = (heard: readonly Heard[]): string => {
  const all = heard.map(({ db }) => db);
  return `${round(middle(all), 1)} (${round(Math.max(...all), 1)})`;
};
const fits = (heard: readonly Heard[]): string => {
  const all = heard.map(({ fit }) => fit);
  return `${round(middle(all), 2)} (${round(Math.min(...all), 2)})`;
};

const ROWS: readonly Row[] = [
  {
    what: 'payload, speech without pauses, kbit/s, sent',
    goal: { high: 64, low: 6.4 },
    cell: ({ speech }) => kilobits(speech.sent),
  },
  { what: 'the same as received', cell: ({ speech }) => kilobits(speech.received) },
  {
    what: 'whole wire, speech without pauses, kbit/s',
    goal: { high: 90, low: 14 },
    cell: ({ speech }) => kilobits(speech.wire),
  },
  { what: 'packets of sound a second', cell: ({ speech }) => ({ text: round(speech.packets, 1) }) },
  { what: 'ms of sound a packet', cell: ({ speech }) => ({ text: round(1_000 / speech.packets, 1) }) },
  { what: 'payload with natural pauses, kbit/s, sent', cell: ({ talk }) => kilobits(talk.sent) },
  { what: 'whole wire with natural pauses, kbit/s', cell: ({ talk }) => kilobits(talk.wire) },
  {
    what: 'mouth to ear, p50 / p95, ms',
    goal: { high: 150, low: 250 },
    cell: ({ delays: { heard } }) => {
      const late = percentile(heard, 0.95);
      return { text: `${round(middle(heard))} / ${round(late)}`, value: late };
    },
  },
  {
    what: 'bursts heard',
    cell: ({ delays: { heard, missed } }) => ({
      text: `${String(heard.length)} of ${String(heard.length + missed)}`,
    }),
  },
  { what: 'mean time in the jitter buffer, ms', cell: ({ speech }) => ({ text: round(speech.bufferMs) }) },
  {
    what: 'mel-cepstral distance, median (worst), dB',
    cell: ({ heard }) => ({ text: distances(heard) }),
  },
  { what: 'fit of the sentence, median (worst)', cell: ({ heard }) => ({ text: fits(heard) }) },
  { what: 'sentences intelligible', cell: ({ heard }) => ({ text: clear(heard) }) },
  { what: 'made up by the listener, of speech', cell: ({ speech }) => ({ text: share(speech.concealed) }) },
];

const COLUMNS = ['high', 'low', 'plain'] as const;
const TITLES = { high: 'high mode', low: 'low mode', plain: 'plain call' } as const;

/** Only the product's own modes are held to the goals. */
export function modeTable(modes: ModeFigures): string[] {
  const columns = COLUMNS.flatMap(mode => modes[mode].map(figures => ({ mode, figures })));
  return [
    line([
      'What',
      'goal: high, low',
      ...columns.map(({ mode, figures }) => `${TITLES[mode]}, ${figures.line}`),
    ]),
    rule(columns.length + 2),
    ...ROWS.map(({ what, goal, cell }) =>
      line([
        what,
        goal ? `≤ ${String(goal.high)}, ≤ ${String(goal.low)}` : '',
        ...columns.map(({ mode, figures }) => {
          const { text, value } = cell(figures);
          if (mode === 'plain' || !goal || value === undefined) return text;
          return text + mark(value <= goal[mode]);
        }),
      ]),
    ),
  ];
}

/** Milliseconds of the longest frame: what a change may lose at most. */
const FRAME_MS = 60;

const KINDS: readonly { readonly to: Switch['to']; readonly title: string }[] = [
  { to: 'low', title: 'to low mode' },
  { to: 'high', title: 'to high mode' },
  { to: undefined, title: 'none, as long (comparison)' },
];

export function switchTable(all: readonly Switch[]): string[] {
  const names = [...new Set(all.map(({ line: name }) => name))];
  const rows = names.flatMap(name =>
    KINDS.map(({ to, title }) => {
      const ours = all.filter(it => it.line === name && it.to === to).map(({ rates }) => rates);
      const made = ours.map(({ concealedMs }) => concealedMs);
      const worst = Math.max(...made);
      const lost = Math.max(...ours.map(it => it.lost));
      const verdict = to === undefined ? '' : mark(worst <= FRAME_MS && lost <= 1);
      const silent = ours.map(({ silentMs }) => silentMs);
      return line([
        title,
        name,
        String(ours.length),
        `${round(middle(made))} / ${round(worst)}${verdict}`,
        round(Math.max(...silent)),
        String(lost),
      ]);
    }),
  );
  return [
    line([
      'Change in mid-call',
      'direction',
      'n',
      `made up that was to be heard, ms, median / worst (goal: one frame, ≤ ${String(FRAME_MS)})`,
      'made up in a pause, ms, worst',
      'packets lost at one change, worst (goal ≤ 1)',
    ]),
    rule(6),
    ...rows,
  ];
}

/** Still connected, and the middle one of the sentences is intelligible. */
export function survives({ isConnected, heard }: Pick<Impaired, 'isConnected' | 'heard'>): boolean {
  const [fit, db] = [middle(heard.map(it => it.fit)), middle(heard.map(it => it.db))];
  return isConnected && isIntelligible({ fit, db });
}

export function impairmentTable(all: readonly Impaired[]): string[] {
  return [
    line([
      'Network',
      'mode',
      'direction',
      'connected',
      'fit, median (worst)',
      'distance, median (worst), dB',
      `intelligible (≤ ${String(INTELLIGIBLE_DB)} dB)`,
      'goal: connected, median intelligible',
      'made up of what was to be heard',
      'jitter buffer, ms',
      'payload / wire, kbit/s',
      'sent twice',
    ]),
    rule(12),
    ...all.map(it =>
      line([
        it.network,
        it.mode,
        it.line,
        it.isConnected ? 'yes' : 'NO',
        fits(it.heard),
        distances(it.heard),
        clear(it.heard),
        mark(survives(it)).trim(),
        share(it.rates.concealed),
        round(it.rates.bufferMs),
        `${kilobits(it.rates.sent).text} / ${kilobits(it.rates.wire).text}`,
        it.rates.isRedundant ? 'yes' : 'no',
      ]),
    ),
  ];
}
