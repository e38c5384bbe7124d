/** Where a text stops being JSON, and what should have stood there: more than `JSON.parse` tells. */

export interface JsonSyntaxError {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What should have stood there: `a comma or the end of the list`. */
  readonly expected: string;
}

const BLANK = /[ \t\r\n]*/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

/** What may come next. `name-or-end` and `value-or-end` stand right after an opening bracket. */
type Expecting = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'more';

const WORDS: Record<Exclude<Expecting, 'more'>, string> = {
  value: 'a value',
  'value-or-end': 'a value or the end of the list',
  name: 'a name in quotes',
  'name-or-end': 'a name in quotes or the end of the object',
};

/**
 * The first place where `text` breaks the grammar of JSON (RFC 8259); undefined when it does not.
 * @param maxDepth nested values; more are reported at the place of the first one too many
 */
export function findJsonSyntaxError(text: string, maxDepth: number): JsonSyntaxError | undefined {
  const open: ('[' | '{')[] = [];
  let at = 0;
  let expecting: Expecting = 'value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  const error = (expected: string): JsonSyntaxError => ({ ...positionOf(text, at), expected });

  for (;;) {
    take(BLANK);
    const next = text[at];
    const inside = open.at(-1);
    if (expecting === 'more') {
      if (inside === undefined) return at === text.length ? undefined : error('the end of the file');
      const end = inside === '[' ? ']' : '}';
      if (next === end) open.pop();
      else if (next === ',') expecting = inside === '[' ? 'value' : 'name';
      else return error(`a comma or the end of the ${inside === '[' ? 'list' : 'object'}`);
      at += 1;
    } else if (
      (expecting === 'value-or-end' && next === ']') ||
      (expecting === 'name-or-end' && next === '}')
    ) {
      open.pop();
      at += 1;
      expecting = 'more';
    } else if (expecting === 'name' || expecting === 'name-or-end') {
      if (!take(STRING)) return error(WORDS[expecting]);
      take(BLANK);
      if (text[at] !== ':') return error('a colon');
      at += 1;
      expecting = 'value';
    } else if (next === '[' || next === '{') {
      if (open.length >= maxDepth) return error(`at most ${String(maxDepth)} nested values`);
      open.push(next);
      at += 1;
      expecting = next === '[' ? 'value-or-end' : 'name-or-end';
    } else if (take(STRING) || take(SCALAR)) {
      expecting = 'more';
    } else return error(WORDS[expecting]);
  }
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
