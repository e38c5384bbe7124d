/**
 * `npm run bench:msra`: what the codecs, the file receiver and the token of packages/msra cost.
 * Prints tables; `--write` also puts them into docs/benchmarks-msra.md. `--quick` takes few samples.
 */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { measureCodecs } from './codecs.ts';
import { measureInChromium, measureInNode } from './tokens.ts';

const quick = process.argv.includes('--quick');
const lines: string[] = [];
const print = (...added: string[]): void => {
  lines.push(...added);
  process.stdout.write(`${added.join('\n')}\n`);
};
const cpu = cpus();
const chromium = await measureInChromium(quick ? 3 : 20);
print(
  '# Benchmarks of [MS-RA]',
  '',
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, Chromium ${chromium.version}, ${String(cpu.length)} cores (${cpu[0]?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB. One run of \`npm run bench:msra\`; compare figures of one run, not of two machines.`,
  '',
  'Messages a second. *Plain* is the plainest code that reads or writes the same valid bytes in the same run: a `DataView`, one regular expression, a counter. It checks nothing.',
  '',
  '| What | rounds | ours: median | 5 % of rounds below | worst | plain: median | 5 % of rounds below | worst | plain is faster |',
  '|---|---|---|---|---|---|---|---|---|',
  ...measureCodecs(quick ? 3 : 25, quick ? 20_000 : 200_000),
  '',
  'A token is 100,000 times SHA-1 (2.2.4); two are derived for a session. Deaf is the longest time between two turns of the event loop; a frame has 16 ms.',
  '',
  '| What | n | p50 | p95 | worst | |',
  '|---|---|---|---|---|---|',
  ...measureInNode(quick ? 3 : 20),
  ...chromium.rows,
);
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../docs/benchmarks-msra.md', import.meta.url), `${lines.join('\n')}\n`);
