/** What every generator of documents does with what it has made. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** File, from the repository's root → its text as it should be. */
export type Documents = ReadonlyMap<string, string>;

/** The documents that are not what they should be. */
export function staleOf(root: string, documents: Documents): string[] {
  return [...documents].filter(([file, text]) => textOf(join(root, file)) !== text).map(([file]) => file);
}

const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

/** Writes them; with `--check` names the stale ones instead, and lets the process fail when there are any. */
export function runGenerator(root: string, documents: Documents): void {
  if (process.argv.includes('--check')) {
    const stale = staleOf(root, documents);
    for (const file of stale) process.stdout.write(`stale: ${file}\n`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [file, text] of documents) writeFileSync(join(root, file), text);
  }
}
