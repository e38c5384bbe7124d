/** Which test files cite which requirement or reading: every id in quotes in a file that uses `verifies`. */
import { citationsOf } from '../docs/citations.ts';

const CITATION = /(?<!\w)'([TAR]\d{1,3})'/g;

/** Id → the files that cite it, by name. @param root the repository */
export function citations(root: string): ReadonlyMap<string, readonly string[]> {
  return citationsOf(root, {
    folders: ['packages/rendezvous/test', 'tests'],
    tables: /\/(requirements|readings|verifies|coverage\.test)\.ts$/,
    cited: text =>
      text.includes('verifies') ? [...text.matchAll(CITATION)].map(([, cited = '']) => cited) : [],
  });
}
