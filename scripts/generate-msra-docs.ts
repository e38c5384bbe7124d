/**
 * Writes what follows from the requirements, the tests and the machines of packages/msra:
 * docs/conformance-msra.md and docs/msra-machines.md.
 * `--check` writes nothing and exits with 1 when one of them is stale.
 */
import { fileURLToPath } from 'node:url';
import { runGenerator, staleOf } from './docs/generated.ts';
import { citations } from './msra-docs/citations.ts';
import { conformanceDocument } from './msra-docs/conformance.ts';
import { machinesDocument } from './msra-docs/machines.ts';

/** File → its text as it should be. @param root the repository */
function documents(root: string): ReadonlyMap<string, string> {
  return new Map([
    ['docs/conformance-msra.md', conformanceDocument(citations(root))],
    ['docs/msra-machines.md', machinesDocument()],
  ]);
}

/** The documents that are not what the generator would write. @param root the repository */
export const staleDocuments = (root: string): string[] => staleOf(root, documents(root));

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  runGenerator(root, documents(root));
}
