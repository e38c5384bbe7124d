/** Registration files for the tests of folders. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The id whose last digits are `n`. */
export const idOf = (n: number): string =>
  `{00000000-0000-0000-0000-${n.toString(16).toUpperCase().padStart(12, '0')}}`;

/** A registration of a page; `n` makes its id. */
export function board(n: number, changes: object = {}): object {
  return {
    id: idOf(n),
    component: idOf(n + 0x1000),
    name: `Board ${String(n)}`,
    icon: 'https://board.example/icon.svg',
    url: 'https://board.example',
    launch: { kind: 'page', url: '/apps/board/' },
    ...changes,
  };
}

/** Writes a document as JSON, in place; makes the folder if needed. */
export async function writeDocument(folder: string, name: string, document: unknown): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(document));
  return file;
}

/** Writes it beside, then gives it the name. */
export async function replaceDocument(folder: string, name: string, document: unknown): Promise<void> {
  const draft = await writeDocument(folder, `${name}.draft`, document);
  await rename(draft, join(folder, name));
}
