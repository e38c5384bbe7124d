/** The text of one registration file: JSON, validated, with every problem in words. rendezvous-api 8.4. */
import { Registration } from '../registration.ts';
import { decodeText } from './decode-text.ts';
import { describeIssues, formatPath } from './issue-words.ts';
import { findJsonSyntaxError } from './json-syntax.ts';
import { REGISTRY_LIMITS } from './limits.ts';
import type { RegistryProblem } from './problem.ts';

export interface RegistrationReading {
  /** Absent when a problem of severity `error` keeps it out. */
  readonly registration: Registration | undefined;
  readonly problems: readonly RegistryProblem[];
}

/** What an editor may add to name the schema of the file. */
const IGNORED_KEYS: ReadonlySet<string> = new Set(['$schema']);

/**
 * Reads the bytes of one registration file. Total: any bytes give a reading.
 * @param file names the file in the problems
 */
export function parseRegistration(bytes: Uint8Array, file: string): RegistrationReading {
  const failed = (code: RegistryProblem['code'], message: string): RegistrationReading => ({
    registration: undefined,
    problems: [{ severity: 'error', code, file, path: '', message }],
  });
  if (bytes.length > REGISTRY_LIMITS.fileBytes) {
    return failed('too-large', `the file is larger than ${String(REGISTRY_LIMITS.fileBytes)} bytes`);
  }
  const text = decodeText(bytes, 'utf-8');
  if (text === undefined) return failed('not-json', 'the file is not UTF-8 text');
  if (text.trim() === '') return failed('not-json', 'the file is empty');
  const broken = findJsonSyntaxError(text, REGISTRY_LIMITS.jsonDepth);
  if (broken) {
    const place = `line ${String(broken.line)}, column ${String(broken.column)}`;
    return failed('not-json', `the file is not JSON: at ${place}, expected ${broken.expected}`);
  }
  return validate(JSON.parse(text) as unknown, file);
}

function validate(document: unknown, file: string): RegistrationReading {
  const parsed = Registration.safeParse(document);
  const unknown = parsed.success
    ? unknownKeys(document, parsed.data, [])
    : keysBeside(document, Object.keys(Registration.shape));
  const warnings = unknown.map((at): RegistryProblem => {
    const path = formatPath(at);
    const message = `${path} is not known and has no effect`;
    return { severity: 'warning', code: 'unknown-key', file, path, message };
  });
  const findings = parsed.success ? [] : describeIssues(parsed.error.issues, document);
  const problems = findings.map(
    (finding): RegistryProblem => ({ severity: 'error', code: 'invalid', file, ...finding }),
  );
  return {
    registration: parsed.data,
    problems: [...problems, ...warnings].slice(0, REGISTRY_LIMITS.problemsPerFile),
  };
}

/** The schema drops what it does not know, so what is in the document and not in the result was not known. */
function unknownKeys(document: unknown, result: unknown, path: readonly PropertyKey[]): PropertyKey[][] {
  if (Array.isArray(document) && Array.isArray(result)) {
    return document.flatMap((value, index) => unknownKeys(value, result[index], [...path, index]));
  }
  if (!isObject(document) || !isObject(result)) return [];
  return Object.keys(document).flatMap(key => {
    const at = [...path, key];
    if (Object.hasOwn(result, key)) return unknownKeys(document[key], result[key], at);
    return path.length === 0 && IGNORED_KEYS.has(key) ? [] : [at];
  });
}

/** A document that is wrong has no result to compare with; a misspelt key is then what explains a missing one. */
function keysBeside(document: unknown, known: readonly string[]): PropertyKey[][] {
  if (!isObject(document)) return [];
  return Object.keys(document)
    .filter(key => !known.includes(key) && !IGNORED_KEYS.has(key))
    .map(key => [key]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
