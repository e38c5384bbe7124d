/**
 * `npm run bench`: what the journey costs, on loopback, from one run, beside a baseline of the same run.
 * Prints a table; `--write` also puts it into docs/benchmarks.md. `--quick` takes few samples, to try the bench itself.
 */

import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { buildPages } from '../scripts/build-pages.ts';
import { ensureDebianPackages } from '../scripts/debian-packages.ts';
import { measureAcceptToFirstFrame } from './accept-to-first-frame.ts';
import { measureInputToPicture } from './input-to-picture.ts';
import { measureMotion } from './motion.ts';
import { measurePanic } from './panic.ts';

const quick = process.argv.includes('--quick');
const lines: string[] = [];
const print = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

ensureDebianPackages();
await buildPages(true);

const cpu = cpus();
print(`# Benchmarks`);
print('');
print(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${String(cpu.length)} cores (${cpu[0]?.model ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, no GPU, loopback. One run of \`npm run bench\`; compare figures of one run, not of two machines.`,
);
print('');
print('| What | n | p50 | p95 | worst | |');
print('|---|---|---|---|---|---|');
for (const line of await measureAcceptToFirstFrame(quick ? 3 : 20)) print(line);
for (const line of await measureInputToPicture(quick ? 10 : 100)) print(line);
for (const line of await measurePanic(quick ? 3 : 20)) print(line);
print('');
print('| Full HD picture | frames a second at the expert | processor s / 10 s, novice + expert |');
print('|---|---|---|');
for (const line of await measureMotion(quick ? 3 : 10)) print(line);
if (process.argv.includes('--write'))
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${lines.join('\n')}\n`);
