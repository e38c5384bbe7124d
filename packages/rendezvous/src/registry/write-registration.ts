/** Puts a registration into a folder of the registry, whole or not at all. Node only. */
import { randomBytes } from 'node:crypto';
import { access, mkdir, open, rename, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Registration } from '../registration.ts';
import { RegistryError } from './errors.ts';
import { describeIssues } from './issue-words.ts';
import { readFolder } from './registry-files.ts';

/**
 * Writes `{application id}.json` into `folder`, which is made if it is missing. The registration that stands in that
 * file already is replaced; one that stands in another file of the folder never is.
 * @returns the absolute path of the file
 * @throws RegistryError `already-registered`, `name-taken`, `invalid` or `not-writable`
 */
export async function writeRegistration(folder: string, registration: Registration): Promise<string> {
  const parsed = Registration.safeParse(registration);
  if (!parsed.success) {
    const [first] = describeIssues(parsed.error.issues, registration);
    throw new RegistryError('invalid', `this is not a registration: ${first?.message ?? 'it is wrong'}`);
  }
  const { id } = parsed.data;
  // The id alone: names of applications are not names of files, and change.
  const file = join(resolve(folder), `${id.slice(1, -1).toLowerCase()}.json`);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new RegistryError('not-writable', `the folder ${resolve(folder)} cannot be made`, { cause });
  }
  await refuseOverriding(folder, file, id);
  await replaceFile(file, `${JSON.stringify(parsed.data, undefined, 2)}\n`);
  return file;
}

async function refuseOverriding(folder: string, file: string, id: string): Promise<void> {
  const { files } = await readFolder(folder, 'user');
  const other = files.find(reading => reading.registration?.id === id && reading.file !== file);
  if (other) throw new RegistryError('already-registered', `${id} is already registered by ${other.file}`);
  const own = files.find(reading => reading.file === file);
  if (own ? own.registration?.id !== id : await exists(file)) {
    throw new RegistryError('name-taken', `${file} exists and does not register ${id}`);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Nobody who reads the folder sees half of it: the name appears with the whole content. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = join(file, '..', `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(draft, 'wx', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (cause) {
    await unlink(draft).catch(() => {});
    throw new RegistryError('not-writable', `${file} cannot be written`, { cause });
  }
}
