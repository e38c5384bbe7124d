/** JSON as the formatter of this repository writes it, so that a generated file needs no second pass. */
const WIDTH = 110;

export function formatJson(value: unknown): string {
  return `${format(value, '', 0)}\n`;
}

/** @param taken columns before the value on its line, and what must follow it there */
function format(value: unknown, indent: string, taken: number): string {
  if (Array.isArray(value)) return formatArray(value, indent, taken);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => {
      const key = `${inner}${JSON.stringify(name)}: `;
      return `${key}${format(field, inner, key.length + 1)}`;
    });
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}

function formatArray(values: readonly unknown[], indent: string, taken: number): string {
  const inner = `${indent}  `;
  const items = values.map(value => format(value, inner, inner.length + 1));
  const line = `[${items.join(', ')}]`;
  if (!line.includes('\n') && taken + line.length <= WIDTH) return line;
  return `[\n${items.map(item => `${inner}${item}`).join(',\n')}\n${indent}]`;
}
