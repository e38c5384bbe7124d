import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REGISTRY_LIMITS, readRegistry } from '../../src/registry/index.ts';
import { board, idOf, writeDocument } from './support/registration-files.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('what stands in the two folders', () => {
  it('the registrations of the system come first, each folder by file name', async () => {
    const root = await temporaryFolder();
    const [system, user] = [join(root, 'system'), join(root, 'user')];
    await writeDocument(user, 'a.json', board(1));
    await writeDocument(system, 'c.json', board(3));
    await writeDocument(system, 'b.json', board(2));
    const { entries, problems } = await readRegistry({ system, user });
    expect(problems).toEqual([]);
    expect(entries.map(({ registration, origin, file }) => [registration.id, origin, file])).toEqual([
      [idOf(2), 'system', join(system, 'b.json')],
      [idOf(3), 'system', join(system, 'c.json')],
      [idOf(1), 'user', join(user, 'a.json')],
    ]);
  });

  it('a folder that is missing, or not given, is empty', async () => {
    const root = await temporaryFolder();
    expect(await readRegistry({ system: join(root, 'none') })).toEqual({ entries: [], problems: [] });
  });

  it('other files, drafts and folders are left alone', async () => {
    const folder = await temporaryFolder();
    await writeDocument(folder, 'board.json', board(1));
    for (const name of ['readme.txt', '.board.json', 'board.json~', 'board.json.tmp']) {
      await writeFile(join(folder, name), 'not for you');
    }
    expect(await readRegistry({ user: folder })).toMatchObject({
      entries: [{ registration: { id: idOf(1) } }],
      problems: [],
    });
  });
});

describe('what is wrong keeps only itself out', () => {
  it('a file that is not JSON, a wrong one and a right one', async () => {
    const folder = await temporaryFolder();
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{');
    const wrong = await writeDocument(folder, 'wrong.json', board(1, { url: 'http://board.example' }));
    const right = await writeDocument(folder, 'right.json', board(2, { colour: 'red' }));
    const { entries, problems } = await readRegistry({ system: folder });
    expect(entries.map(({ file }) => file)).toEqual([right]);
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'not-json',
        file: broken,
        path: '',
        message:
          'the file is not JSON: at line 1, column 2, expected a name in quotes or the end of the object',
      },
      {
        severity: 'warning',
        code: 'unknown-key',
        file: right,
        path: 'colour',
        message: 'colour is not known and has no effect',
      },
      {
        severity: 'error',
        code: 'invalid',
        file: wrong,
        path: 'url',
        message: 'url must be an https address',
      },
    ]);
  });

  it('a folder, a pipe, a dead link and a large file that have the name of a registration', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a-folder.json'));
    execFileSync('mkfifo', [join(folder, 'b-pipe.json')]);
    await symlink(join(folder, 'nowhere'), join(folder, 'c-link.json'));
    await symlink(join(folder, 'd-circle.json'), join(folder, 'd-circle.json'));
    await writeFile(join(folder, 'e-large.json'), ' '.repeat(REGISTRY_LIMITS.fileBytes + 1));
    const { entries, problems } = await readRegistry({ system: folder });
    expect(entries).toEqual([]);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['unreadable', 'this is not a file'],
      ['unreadable', 'this is not a file'],
      ['unreadable', 'the file cannot be read: its links lead in a circle'],
      ['too-large', `the file is larger than ${String(REGISTRY_LIMITS.fileBytes)} bytes`],
    ]);
  });

  it('a file in the place of the folder', async () => {
    const root = await temporaryFolder();
    const file = await writeDocument(root, 'file', {});
    const { problems } = await readRegistry({ system: file });
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'unreadable',
        file,
        path: '',
        message: 'the folder cannot be read: it is not a folder',
      },
    ]);
  });

  it('files beyond the limit, and the first ones stand', async () => {
    const folder = await temporaryFolder();
    const count = REGISTRY_LIMITS.filesPerFolder + 2;
    const numbers = Array.from({ length: count }, (_, index) => index);
    await Promise.all(
      numbers.map(n => writeDocument(folder, `${String(n).padStart(4, '0')}.json`, board(n))),
    );
    const { entries, problems } = await readRegistry({ user: folder });
    expect(entries).toHaveLength(REGISTRY_LIMITS.filesPerFolder);
    expect(problems).toMatchObject([
      {
        code: 'too-many',
        file: folder,
        message: `the folder has more than ${String(REGISTRY_LIMITS.filesPerFolder)} registrations, and 2 were left out`,
      },
    ]);
  });

  it('many wrong values of one file are some problems', async () => {
    const folder = await temporaryFolder();
    const argv = Array.from({ length: 60 }, () => 3);
    await writeDocument(folder, 'a.json', board(1, { launch: { kind: 'process', command: argv } }));
    const { problems } = await readRegistry({ user: folder });
    expect(problems).toHaveLength(REGISTRY_LIMITS.problemsPerFile);
  });
});

describe('the same application id twice', () => {
  it('in both folders: the one of the system stays, and both files are named', async () => {
    const root = await temporaryFolder();
    const system = join(root, 'system');
    const user = join(root, 'user');
    const stays = await writeDocument(system, 'z.json', board(1, { name: 'System' }));
    const other = await writeDocument(user, 'a.json', board(1, { id: idOf(1).toLowerCase(), name: 'User' }));
    const { entries, problems } = await readRegistry({ system, user });
    expect(entries.map(({ registration }) => registration.name)).toEqual(['System']);
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'conflict',
        file: other,
        path: 'id',
        message: `id ${idOf(1)} is already registered by ${stays}, which stays`,
        otherFile: stays,
      },
    ]);
  });

  it('in one folder: the first by file name stays', async () => {
    const folder = await temporaryFolder();
    const third = await writeDocument(folder, 'c.json', board(1, { name: 'C' }));
    const first = await writeDocument(folder, 'a.json', board(1, { name: 'A' }));
    const second = await writeDocument(folder, 'b.json', board(1, { name: 'B' }));
    const { entries, problems } = await readRegistry({ user: folder });
    expect(entries.map(({ registration }) => registration.name)).toEqual(['A']);
    expect(problems.map(({ file, otherFile }) => [file, otherFile])).toEqual([
      [second, first],
      [third, first],
    ]);
  });

  it('a file that is wrong takes nobody’s place', async () => {
    const folder = await temporaryFolder();
    await writeDocument(folder, 'a.json', board(1, { name: '' }));
    await writeDocument(folder, 'b.json', board(1, { name: 'B' }));
    const { entries, problems } = await readRegistry({ user: folder });
    expect(entries.map(({ registration }) => registration.name)).toEqual(['B']);
    expect(problems.map(({ code }) => code)).toEqual(['invalid']);
  });
});

describe('paths in a registration', () => {
  const resolved = async (changes: object) => {
    const folder = await temporaryFolder();
    await writeDocument(folder, 'a.json', board(1, changes));
    const [entry] = (await readRegistry({ user: folder })).entries;
    return { folder, registration: entry?.registration };
  };

  it('those of a program are relative to the file', async () => {
    const { folder, registration } = await resolved({
      icon: { path: '../icons/board.exe', index: 2 },
      launch: { kind: 'process', command: ['./board', '../x'], cwd: 'lib' },
    });
    expect(registration?.icon).toEqual({ path: join(folder, '../icons/board.exe'), index: 2 });
    expect(registration?.launch).toMatchObject({ command: ['./board', '../x'], cwd: join(folder, 'lib') });
  });

  it('a program without a folder runs in that of the file', async () => {
    const { folder, registration } = await resolved({ launch: { kind: 'process', command: ['board'] } });
    expect(registration?.launch).toMatchObject({ cwd: folder });
  });

  it('a module and an image of the file’s own are absolute', async () => {
    const { folder, registration } = await resolved({
      icon: 'board.svg',
      launch: { kind: 'module', module: './board.mjs' },
    });
    expect(registration?.launch).toEqual({ kind: 'module', module: join(folder, 'board.mjs') });
    expect(registration?.icon).toEqual({ path: join(folder, 'board.svg'), index: 0 });
  });

  for (const icon of [
    'https://board.example/i.svg',
    'data:image/png;base64,AA==',
    '/apps/board/i.svg',
    'file:///i.svg',
  ]) {
    it(`the icon ${icon} stays`, async () => {
      expect((await resolved({ icon })).registration?.icon).toBe(icon);
    });
  }

  it('addresses of pages and modules, and absolute paths of any system, stay', async () => {
    for (const launch of [
      { kind: 'page', url: 'board/' },
      { kind: 'module', module: 'https://board.example/board.mjs' },
      { kind: 'module', module: '/opt/board.mjs' },
      { kind: 'process', command: ['x'], cwd: 'C:\\Board' },
      { kind: 'process', command: ['x'], cwd: '%ProgramFiles%\\Board' },
    ]) {
      expect((await resolved({ launch })).registration?.launch).toMatchObject(launch);
    }
    const icon = { path: 'C:\\Windows\\System32\\RAServer.exe', index: 1 };
    expect((await resolved({ icon })).registration?.icon).toEqual(icon);
  });
});

it('a file without permission is a problem for everybody but the administrator', async () => {
  const folder = await temporaryFolder();
  await chmod(await writeDocument(folder, 'a.json', board(1)), 0o000);
  const { entries, problems } = await readRegistry({ user: folder });
  const isAdministrator = process.getuid?.() === 0;
  expect(entries).toHaveLength(isAdministrator ? 1 : 0);
  expect(problems.map(({ message }) => message)).toEqual(
    isAdministrator ? [] : ['the file cannot be read: no permission'],
  );
});
