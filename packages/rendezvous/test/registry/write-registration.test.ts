import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Registration } from '../../src/registration.ts';
import { RegistryError, readRegistry, writeRegistration } from '../../src/registry/index.ts';
import { board, idOf, writeDocument } from './support/registration-files.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const REGISTRATION = Registration.parse(board(1));
const NAME = '00000000-0000-0000-0000-000000000001.json';

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof RegistryError ? error.code : 'no error';
}

describe('writing a registration', () => {
  it('makes the folder and a file that is read back to the same', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b');
    expect(await writeRegistration(folder, REGISTRATION)).toBe(join(folder, NAME));
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await readRegistry({ user: folder })).toMatchObject({
      entries: [{ registration: REGISTRATION }],
      problems: [],
    });
  });

  it('replaces the file of the same application, and leaves no draft', async () => {
    const folder = await temporaryFolder();
    await writeRegistration(folder, REGISTRATION);
    await writeRegistration(folder, { ...REGISTRATION, name: 'Chess' });
    expect(await readdir(folder)).toEqual([NAME]);
    expect((await readRegistry({ user: folder })).entries[0]?.registration.name).toBe('Chess');
  });

  it('never takes the place of another file with the same id', async () => {
    const folder = await temporaryFolder();
    await writeDocument(folder, 'mine.json', board(1));
    expect(await codeOf(writeRegistration(folder, REGISTRATION))).toBe('already-registered');
    expect(await readdir(folder)).toEqual(['mine.json']);
  });

  it('never overwrites a file that registers something else, or nothing', async () => {
    for (const content of [JSON.stringify(board(2)), 'not JSON']) {
      const folder = await temporaryFolder();
      await writeFile(join(folder, NAME), content);
      expect(await codeOf(writeRegistration(folder, REGISTRATION))).toBe('name-taken');
      expect(await readFile(join(folder, NAME), 'utf8')).toBe(content);
    }
  });

  it('refuses what is not a registration, and says why', async () => {
    const folder = join(await temporaryFolder(), 'none');
    const work = writeRegistration(folder, { ...REGISTRATION, name: '' });
    await expect(work).rejects.toThrow('this is not a registration: name is empty');
    expect((await readRegistry({ user: folder })).entries).toEqual([]);
  });

  it('says when it cannot write', async () => {
    const folder = await temporaryFolder();
    const file = await writeDocument(folder, 'file', {});
    expect(await codeOf(writeRegistration(file, REGISTRATION))).toBe('not-writable');
  });

  it('several at once are all there, and each is whole', async () => {
    const folder = await temporaryFolder();
    const all = Array.from({ length: 20 }, (_, n) => Registration.parse(board(n)));
    await Promise.all([...all, ...all].map(registration => writeRegistration(folder, registration)));
    const { entries, problems } = await readRegistry({ user: folder });
    expect(problems).toEqual([]);
    expect(entries.map(({ registration }) => registration.id)).toEqual(all.map((_, n) => idOf(n)));
  });
});
