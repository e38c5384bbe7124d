/** The folder that holds the database and what the server makes for itself once. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './errors.ts';

/** Makes the folder, readable by this user only. @throws StartError `data-folder` */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartError('data-folder', `the data folder ${dataDir} cannot be made`, { cause });
  }
}

/** The secret that signs the accounts library's values: generated once, mode 0600. @throws StartError `data-folder` */
export function authSecret(dataDir: string): string {
  const file = join(dataDir, 'auth-secret');
  try {
    // `wx` decides who is first when two servers start on one folder; the loser reads what the winner wrote.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) {
      throw new StartError('data-folder', `the data folder ${dataDir} cannot be written`, { cause });
    }
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32) {
    throw new StartError(
      'data-folder',
      `the file ${file} is damaged: delete it, and everybody signs in again`,
    );
  }
  return secret;
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
