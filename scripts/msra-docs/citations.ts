/** Which test files cite which requirement of [MS-RA]. */
import { citationsOf } from '../docs/citations.ts';
import { citedByCalls } from './verifies-calls.ts';

/** Id → the files that cite it, by name. @param root the repository */
export function citations(root: string): ReadonlyMap<string, readonly string[]> {
  return citationsOf(root, {
    folders: ['packages/msra/test', 'packages/assist/test', 'packages/peer/test', 'tests'],
    tables: /\/conformance\/(requirements|requirements\/[\w-]+|verifies|coverage\.test)\.ts$/,
    cited: citedByCalls,
  });
}
