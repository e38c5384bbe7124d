/** The tables of the report: one column a way, one row a figure, the goals of the product beside them. */
import { percentile } from '../statistics.ts';
import type { Failure, NetworkFigures, WayFigures } from './figures.ts';
import type { Latency } from './latency.ts';
import type { Load } from './load.ts';
import type { Motion } from './motion.ts';

/** A figure as it is shown, and what the goal looks at, in the order of the goal's bounds. */
interface Cell {
  readonly text: string;
  readonly values: readonly number[];
}

interface Goal {
  readonly text: string;
  /** The most, or for `least` the fewest, that meets it; undefined: no goal. */
  readonly bounds: readonly (number | undefined)[];
  readonly least?: readonly boolean[];
}

interface Row {
  readonly what: string;
  readonly goal?: Goal;
  readonly cell: (figures: WayFigures) => Cell | undefined;
}

const round = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 1 : 0));

/** `p50 / p95`, with what never came. */
export function spread(samples: readonly number[], missed = 0): Cell {
  const values = [percentile(samples, 0.5), percentile(samples, 0.95)];
  const lost = missed > 0 ? ` (${String(missed)} of ${String(samples.length + missed)} never came)` : '';
  return { text: `${values.map(round).join(' / ')}${lost}`, values: missed > 0 ? [Infinity] : values };
}

const latency = ({ seen, missed }: Latency): Cell => spread(seen, missed);

function motion({ drawn, seen, ages }: Motion): Cell {
  const [middle, late] = [percentile(ages, 0.5), percentile(ages, 0.95)];
  const short = drawn < 29 ? ` of ${drawn.toFixed(1)} drawn` : '';
  return { text: `${seen.toFixed(1)}${short}, ${round(middle)} / ${round(late)}`, values: [seen, middle] };
}

function load({ novice, expert, xServer }: Load): Cell {
  const text = `${novice.toFixed(1)} + ${expert.toFixed(1)} (X ${xServer.toFixed(1)})`;
  return { text, values: [novice + expert] };
}

const rate = (megabits: number | undefined): Cell | undefined =>
  megabits === undefined ? undefined : { text: megabits.toFixed(2), values: [megabits] };

const upTo = (text: string, ...bounds: readonly number[]): Goal => ({ text, bounds });

const ROWS: readonly Row[] = [
  { what: 'key → picture, ms', goal: upTo('≤ 20 / 35', 20, 35), cell: f => latency(f.key) },
  { what: 'first key after 3 s of calm, ms', cell: f => latency(f.keyAfterCalm) },
  {
    what: "key on the expert's keyboard → picture, ms",
    cell: f => (f.expertKey ? latency(f.expertKey) : undefined),
  },
  { what: 'whole page changes, ms', goal: upTo('≤ 80 / 120', 80, 120), cell: f => latency(f.page) },
  {
    what: 'whole page can be read, ms',
    cell: f => spread(f.page.readable, f.page.seen.length + f.page.missed - f.page.readable.length),
  },
  {
    what: 'key while a 960×540 area scrolls, ms',
    goal: upTo('≤ 50 / 80', 50, 80),
    cell: f => latency(f.keyBesideArea),
  },
  { what: 'key while a 720p film plays, ms', cell: f => latency(f.keyBesideFilm) },
  {
    what: 'full-screen scroll: pictures a second of 30, age ms',
    goal: { text: '≥ 29, ≤ 45', bounds: [29, 45], least: [true, false] },
    cell: f => motion(f.motion.scroll),
  },
  { what: '720p film in a window: pictures a second of 30, age ms', cell: f => motion(f.motion.film) },
  { what: 'processor s / 10 s, idle', goal: upTo('≤ 0.5', 0.5), cell: f => load(f.load.idle) },
  { what: 'processor s / 10 s, typing', cell: f => load(f.load.typing) },
  { what: 'processor s / 10 s, scroll', goal: upTo('≤ 12', 12), cell: f => load(f.load.scroll) },
  { what: 'processor s / 10 s, film', cell: f => load(f.load.film) },
  { what: 'Mbit/s, idle', cell: f => rate(f.load.idle.megabits) },
  { what: 'Mbit/s, typing', cell: f => rate(f.load.typing.megabits) },
  { what: 'Mbit/s, scroll', goal: upTo('≤ 1', 1), cell: f => rate(f.load.scroll.megabits) },
  { what: 'Mbit/s, film', cell: f => rate(f.load.film.megabits) },
  {
    what: 'first picture after acceptance, ms',
    goal: upTo('p50 ≤ 700', 700),
    cell: f => (f.firstPicture ? spread(f.firstPicture) : undefined),
  },
];

/** Whether every bound of the goal holds. */
export function meets({ bounds, least }: Goal, { values }: Cell): boolean {
  return bounds.every((bound, i) => {
    const value = values[i] ?? Number.NaN;
    return bound === undefined || (least?.[i] ? value >= bound : value <= bound);
  });
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Only the product's own new path is held to the goals. */
export function wayTable(all: readonly WayFigures[]): string[] {
  return [
    line(['What (p50 / p95)', 'goal', ...all.map(({ title }) => title)]),
    line(Array.from({ length: all.length + 2 }, () => '---')),
    ...ROWS.map(({ what, goal, cell }) =>
      line([
        what,
        goal?.text ?? '',
        ...all.map(figures => {
          const found = cell(figures);
          if (!found) return '–';
          const judged = goal && figures.way === 'screen';
          return `${found.text}${judged ? (meets(goal, found) ? ' ✓' : ' ✗ not met') : ''}`;
        }),
      ]),
    ),
  ];
}

export function networkTable(all: readonly NetworkFigures[]): string[] {
  return [
    '| Network | way | key → picture, ms | scroll: pictures a second, age ms | Mbit/s | film: pictures a second, age ms | Mbit/s | path at the end |',
    '|---|---|---|---|---|---|---|---|',
    ...all.map(({ network, title, key, scroll, film, described }) =>
      line([
        network,
        title,
        latency(key).text,
        motion(scroll).text,
        rate(scroll.megabits)?.text ?? '–',
        motion(film).text,
        rate(film.megabits)?.text ?? '–',
        described,
      ]),
    ),
  ];
}

export const failureLines = (all: readonly Failure[]): string[] =>
  all.map(
    ({ title, network, reason }) =>
      `* Not measured: ${title}${network ? ` on ${network}` : ''}: ${reason.split('\n')[0] ?? ''}`,
  );
