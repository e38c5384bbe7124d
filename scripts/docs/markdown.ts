/** Markdown that generators write. */
const escape = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const open = (name: string): string => `<!-- generated: ${name} -->`;
const CLOSE = '<!-- end of generated -->';

/** Puts each part between its markers. @throws Error when the text has no such marker, or one that no part fills */
export function fillMarkers(text: string, parts: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [name, part] of Object.entries(parts)) {
    const from = filled.indexOf(open(name));
    const to = filled.indexOf(CLOSE, from);
    if (from < 0 || to < 0) throw new Error(`the specification has no marker for ${name}`);
    filled = `${filled.slice(0, from)}${open(name)}\n\n${part}\n\n${filled.slice(to)}`;
  }
  for (const [, name = ''] of text.matchAll(/<!-- generated: ([\w -]+) -->/g)) {
    if (!Object.hasOwn(parts, name)) throw new Error(`nothing fills the marker ${name}`);
  }
  return filled;
}
