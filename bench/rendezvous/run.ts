/**
 * `npm run bench:rendezvous`: what the Rendezvous API itself costs, without a network and a browser.
 * Prints tables; `--write` also puts them into docs/benchmarks-rendezvous.md. `--quick` takes few samples.
 */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { measureMemory } from './memory.ts';
import { measureSetUp } from './set-up.ts';
import { measureThroughput } from './throughput.ts';

const quick = process.argv.includes('--quick');
const lines: string[] = [];
const print = (...added: string[]): void => {
  lines.push(...added);
  process.stdout.write(`${added.join('\n')}\n`);
};
const cpu = cpus();
print(
  '# Benchmarks of the Rendezvous API',
  '',
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${String(cpu.length)} cores (${cpu[0]?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB. One run of \`npm run bench:rendezvous\`; compare figures of one run, not of two machines.`,
  '',
  '| What | n | p50 | p95 | worst | |',
  '|---|---|---|---|---|---|',
);
print(...(await measureSetUp(quick ? 50 : 1_000, quick ? 2 : 20)));
const { latency, rates } = await measureThroughput(
  quick ? 500 : 10_000,
  quick ? 5_000 : 100_000,
  quick ? 2 : 7,
);
print(...latency);
print(
  '',
  '| Strings of 1 KiB a second | runs | median | 5 % of runs below | worst | |',
  '|---|---|---|---|---|---|',
);
print(...rates);
print('', '| Memory (heap after collection) | sessions | | |', '|---|---|---|---|');
print(...(await measureMemory(quick ? 500 : 10_000)));
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../docs/benchmarks-rendezvous.md', import.meta.url), `${lines.join('\n')}\n`);
