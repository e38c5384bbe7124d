/** Registrations as the overview of the Rendezvous API prints them: keys by indentation, `Name = value` below. rendezvous-api 4. */
import { REGISTRY_LIMITS } from './limits.ts';
import type { ExpandOptions } from './macros.ts';
import { isApplicationKey, readApplications } from './reg-applications.ts';
import { failedReading, type RegProblem, type RegReading } from './reg-problem.ts';
import type { RegDocument, RegKey } from './reg-syntax.ts';
import type { RegData } from './reg-value.ts';
import type { WindowsRegistration } from './windows-registration.ts';

/** A number as registry editors show it: `0x00000001 (1)`. */
const DWORD = /^0x([0-9a-f]{1,8})(?: \((\d{1,10})\))?$/i;
const VALUE = /^([A-Za-z][A-Za-z0-9]*)\s+=\s+(.*)$/s;
const ROOT = /^HKEY_[A-Z_]+$/;

/**
 * Reads the listings in a text; whatever else stands in it, such as headings, is skipped. A listing begins with a line
 * `HKEY_…`, each key below stands further to the right (the overview has no-break spaces there), and it ends with a line
 * that does not. Total.
 */
export function parseSeedListing(text: string, options: ExpandOptions = {}): RegReading<WindowsRegistration> {
  if (text.length > REGISTRY_LIMITS.regBytes) return failedReading('the text is too long');
  const lines = text.split(/\r\n|\n|\r/, REGISTRY_LIMITS.regLines + 1);
  if (lines.length > REGISTRY_LIMITS.regLines)
    return failedReading('the text has too many lines', REGISTRY_LIMITS.regLines);
  return readApplications(collectKeys(lines), options);
}

function collectKeys(lines: readonly string[]): RegDocument {
  const keys = new Map<string, RegKey>();
  const problems: RegProblem[] = [];
  /** The keys that the current line stands below, outermost first. */
  let above: { readonly indent: number; readonly segment: string }[] = [];
  for (const [index, source] of lines.entries()) {
    const content = source.trim();
    if (content === '' || content.length > REGISTRY_LIMITS.regLine) continue;
    const indent = source.length - source.trimStart().length;
    const line = index + 1;
    const [, name, data] = VALUE.exec(content) ?? [];
    const path = above.map(({ segment }) => segment).join('\\');
    if (name !== undefined && data !== undefined && indent > (above.at(-1)?.indent ?? indent)) {
      const key = keys.get(path.toLowerCase());
      if (key) key.values.set(name.toLowerCase(), { line, data: readData(name, data, line, problems) });
      continue;
    }
    above = above.filter(outer => outer.indent < indent);
    if (above.length > 0 || ROOT.test(content)) above.push({ indent, segment: content });
    const own = above.map(({ segment }) => segment).join('\\');
    const isNew = !keys.has(own.toLowerCase()) && keys.size < REGISTRY_LIMITS.regKeys;
    if (isNew && isApplicationKey(own)) keys.set(own.toLowerCase(), { path: own, line, values: new Map() });
  }
  return { keys: [...keys.values()], problems };
}

/** Only the notation tells a number from text; it counts where a number belongs. */
function readData(name: string, data: string, line: number, problems: RegProblem[]): RegData {
  if (name.toLowerCase() !== 'icon') return { kind: 'text', text: data };
  const [, hexadecimal, decimal] = DWORD.exec(data) ?? [];
  if (hexadecimal === undefined) return { kind: 'text', text: data };
  const number = Number.parseInt(hexadecimal, 16);
  if (decimal !== undefined && Number(decimal) !== number) {
    const message = `${name} says two different numbers, 0x${hexadecimal} and ${decimal}`;
    problems.push({ severity: 'error', line, message });
    return { kind: 'wrong' };
  }
  return { kind: 'dword', number };
}
