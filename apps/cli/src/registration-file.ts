/** One registration file, named on the command line. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Registration } from '@rendezvous/rendezvous';
import { parseRegistration, REGISTRY_LIMITS } from '@rendezvous/rendezvous/registry';
import { UsageError } from './errors.ts';
import { say } from './terminal.ts';

export interface RegistrationFile {
  readonly registration: Registration;
  /** What its relative paths start from; absolute. */
  readonly folder: string;
  /** As it was named. */
  readonly file: string;
}

/** @throws UsageError when there is no such file, or when it is no registration */
export async function readRegistrationFile(file: string): Promise<RegistrationFile> {
  const { registration, problems } = parseRegistration(await readBytes(file), file);
  for (const { severity, message } of problems) {
    if (severity === 'warning') say(`${file}: ${message}`);
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first, ...more] = errors;
  if (registration === undefined || first !== undefined) {
    const rest =
      more.length === 0 ? '' : ` (and ${String(more.length)} more: see "rendezvous registry validate")`;
    throw new UsageError(`${file} is not a registration: ${first?.message ?? 'it is not valid'}${rest}`);
  }
  return { registration, folder: dirname(resolve(file)), file };
}

/** @throws UsageError */
export async function readBytes(
  file: string,
  limit: number = REGISTRY_LIMITS.fileBytes,
): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > limit) throw new UsageError(`${file} cannot be read: it has more than ${String(limit)} bytes`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  ENOTDIR: 'there is no such file',
};

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return REASONS[code] ?? code;
}
