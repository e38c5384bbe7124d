/** The keys and values of a `.reg` file, as an empty registry would have them after importing it. */
import { REGISTRY_LIMITS } from './limits.ts';
import type { RegProblem } from './reg-problem.ts';
import { parseQuoted, parseRegData, type RegData, type RegVersion } from './reg-value.ts';

export interface RegValue {
  readonly line: number;
  readonly data: RegData;
}

export interface RegKey {
  /** With `HKEY_…` written out. */
  readonly path: string;
  readonly line: number;
  /** By name in lower case; the default value has the empty name. */
  readonly values: Map<string, RegValue>;
}

export interface RegDocument {
  /** Those that `wanted` took, in the order in which they first appear. */
  readonly keys: readonly RegKey[];
  readonly problems: readonly RegProblem[];
}

const HEADERS: Readonly<Record<string, RegVersion>> = {
  REGEDIT4: 4,
  'Windows Registry Editor Version 5.00': 5,
};
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
};
/** Only data that is written as bytes may go on on the next line. */
const CONTINUED = /^\s*(?:@|"(?:[^"\\]|\\.)*")\s*=\s*hex[^;]*\\\s*$/is;

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Reads the text of a `.reg` file. Total: any text gives a document.
 * @param wanted which keys matter; the others are skipped with whatever stands in them
 */
export function parseRegText(text: string, wanted: (path: string) => boolean): RegDocument {
  const [header, ...lines] = joinedLines(text);
  const version = HEADERS[header?.text.trim() ?? ''];
  if (header === undefined || version === undefined) {
    const message = `the first line must be ${Object.keys(HEADERS).join(' or ')}`;
    return { keys: [], problems: [{ severity: 'error', line: 1, message }] };
  }
  const keys = new Map<string, RegKey>();
  const problems: RegProblem[] = [];
  const complain = ({ number }: Line, message: string): void => {
    problems.push({ severity: 'error', line: number, message });
  };
  let current: RegKey | 'none' | 'skipped' = 'none';
  for (const line of lines) {
    if (line.number > REGISTRY_LIMITS.regLines) {
      complain(line, `the file has more than ${String(REGISTRY_LIMITS.regLines)} lines`);
      break;
    }
    if (problems.length >= REGISTRY_LIMITS.regProblems) break;
    const content = line.text.trim();
    if (content === '' || content.startsWith(';')) continue;
    if (content.startsWith('[')) {
      const section = parseSection(content);
      if (!section) {
        complain(line, 'a key must stand in square brackets');
        current = 'skipped';
      } else if (section.deleted) {
        deleteKey(keys, section.path);
        current = 'skipped';
      } else if (!wanted(section.path)) current = 'skipped';
      else {
        const id = section.path.toLowerCase();
        if (!keys.has(id) && keys.size >= REGISTRY_LIMITS.regKeys) {
          complain(line, `there are more than ${String(REGISTRY_LIMITS.regKeys)} keys`);
          break;
        }
        current = keys.get(id) ?? { path: section.path, line: line.number, values: new Map() };
        keys.set(id, current);
      }
    } else if (current === 'none') complain(line, 'a value must stand below a key');
    else if (current !== 'skipped') {
      const problem = addValue(current, line, version);
      if (problem !== undefined) complain(line, problem);
    }
  }
  return { keys: [...keys.values()], problems };
}

/** @returns what is wrong with the line, if anything */
function addValue(key: RegKey, line: Line, version: RegVersion): string | undefined {
  if (line.text.length > REGISTRY_LIMITS.regLine) {
    return `the line is longer than ${String(REGISTRY_LIMITS.regLine)} characters`;
  }
  const content = line.text.trim();
  const name = content.startsWith('@') ? { text: '', end: 0 } : parseName(content);
  if ('problem' in name) return name.problem;
  const rest = content.slice(name.end + 1).trimStart();
  if (!rest.startsWith('=')) return 'an equals sign must follow the name of the value';
  const reading = parseRegData(rest.slice(1), version);
  const id = name.text.toLowerCase();
  if ('problem' in reading) {
    key.values.set(id, { line: line.number, data: { kind: 'wrong' } });
    return `${name.text || 'the default value'} ${reading.problem}`;
  }
  if (reading.data.kind === 'deleted') key.values.delete(id);
  else key.values.set(id, { line: line.number, data: reading.data });
  return undefined;
}

function parseName(content: string): { text: string; end: number } | { problem: string } {
  if (!content.startsWith('"')) return { problem: 'a line must be a key, a value or a comment' };
  const name = parseQuoted(content);
  return 'problem' in name ? { problem: `the name of the value ${name.problem}` } : name;
}

function parseSection(content: string): { path: string; deleted: boolean } | undefined {
  const [, minus, path] = /^\[(-?)([^\]]+)\]\s*(?:;.*)?$/s.exec(content) ?? [];
  if (path === undefined) return undefined;
  const [root = '', ...below] = path.trim().split('\\');
  const upper = root.toUpperCase();
  return { path: [ABBREVIATIONS[upper] ?? upper, ...below].join('\\'), deleted: minus === '-' };
}

/** `[-key]` deletes what lies below it, too. */
function deleteKey(keys: Map<string, RegKey>, path: string): void {
  const id = path.toLowerCase();
  for (const key of keys.keys()) {
    if (key === id || key.startsWith(`${id}\\`)) keys.delete(key);
  }
}

/** Continued lines are joined, and have the number of the first. */
function joinedLines(text: string): Line[] {
  const source = text.split(/\r\n|\n|\r/, REGISTRY_LIMITS.regLines + 1);
  const joined: Line[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const number = at + 1;
    let line = source[at] ?? '';
    const parts: string[] = [];
    if (line.length <= REGISTRY_LIMITS.regLine && CONTINUED.test(line)) {
      while (line.trimEnd().endsWith('\\') && at + 1 < source.length) {
        parts.push(line.trimEnd().slice(0, -1));
        at += 1;
        line = source[at] ?? '';
      }
    }
    joined.push({ number, text: [...parts, line].join('') });
  }
  return joined;
}
