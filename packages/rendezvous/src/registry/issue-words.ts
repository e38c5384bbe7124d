/** What a schema found wrong, in words that name the place and what should stand there. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export interface Finding {
  /** `launch.command[0]`; empty for the whole document. */
  readonly path: string;
  /** One sentence whose subject is that place. */
  readonly message: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** `['launch', 'command', 0]` → `launch.command[0]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    const name = String(key);
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/** @param document what was validated: needed to tell "is missing" from "is of the wrong kind" */
export function describeIssues(issues: readonly Issue[], document: unknown): Finding[] {
  return issues.flatMap(issue => describeIssue(issue, document, []));
}

function describeIssue(issue: Issue, document: unknown, above: Path): Finding[] {
  const path = [...above, ...issue.path];
  const say = (predicate: string): Finding[] => {
    const place = formatPath(path);
    return [{ path: place, message: `${place || 'the document'} ${predicate}` }];
  };
  const value = valueAt(document, path);
  if (value === undefined && path.length > 0) {
    const options = issue.code === 'invalid_union' ? discriminatorOptions(issue) : undefined;
    return say(options ? `is missing; it must be ${options}` : 'is missing');
  }
  switch (issue.code) {
    case 'invalid_type':
      return say(`must be ${KINDS[issue.expected] ?? issue.expected}${butIs(value, issue.expected)}`);
    case 'invalid_value':
      return say(`must be ${oneOf(issue.values.map(String))}`);
    case 'too_small':
      return say(
        isCounted(issue.origin) && issue.minimum === 1
          ? 'is empty'
          : `${size(issue.origin)[0]} ${String(issue.minimum)}${size(issue.origin)[2]}`,
      );
    case 'too_big':
      return say(`${size(issue.origin)[1]} ${String(issue.maximum)}${size(issue.origin)[2]}`);
    case 'invalid_format':
      return say(formatWords(path, issue.format, issue.message));
    case 'invalid_key':
      return say('must be named by a language of two letters, such as de');
    case 'invalid_union': {
      const options = discriminatorOptions(issue);
      if (options) return say(`must be ${options}`);
      // The branch that took the value's kind is the one that was meant.
      const meant = issue.errors.find(
        branch => !branch.some(({ code, path: at }) => code === 'invalid_type' && at.length === 0),
      );
      if (meant) return meant.flatMap(inner => describeIssue(inner, document, path));
      const kinds = issue.errors
        .flat()
        .flatMap(inner => (inner.code === 'invalid_type' ? [KINDS[inner.expected] ?? inner.expected] : []));
      return say(`must be ${kinds.join(' or ')}${butIs(value)}`);
    }
    default:
      return say(`is wrong: ${issue.message}`);
  }
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key);
  }, document);
}

function butIs(value: unknown, expected?: string): string {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return expected === 'int' && kind === 'number' ? '' : `, and is ${KINDS[kind] ?? kind}`;
}

function oneOf(options: readonly string[]): string {
  return options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`;
}

function discriminatorOptions(issue: Issue & { code: 'invalid_union' }): string | undefined {
  if (!('options' in issue) || !Array.isArray(issue.options)) return undefined;
  return oneOf(issue.options.map(String));
}

const isCounted = (origin: string): boolean => origin === 'string' || origin === 'array';

/** Too small, too big, and the unit that follows the number. */
function size(origin: string): readonly [string, string, string] {
  if (origin === 'string') return ['is shorter than', 'is longer than', ' characters'];
  if (origin === 'array') return ['has fewer than', 'has more than', ' entries'];
  return ['is less than', 'is greater than', ''];
}

function formatWords(path: Path, format: string, message: string): string {
  const [key] = path;
  if (path.length === 1 && (key === 'id' || key === 'component')) {
    return 'must be a GUID such as {56B994A7-380F-410B-9985-C809D78C1BDC}';
  }
  if (format === 'url') return 'must be an https address';
  // Our own schemas say what the text must be; the library's say only that it does not match.
  return message.startsWith('Invalid') ? 'is not written as it must be' : `must be ${message}`;
}
