/** Which test files cite which requirement. What counts as a citation, each family of tests says for itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the tests of a family are, and how they cite. */
export interface Citing {
  /** Folders with tests, from the repository's root. */
  readonly folders: readonly string[];
  /** Files that hold the ids themselves and so cite none. */
  readonly tables: RegExp;
  /** The ids that a file cites. */
  readonly cited: (text: string, file: string) => Iterable<string>;
}

/** Id → the files that cite it, by name. @param root the repository */
export function citationsOf(
  root: string,
  { folders, tables, cited }: Citing,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of folders.flatMap(folder => testsBelow(root, folder, tables)).sort()) {
    for (const id of new Set(cited(readFileSync(join(root, file), 'utf8'), file))) {
      const files = found.get(id) ?? [];
      files.push(file);
      found.set(id, files);
    }
  }
  return found;
}

function testsBelow(root: string, folder: string, tables: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter(name => name.endsWith('.ts') && !tables.test(name) && !name.includes('node_modules'));
}

/** Links to the files that cite an id, for a document in docs/. @param base the folder whose files are named without it */
export function testLinks(files: readonly string[] | undefined, base: string): string {
  if (files === undefined) return '**none**';
  return files
    .map(file => `[${file.startsWith(base) ? file.slice(base.length) : file}](../${file})`)
    .join('<br>');
}
