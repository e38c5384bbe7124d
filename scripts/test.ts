/**
 * `npm test`: everything. Installs the Debian packages that are missing, builds the pages, runs the unit project and
 * then the browser project, and ends with one line `N passed, N failed`.
 * Words after `--` go to vitest as filters; `--project unit` or `--project e2e` runs one project.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from './build-pages.ts';
import { ensureDebianPackages } from './debian-packages.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; message?: string; name: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'rendezvous-test-'));

async function runProject(
  project: string,
  filters: readonly string[],
): Promise<{ report: Report | undefined; code: number }> {
  const file = join(folder, `${project}.json`);
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
  ];
  args.push('--reporter=json', `--outputFile=${file}`, ...filters);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number>(resolve => child.on('close', status => resolve(status ?? 1)));
  try {
    return { report: JSON.parse(readFileSync(file, 'utf8')) as Report, code };
  } catch {
    return { report: undefined, code };
  }
}

const words = process.argv.slice(2);
const at = words.indexOf('--project');
const projects = at >= 0 ? [words[at + 1] ?? 'unit'] : ['unit', 'e2e'];
const filters = at >= 0 ? words.toSpliced(at, 2) : words;

let passed = 0;
let failed = 0;
try {
  ensureDebianPackages(projects.includes('e2e') ? 'browsers' : 'unit');
  if (projects.includes('e2e')) await buildPages(true, true);
  for (const project of projects) {
    const { report, code } = await runProject(project, filters);
    passed += report?.numPassedTests ?? 0;
    // A file that could not even be loaded, an unhandled error or a skipped test counts as a failure: nothing passes by not running.
    const broken =
      report?.testResults.filter(result => result.status === 'failed' && result.message).length ?? 1;
    const unexplained = Math.max(report?.numFailedTests ?? 0, broken, code === 0 ? 0 : 1);
    failed += unexplained + (report?.numPendingTests ?? 0);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${String(passed)} passed, ${String(failed)} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
