/** The doc comments of a table in the source: one text for the reader of the code and of the specification. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Name → its doc comment, for the members of `export const NAME = {…}`.
 * @throws Error when the file has no such table
 */
export function commentsOf(root: string, file: string, name: string): ReadonlyMap<string, string> {
  const source = readFileSync(join(root, 'packages/rendezvous/src', file), 'utf8');
  const begin = source.indexOf(`export const ${name} = {`);
  const end = source.indexOf('\n} as const', begin);
  if (begin < 0 || end < 0) throw new Error(`${file} has no table ${name}`);
  const found = new Map<string, string>();
  for (const [, comment = '', member = ''] of source
    .slice(begin, end)
    .matchAll(/^ {2}\/\*\*([\s\S]*?)\*\/\n {2}'?([\w/]+)'?:/gm)) {
    found.set(member, comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim());
  }
  return found;
}
