/** `npm run check`: format, types, typed lint, layers and every test that needs no browser. Green if and only if CI would be, up to the browser. */
import { spawnSync } from 'node:child_process';

const bin = 'node_modules/.bin/';
const STEPS: readonly (readonly [string, string, readonly string[]])[] = [
  ['format', `${bin}biome`, ['check', '.']],
  ['types', `${bin}tsc`, ['-p', '.']],
  ['lint', `${bin}oxlint`, ['--deny-warnings', '.']],
  ['layers', `${bin}depcruise`, ['--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'examples']],
  ['tests', process.execPath, ['scripts/test.ts', '--project', 'unit']],
];

let failed = 0;
for (const [name, command, args] of STEPS) {
  const began = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
