/** Builds the browser pages. With `--if-stale` only those whose sources are newer than what was built; with `--examples` also those of `examples/`. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Page → folders whose change makes it stale. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'apps/messenger': ['packages/base', 'packages/im', 'packages/rendezvous', 'packages/ui'],
  'apps/assist-web': [
    'packages/base',
    'packages/rendezvous',
    'packages/peer',
    'packages/msra',
    'packages/assist',
    'packages/ui',
  ],
};

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'examples/shared-board': ['packages/base', 'packages/rendezvous'],
  'examples/bring-your-own-im': ['packages/base', 'packages/rendezvous'],
};

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || /(^|\/)(node_modules|dist|test)(\/|$)/.test(entry.parentPath.slice(root.length)))
      continue;
    latest = Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs);
  }
  return latest;
}

function stale(page: string, sources: readonly string[]): boolean {
  const built = `${root}${page}/dist/index.html`;
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  const lock = statSync(`${root}package-lock.json`).mtimeMs;
  return lock > at || [page, ...sources].some(folder => newest(root + folder) > at);
}

/** Builds every page of the product, and of the examples when asked; or only the stale ones. */
export async function buildPages(onlyStale: boolean, examples = false): Promise<void> {
  for (const [page, sources] of Object.entries({ ...PAGES, ...(examples ? EXAMPLES : {}) })) {
    if (onlyStale && !stale(page, sources)) continue;
    process.stdout.write(`Building ${page} …\n`);
    await build({ root: root + page, configFile: `${root}${page}/vite.config.ts`, logLevel: 'warn' });
  }
}

if (import.meta.main)
  await buildPages(process.argv.includes('--if-stale'), process.argv.includes('--examples'));
