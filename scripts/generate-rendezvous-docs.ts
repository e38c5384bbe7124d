/**
 * Writes what follows from the contract and its tests: docs/spec/rendezvous.schema.json, the tables and the transcript
 * between the markers of docs/spec/rendezvous.md, and docs/conformance-rendezvous.md.
 * `--check` writes nothing and exits with 1 when one of them is stale.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGenerator, staleOf } from './docs/generated.ts';
import { fillMarkers } from './docs/markdown.ts';
import { citations } from './rendezvous-docs/citations.ts';
import { conformanceDocument } from './rendezvous-docs/conformance.ts';
import { formatJson } from './rendezvous-docs/json.ts';
import { rendezvousSchema } from './rendezvous-docs/schema.ts';
import { specificationTables } from './rendezvous-docs/tables.ts';
import { transcript } from './rendezvous-docs/transcript.ts';

const SPECIFICATION = 'docs/spec/rendezvous.md';

/** File → its text as it should be. @param root the repository */
async function documents(root: string): Promise<ReadonlyMap<string, string>> {
  const specification = readFileSync(join(root, SPECIFICATION), 'utf8');
  const parts = { ...specificationTables(root), transcript: await transcript() };
  return new Map([
    ['docs/spec/rendezvous.schema.json', formatJson(rendezvousSchema())],
    [SPECIFICATION, fillMarkers(specification, parts)],
    ['docs/conformance-rendezvous.md', conformanceDocument(citations(root))],
  ]);
}

/** The documents that are not what the generator would write. @param root the repository */
export async function staleDocuments(root: string): Promise<string[]> {
  return staleOf(root, await documents(root));
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  runGenerator(root, await documents(root));
}
