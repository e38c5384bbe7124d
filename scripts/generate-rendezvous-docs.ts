/**
 * Writes what follows from the contract and its tests: docs/spec/rendezvous.schema.json, the tables and the transcript
 * between the markers of docs/spec/rendezvous.md, and docs/conformance-rendezvous.md.
 * `--check` writes nothing and exits with 1 when one of them is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { citations } from './rendezvous-docs/citations.ts';
import { conformanceDocument } from './rendezvous-docs/conformance.ts';
import { formatJson } from './rendezvous-docs/json.ts';
import { fillMarkers } from './rendezvous-docs/markdown.ts';
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
  const wanted = [...(await documents(root))];
  return wanted.filter(([file, text]) => textOf(join(root, file)) !== text).map(([file]) => file);
}

const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  if (process.argv.includes('--check')) {
    const stale = await staleDocuments(root);
    for (const file of stale) process.stdout.write(`stale: ${file}\n`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [file, text] of await documents(root)) writeFileSync(join(root, file), text);
  }
}
