/** The registrations of applications: one JSON file each in a folder, read once at start. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Registration } from '@rendezvous/rendezvous';
import { StartError } from './errors.ts';

/** The folder that comes with the server. */
export const APPLICATIONS_DIR = resolve(import.meta.dirname, '../applications');

/** @throws StartError `bad-applications` with the file and the setting that is wrong */
export function loadApplications(folder: string): Registration[] {
  const registrations = filesOf(folder).map(file => loadApplication(join(folder, file)));
  const ids = new Set(registrations.map(({ id }) => id));
  if (ids.size < registrations.length) {
    throw new StartError('bad-applications', `two files in ${folder} register the same application id`);
  }
  return registrations;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(file => file.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new StartError('bad-applications', `the folder of applications ${folder} cannot be read`, {
      cause,
    });
  }
}

function loadApplication(file: string): Registration {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartError('bad-applications', `the application file ${file} is not readable JSON`, { cause });
  }
  const parsed = Registration.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new StartError('bad-applications', `the application file ${file} is wrong: ${where}`);
}
