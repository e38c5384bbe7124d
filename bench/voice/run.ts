/**
 * `npm run bench:voice`: what two people hear of each other, and what it costs on the wire; through the product in both
 * modes, through a plain call of the same two browsers, and on bad networks; in one run.
 * Prints tables; `--write` also puts them into docs/benchmarks-voice.md. `--quick` takes few samples, to try the bench.
 * `--only=modes,switches,networks,plain` takes some parts. Needs root, for the network namespaces.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildPages } from '../../scripts/build-pages.ts';
import { ensureDebianPackages } from '../../scripts/debian-packages.ts';
import { hangUp } from '../../tests/e2e/support/talking.ts';
import { figures } from '../statistics.ts';
import { type LineFigures, measureLine } from './figures.ts';
import { type Impaired, measureImpairments } from './impairments.ts';
import type { Line } from './line.ts';
import { type Delays, mouthToEar } from './measure.ts';
import { withFloor, withPlainCall } from './plain.ts';
import { buildStage, type Stage } from './stage.ts';
import { measureSwitches, type Switch } from './switches.ts';
import { impairmentTable, modeTable, switchTable } from './table.ts';

const PARTS = ['modes', 'switches', 'networks', 'plain'] as const;
const FULL = {
  lengths: { sentences: 6, seconds: 26, clicks: 60 },
  changes: 6,
  underImpairment: 4,
} as const;
const QUICK = { lengths: { sentences: 2, seconds: 8, clicks: 8 }, changes: 2, underImpairment: 2 } as const;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: PARTS.join(',') },
  },
});
const wanted = values.only.split(',');
for (const name of wanted)
  if (!PARTS.some(known => known === name)) throw new Error(`${name}: not one of ${PARTS.join(', ')}`);
if (process.getuid?.() !== 0) throw new Error('the bench makes network namespaces, which only root may do');
const amounts = values.quick ? QUICK : FULL;

const tell = (text: string): void =>
  void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

ensureDebianPackages();
await buildPages(true);
const loadBefore = load();

const modes: Record<'high' | 'low' | 'plain', readonly LineFigures[]> = { high: [], low: [], plain: [] };
let switches: readonly Switch[] = [];
const impaired: Impaired[] = [];
let floor: Delays | undefined;

const failures: string[] = [];
const failed = (what: string, error: unknown): void => {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  failures.push(`${what}: ${reason}`);
  tell(`${what}: ${reason}`);
};
/** Does one part of the bench if it is wanted; the others go on without it. */
async function part(name: (typeof PARTS)[number], what: string, act: () => Promise<void>): Promise<void> {
  if (!wanted.includes(name)) return;
  tell(`${what} …`);
  await act().catch((error: unknown) => failed(what, error));
}

async function measureLines(
  lines: readonly [Line, Line],
  { voices }: Stage,
): Promise<readonly LineFigures[]> {
  return [await measureLine(lines[0], voices.alice), await measureLine(lines[1], voices.bob)];
}

tell('two people set up their sound, and call …');
const stage = await buildStage(amounts.lengths);
// A bench that is stopped by hand leaves no namespaces, browsers and sound servers behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    tell(`stopped by ${signal}`);
    void stage.dispose().finally(() => process.exit(1));
  });
}
let [late, delivered] = [0, 0];
try {
  for (const mode of ['high', 'low'] as const) {
    await part('modes', `${mode} mode`, async () => {
      await stage.choose(mode);
      modes[mode] = await measureLines(stage.lines, stage);
    });
  }
  await part('switches', 'changes of the mode', async () => {
    switches = await measureSwitches(stage, amounts.changes);
  });
  for (const mode of ['high', 'low'] as const) {
    await part('networks', `${mode} mode on bad networks`, async () => {
      impaired.push(...(await measureImpairments(stage, mode, amounts.underImpairment, tell, failed)));
    });
  }
  await hangUp(stage.novice, stage.expert).catch((error: unknown) => failed('hanging up', error));
  await part('plain', 'a plain call', async () => {
    modes.plain = await withPlainCall(stage, lines => measureLines(lines, stage));
  });
  await part('plain', 'the floor', async () => {
    floor = await withFloor(stage, line => mouthToEar(line, stage.voices.alice.clicks));
  });
  const { toExpert, toNovice } = await stage.network.counters();
  late = toExpert.late + toNovice.late;
  delivered = toExpert.delivered.packets + toNovice.delivered.packets;
} finally {
  await stage.dispose();
}

const said = (command: string, ...args: readonly string[]): string =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout.trim().split('\n')[0] ?? 'unknown';
const cpu = cpus();
const { lengths } = amounts;
const floorFigures = figures(floor?.heard ?? []);
const lines = [
  '# Benchmarks of voice',
  '',
  `${new Date().toISOString().slice(0, 10)}, ${String(cpu.length)} cores (${cpu[0]?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, no GPU; load of the machine ${loadBefore} before, ${load()} at the end. Node ${process.version}, ${said('chromium', '--version')}, ${said('pulseaudio', '--version')}, ${said('espeak-ng', '--version').split(' Data')[0] ?? ''}. One run of \`npm run bench:voice\`${values.quick ? ' --quick: too few samples to quote' : ''}; compare figures of one run, not of two machines.`,
  '',
  `Two people in two Chromium processes, each in a network namespace of its own, with sound devices of their own; echo cancellation, noise suppression and gain control as the product sets them. Nothing is shown. One speaks (espeak-ng, ${String(lengths.seconds)} s or ${String(lengths.sentences)} sentences, ${String(lengths.clicks)} bursts of 80 ms), the other is silent. Payload is what \`getStats\` of either end says; the whole wire is every IP packet of the call's flow as the emulated network between the two counts it: sound, RTCP, STUN, with the headers of SRTP, UDP and IP. Mouth to ear is from the sink that plays into the microphone to the speaker's monitor, on one clock. Quality is the mel-cepstral distance (MFCC by Meyda) of the sentence found in what the ear heard. The network delivered ${String(late)} of ${String(delivered)} packets more than 1 ms late.`,
  '',
  ...(modes.high.length > 0 || modes.plain.length > 0 ? modeTable(modes) : []),
  ...(floor
    ? [
        '',
        `The plain call is \`RTCPeerConnection\` and \`getUserMedia\` as they come. The floor of mouth to ear, the same microphone on the speaker of one page without any connection or processing: ${floorFigures.p50.toFixed(0)} / ${floorFigures.p95.toFixed(0)} ms.`,
      ]
    : []),
  ...(switches.length > 0
    ? ['', '## Changing the mode while somebody speaks', '', ...switchTable(switches)]
    : []),
  ...(impaired.length > 0
    ? [
        '',
        '## On bad networks',
        '',
        `${String(amounts.underImpairment)} sentences each way, the network alike in both directions. Loss is of every packet by itself. Jitter draws the delay of each packet evenly from 0…200 ms, and packets overtake each other.`,
        '',
        ...impairmentTable(impaired),
      ]
    : []),
  ...(failures.length > 0 ? ['', ...failures.map(text => `* Not measured: ${text}`)] : []),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (values.write)
  writeFileSync(new URL('../../docs/benchmarks-voice.md', import.meta.url), `${lines.join('\n')}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
