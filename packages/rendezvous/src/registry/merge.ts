/** Many files, one registry: which registration stands for each application id, and which files contradict one another. */
import type { Registration } from '../registration.ts';
import type { RegistryProblem } from './problem.ts';
import type { FileReading, RegistryOrigin } from './registry-files.ts';

/** One registration that stands, and where it comes from. */
export interface RegistryEntry {
  readonly registration: Registration;
  /** Absolute path. */
  readonly file: string;
  readonly origin: RegistryOrigin;
}

export interface MergedRegistry {
  readonly entries: readonly RegistryEntry[];
  readonly problems: readonly RegistryProblem[];
}

/**
 * The first reading of an application id stands; every later one is a conflict that names both files. So a person's own
 * file cannot take the place of the system's, and no file does so silently.
 * @param readings the system's before the user's, each by file name
 */
export function mergeReadings(readings: readonly FileReading[]): MergedRegistry {
  const entries = new Map<string, RegistryEntry>();
  const problems: RegistryProblem[] = [];
  for (const { registration, file, origin, problems: own } of readings) {
    problems.push(...own);
    if (!registration) continue;
    const first = entries.get(registration.id);
    if (first) {
      problems.push({
        severity: 'error',
        code: 'conflict',
        file,
        path: 'id',
        message: `id ${registration.id} is already registered by ${first.file}, which stays`,
        otherFile: first.file,
      });
    } else entries.set(registration.id, { registration, file, origin });
  }
  return { entries: [...entries.values()], problems };
}
