/** The applications among the keys of a registry. rendezvous-api 4. */

import { REGISTRY_KEY } from '../identifiers.ts';
import { GuidSchema } from '../invitation.ts';
import { normalizeGuid } from '../registration.ts';
import { type ExpandOptions, expandEnvironment, expandMacros } from './macros.ts';
import type { RegProblem, RegReading } from './reg-problem.ts';
import type { RegDocument, RegKey } from './reg-syntax.ts';
import { WINDOWS_VALUES, WindowsRegistration } from './windows-registration.ts';

const [, ...BELOW_SOFTWARE] = REGISTRY_KEY.toLowerCase().split('\\');
const MACHINE = 'HKEY_LOCAL_MACHINE';
/** Where Windows keeps the keys of 32-bit programs apart. */
const FOR_32_BITS = 'wow6432node';

type ValueName = keyof typeof WINDOWS_VALUES;
/** The last when it has already been said what is wrong. */
type Found = { readonly value: unknown } | { readonly problem: RegProblem } | 'wrong';

/** Whether a key is that of applications, or lies below it. */
export function isApplicationKey(path: string): boolean {
  return placeOf(path) !== undefined;
}

/** Reads the registrations out of keys for which `isApplicationKey` holds; the problems of the document come with them. */
export function readApplications(
  document: RegDocument,
  options: ExpandOptions,
): RegReading<WindowsRegistration> {
  const found = new Map<string, WindowsRegistration>();
  const problems = [...document.problems];
  // The keys of 32-bit programs come last, so that they do not take another's place.
  const ordered = document.keys.toSorted(
    (a, b) => Number(placeOf(a.path)?.is32Bit) - Number(placeOf(b.path)?.is32Bit),
  );
  for (const key of ordered) {
    const place = placeOf(key.path);
    const [name, ...below] = place?.below ?? [];
    if (!place || name === undefined) continue;
    const warn = (message: string): void => {
      problems.push({ severity: 'warning', line: key.line, message });
    };
    if (place.root !== MACHINE) warn(`${name} is not below ${MACHINE}, and is not read`);
    else if (below.length > 0) warn(`${below.join('\\')} below ${name} is not known and has no effect`);
    else {
      const reading = readApplication(key, name, options);
      problems.push(...reading.problems);
      const [registration] = reading.registrations;
      if (registration && found.has(registration.id)) {
        warn(`${registration.id} is also registered for 64-bit programs, and that registration stays`);
      } else if (registration) found.set(registration.id, registration);
    }
  }
  return {
    registrations: [...found.values()],
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

function readApplication(key: RegKey, name: string, options: ExpandOptions): RegReading<WindowsRegistration> {
  const problems: RegProblem[] = [];
  const document: Partial<Record<ValueName | 'id', unknown>> = { id: name };
  if (!GuidSchema.safeParse(normalizeGuid(name)).success) {
    problems.push({
      severity: 'error',
      line: key.line,
      message: `the key ${name} is not named by a GUID in braces`,
    });
  }
  for (const [field, valueName] of Object.entries(WINDOWS_VALUES) as [ValueName, string][]) {
    const found = readValue(key, field, valueName, options);
    if (found === 'wrong') continue;
    if ('problem' in found) problems.push(found.problem);
    else document[field] = found.value;
  }
  const known = new Set(Object.values(WINDOWS_VALUES).map(valueName => valueName.toLowerCase()));
  for (const [valueName, { line }] of key.values) {
    if (valueName === '' || known.has(valueName)) continue;
    problems.push({ severity: 'warning', line, message: `${valueName} is not known and has no effect` });
  }
  const parsed = WindowsRegistration.safeParse(document);
  return { registrations: parsed.success ? [parsed.data] : [], problems };
}

/** The value in the form that the schema has, checked by it alone, so that a problem has the line of the value. */
function readValue(key: RegKey, field: ValueName, valueName: string, options: ExpandOptions): Found {
  const stored = key.values.get(valueName.toLowerCase());
  const fail = (line: number, message: string): Found => ({
    problem: { severity: 'error', line, message: `${valueName} ${message}` },
  });
  if (!stored) return fail(key.line, 'is missing');
  const { line, data } = stored;
  if (data.kind === 'wrong') return 'wrong';
  let value: unknown;
  if (field === 'icon') {
    if (data.kind !== 'dword') return fail(line, 'must be a DWORD, such as dword:00000001');
    // Stored without a sign; ExtractIconEx takes it with one.
    value = data.number | 0;
  } else {
    if (data.kind !== 'text' && data.kind !== 'expand') return fail(line, 'must be text');
    const expanded = expandMacros(data.text, options.system32);
    if ('unknown' in expanded) return fail(line, `has the unknown macro ${expanded.unknown}`);
    value =
      data.kind === 'text' ? expanded.text : expandEnvironment(expanded.text, options.environment ?? {});
  }
  const checked = WindowsRegistration.shape[field].safeParse(value);
  if (!checked.success) return fail(line, checked.error.issues[0]?.message ?? 'is wrong');
  return { value: checked.data };
}

interface Place {
  readonly root: string;
  readonly is32Bit: boolean;
  /** What follows `RendezvousApps`. */
  readonly below: readonly string[];
}

/** Undefined for a key that has nothing to do with applications. */
function placeOf(path: string): Place | undefined {
  const [root = '', software, ...rest] = path.split('\\');
  if (software?.toLowerCase() !== 'software') return undefined;
  const is32Bit = rest[0]?.toLowerCase() === FOR_32_BITS;
  const below = is32Bit ? rest.slice(1) : rest;
  const matches = BELOW_SOFTWARE.every((segment, index) => below[index]?.toLowerCase() === segment);
  return matches ? { root, is32Bit, below: below.slice(BELOW_SOFTWARE.length) } : undefined;
}
