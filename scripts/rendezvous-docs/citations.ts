/** Which test files cite which requirement or reading: every id in quotes in a file that uses `verifies`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['packages/rendezvous/test', 'tests'] as const;
/** They hold the ids themselves. */
const TABLES = /\/(requirements|readings|verifies|coverage\.test)\.ts$/;
const CITATION = /(?<!\w)'([TAR]\d{1,3})'/g;

/** Id → the files that cite it, by name. @param root the repository */
export function citations(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of FOLDERS.flatMap(folder => testsBelow(root, folder)).sort()) {
    const text = readFileSync(join(root, file), 'utf8');
    if (!text.includes('verifies')) continue;
    for (const id of new Set([...text.matchAll(CITATION)].map(([, cited = '']) => cited))) {
      const files = found.get(id) ?? [];
      files.push(file);
      found.set(id, files);
    }
  }
  return found;
}

function testsBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter(name => name.endsWith('.ts') && !TABLES.test(name) && !name.includes('node_modules'));
}
