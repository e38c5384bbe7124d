/** Reads the registration files of a folder, once. Node only. Nothing here throws: what cannot be read is a problem. */
import { type FileHandle, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Registration } from '../registration.ts';
import { REGISTRY_LIMITS } from './limits.ts';
import { resolvePaths } from './paths.ts';
import type { RegistryProblem } from './problem.ts';
import { parseRegistration } from './registration-document.ts';
import { openForReading, readStart } from './regular-file.ts';

/** Which of the two folders a registration comes from. */
export type RegistryOrigin = 'system' | 'user';

export interface FileReading {
  /** Absolute. */
  readonly file: string;
  readonly origin: RegistryOrigin;
  readonly registration: Registration | undefined;
  readonly problems: readonly RegistryProblem[];
  /** It may be in the middle of being written: it is not readable, or not JSON. */
  readonly unfinished: boolean;
}

export interface FolderReading {
  /** By file name. */
  readonly files: readonly FileReading[];
  /** Problems of the folder itself. */
  readonly problems: readonly RegistryProblem[];
}

/** Which names in a folder are those of registrations, in the order in which they count. */
export function registrationNames(names: readonly string[]): string[] {
  // A name that begins with a dot is a file that somebody is still writing.
  return names.filter(name => name.endsWith('.json') && !name.startsWith('.')).sort();
}

/** Reads all `*.json` of a folder. A folder that is missing is an empty one. */
export async function readFolder(path: string, origin: RegistryOrigin): Promise<FolderReading> {
  const folder = resolve(path);
  const problem = (code: RegistryProblem['code'], message: string): RegistryProblem => ({
    severity: 'error',
    code,
    file: folder,
    path: '',
    message,
  });
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { files: [], problems: [] };
    return { files: [], problems: [problem('unreadable', `the folder cannot be read${because(error)}`)] };
  }
  const all = registrationNames(names);
  const taken = all.slice(0, REGISTRY_LIMITS.filesPerFolder);
  const files: FileReading[] = [];
  for (const name of taken) {
    const reading = await readFile(join(folder, name), origin);
    if (reading) files.push(reading);
  }
  const left = all.length - taken.length;
  const limit = String(REGISTRY_LIMITS.filesPerFolder);
  const message = `the folder has more than ${limit} registrations, and ${String(left)} were left out`;
  return { files, problems: left > 0 ? [problem('too-many', message)] : [] };
}

/** Undefined when the file has gone meanwhile. */
async function readFile(file: string, origin: RegistryOrigin): Promise<FileReading | undefined> {
  const unreadable = (message: string, unfinished: boolean): FileReading => ({
    file,
    origin,
    registration: undefined,
    unfinished,
    problems: [{ severity: 'error', code: 'unreadable', file, path: '', message }],
  });
  let handle: FileHandle | undefined;
  try {
    handle = await openForReading(file);
    if (!(await handle.stat()).isFile()) return unreadable('this is not a file', false);
    // One byte more than allowed at most, so that the parser sees that it is too large.
    const bytes = await readStart(handle, REGISTRY_LIMITS.fileBytes + 1);
    const { registration, problems } = parseRegistration(bytes, file);
    return {
      file,
      origin,
      problems,
      registration: registration && resolvePaths(registration, file),
      unfinished: problems.some(({ code }) => code === 'not-json'),
    };
  } catch (error) {
    return isCode(error, 'ENOENT') ? undefined : unreadable(`the file cannot be read${because(error)}`, true);
  } finally {
    await handle?.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOTDIR: 'it is not a folder',
  ELOOP: 'its links lead in a circle',
  EBUSY: 'another program holds it',
};

function because(error: unknown): string {
  const reason = codeOf(error);
  return reason === undefined ? '' : `: ${REASONS[reason] ?? reason}`;
}

function isCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
