/**
 * `npm run bench:picture`: how soon and how smoothly one person sees the other's screen: by our picture path, by our video
 * track, by noVNC and x11vnc as the neighbour, and by a local capture as the floor; in one run, with the same probes.
 * Prints tables; `--write` also puts them into docs/benchmarks-picture.md. `--quick` takes few samples, to try the bench.
 * `--only=track,vnc` takes some ways, `--network=50ms,2M` some networks (`none`: none, `only`: nothing but networks).
 * `--x11vnc="-wait 5 -defer 5"` tries other settings of the neighbour.
 * Networks need root; without it they are left out, which the report says.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildPages } from '../../scripts/build-pages.ts';
import { ensureDebianPackages } from '../../scripts/debian-packages.ts';
import type { Failure, NetworkFigures, WayFigures } from './figures.ts';
import { FULL, measureOnNetwork, measureWay, QUICK } from './measure.ts';
import { NETWORKS } from './networks.ts';
import { failureLines, networkTable, wayTable } from './table.ts';
import { local } from './ways/local.ts';
import { screen, track } from './ways/product.ts';
import { FASTEST, vnc } from './ways/vnc.ts';
import type { Way } from './ways/way.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    network: { type: 'string' },
    x11vnc: { type: 'string', default: FASTEST },
  },
});
const WAYS: readonly Way[] = [screen, track, vnc(values.x11vnc), local];
const chosen = (list: string | undefined, names: readonly string[]): readonly string[] => {
  if (list === undefined) return names;
  const wanted = list.split(',');
  const unknown = wanted.filter(name => !names.includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: not one of ${names.join(', ')}`);
  return wanted;
};
const amounts = values.quick ? QUICK : FULL;
const ways = WAYS.filter(({ name }) =>
  chosen(
    values.only,
    WAYS.map(way => way.name),
  ).includes(name),
);
const networks = ['none', 'only'].includes(values.network ?? '')
  ? values.network === 'none'
    ? []
    : NETWORKS
  : NETWORKS.filter(({ name }) =>
      chosen(
        values.network,
        NETWORKS.map(it => it.name),
      ).includes(name),
    );
const isRoot = process.getuid?.() === 0;

ensureDebianPackages();
if (ways.some(({ name }) => name === 'vnc') && spawnSync('x11vnc', ['-version']).status !== 0)
  throw new Error('the bench needs x11vnc: install it with "sudo apt-get install x11vnc"');
await buildPages(true);

const say = (text: string): void =>
  void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
const failures: Failure[] = [];
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const wayFigures: WayFigures[] = [];
for (const way of values.network === 'only' ? [] : ways) {
  say(`${way.title} …`);
  try {
    wayFigures.push(await measureWay(way, amounts));
  } catch (error) {
    failures.push({ title: way.title, reason: reason(error) });
    say(`${way.title}: ${reason(error)}`);
  }
}
const networkFigures: NetworkFigures[] = [];
for (const network of isRoot ? networks : []) {
  // What does not work without an impairment is not tried with one.
  const working = ways.filter(
    ({ title, isRemote }) => isRemote && !failures.some(it => it.title === title && it.network === undefined),
  );
  for (const way of working) {
    say(`${way.title} on ${network.title} …`);
    try {
      networkFigures.push(await measureOnNetwork(way, network, amounts));
    } catch (error) {
      failures.push({ title: way.title, network: network.title, reason: reason(error) });
      say(`${way.title} on ${network.title}: ${reason(error)}`);
    }
  }
}
if (!isRoot && networks.length > 0)
  failures.push({ title: 'bad networks', reason: 'making them needs root' });

const said = (command: string, ...args: readonly string[]): string =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout.trim().split('\n')[0] ?? 'unknown';
const noVnc = z
  .object({ version: z.string() })
  .parse(
    JSON.parse(
      readFileSync(new URL('../../node_modules/@novnc/novnc/package.json', import.meta.url), 'utf8'),
    ),
  );
const cpu = cpus();
const lines = [
  '# Benchmarks of the picture',
  '',
  `${new Date().toISOString().slice(0, 10)}, ${String(cpu.length)} cores (${cpu[0]?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, no GPU, loopback; load of the machine at the end ${(loadavg()[0] ?? 0).toFixed(1)}. Node ${process.version}, ${said('chromium', '--version')}, noVNC ${noVnc.version}, ${said('x11vnc', '-version').split(' lastmod')[0] ?? ''}. One run of \`npm run bench:picture\`${values.quick ? ' --quick: too few samples to quote' : ''}; compare figures of one run, not of two machines.`,
  '',
  `The screen is 1920×1080. Keys are pressed at the novice's desktop through XTest (n = ${String(amounts.keys)}; pages ${String(amounts.pages)}, first keys ${String(amounts.calms)}, sessions ${String(amounts.sessions)}); times end when the expert's page is about to show the frame. What moves is drawn 30 times a second for ${String(amounts.seconds)} s and carries its time at two corners; the older one counts. Processor time is of the novice's + the expert's processes, and of the X server, which draws the scene as well.`,
  '',
  ...(wayFigures.length > 0 ? wayTable(wayFigures) : []),
  '',
  ...wayFigures.map(({ title, described }) => `* ${title}: ${described}`),
  ...(networkFigures.length > 0 ? ['', '## On bad networks', '', ...networkTable(networkFigures)] : []),
  ...(failures.length > 0 ? ['', ...failureLines(failures)] : []),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (values.write)
  writeFileSync(new URL('../../docs/benchmarks-picture.md', import.meta.url), `${lines.join('\n')}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
