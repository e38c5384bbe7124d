import { appendFile, mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  openRegistry,
  type RegistryFolder,
  type RegistryOptions,
  type WatchMode,
} from '../../src/registry/index.ts';
import { board, replaceDocument, writeDocument } from './support/registration-files.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const DELAYS = { settleMs: 60, unsettledMs: 600, halfWrittenMs: 800, pollMs: 80 };
/** For tests in which a file stays half written for as long as they take. */
const PATIENT = { ...DELAYS, halfWrittenMs: 60_000 };

interface Watched {
  readonly registry: RegistryFolder;
  readonly changes: () => number;
  readonly names: () => string[];
}

async function watching(options: RegistryOptions): Promise<Watched> {
  const registry = await openRegistry({ delays: DELAYS, ...options });
  onTestFinished(() => registry.close());
  let changes = 0;
  registry.addEventListener('change', () => {
    changes += 1;
  });
  return { registry, changes: () => changes, names: () => registry.registrations.map(({ name }) => name) };
}

const eventually = { timeout: 5_000, interval: 10 };
/** Long enough for anything that is going to be told to have been told: a marker file is seen after it. */
async function afterwards(folder: string, names: () => string[]): Promise<void> {
  await writeDocument(folder, 'zz-marker.json', board(0xfff, { name: 'Marker' }));
  await expect.poll(names, eventually).toContain('Marker');
}

for (const watch of ['events', 'polling'] satisfies WatchMode[]) {
  describe(`changes of a folder, told by ${watch}`, () => {
    it('a file that is added, changed and removed', async () => {
      const folder = await temporaryFolder();
      const { names, changes } = await watching({ user: folder, watch });
      const file = await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
      await expect.poll(names, eventually).toEqual(['One']);
      await writeDocument(folder, 'a.json', board(1, { name: 'Another' }));
      await expect.poll(names, eventually).toEqual(['Another']);
      await unlink(file);
      await expect.poll(names, eventually).toEqual([]);
      expect(changes()).toBe(3);
    });

    it('a file that is replaced by another name', async () => {
      const folder = await temporaryFolder();
      await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
      const { names, changes } = await watching({ user: folder, watch });
      await replaceDocument(folder, 'a.json', board(1, { name: 'Two' }));
      await expect.poll(names, eventually).toEqual(['Two']);
      expect(changes()).toBe(1);
    });

    it('a folder that comes, goes, and comes again', async () => {
      const folder = join(await temporaryFolder(), 'later', 'still');
      const { names } = await watching({ user: folder, watch });
      await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
      await expect.poll(names, eventually).toEqual(['One']);
      await rm(folder, { recursive: true });
      await expect.poll(names, eventually).toEqual([]);
      await writeDocument(folder, 'b.json', board(2, { name: 'Two' }));
      await expect.poll(names, eventually).toEqual(['Two']);
      await writeDocument(folder, 'c.json', board(3, { name: 'Three' }));
      await expect.poll(names, eventually).toEqual(['Two', 'Three']);
    });

    it('a folder that is exchanged for another of the same name', async () => {
      const root = await temporaryFolder();
      const folder = join(root, 'apps');
      await writeDocument(folder, 'a.json', board(1, { name: 'Old' }));
      await writeDocument(join(root, 'new'), 'a.json', board(1, { name: 'New' }));
      const { names } = await watching({ user: folder, watch });
      await rename(folder, join(root, 'old'));
      await rename(join(root, 'new'), folder);
      await expect.poll(names, eventually).toEqual(['New']);
      await writeDocument(folder, 'a.json', board(1, { name: 'Newer' }));
      await expect.poll(names, eventually).toEqual(['Newer']);
    });

    it('many files within a moment make one change', async () => {
      const folder = await temporaryFolder();
      const { registry, changes } = await watching({
        user: folder,
        watch,
        delays: { settleMs: 400, unsettledMs: 4_000, pollMs: 300 },
      });
      const numbers = Array.from({ length: 30 }, (_, index) => index);
      await Promise.all(numbers.map(n => writeDocument(folder, `${String(n)}.json`, board(n))));
      await expect.poll(() => registry.registrations.length, eventually).toBe(30);
      expect(changes()).toBe(1);
    });
  });
}

describe('the registry while it is open', () => {
  it('what does not change what is registered is not told', async () => {
    const folder = await temporaryFolder();
    await writeDocument(folder, 'a.json', board(1));
    const { names, changes } = await watching({ user: folder });
    await writeFile(join(folder, 'readme.txt'), 'hello');
    await writeDocument(folder, 'a.json', board(1));
    await afterwards(folder, names);
    expect(changes()).toBe(1);
  });

  it('a new problem is a change, too', async () => {
    const folder = await temporaryFolder();
    const { registry, changes } = await watching({ user: folder });
    await writeDocument(folder, 'a.json', board(1, { name: '' }));
    await expect
      .poll(() => registry.problems.map(({ message }) => message), eventually)
      .toEqual(['name is empty']);
    expect(changes()).toBe(1);
  });

  it('both folders are watched, and a conflict ends with its cause', async () => {
    const root = await temporaryFolder();
    const [system, user] = [join(root, 'system'), join(root, 'user')];
    const file = await writeDocument(system, 'a.json', board(1, { name: 'System' }));
    await writeDocument(user, 'a.json', board(1, { name: 'User' }));
    const { registry, names } = await watching({ system, user });
    expect(names()).toEqual(['System']);
    expect(registry.problems.map(({ code }) => code)).toEqual(['conflict']);
    await unlink(file);
    await expect.poll(names, eventually).toEqual(['User']);
    expect(registry.problems).toEqual([]);
  });

  it('a registration stands while its file is being written', async () => {
    const folder = await temporaryFolder();
    const file = await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
    const { registry, names, changes } = await watching({ user: folder, delays: PATIENT });
    const seen = new Set<string>();
    registry.addEventListener('change', () => seen.add(names().join()));
    const [start, end] = halves(JSON.stringify(board(1, { name: 'Two' })));
    await writeFile(file, start);
    // The half has been read when the marker beside it has.
    await afterwards(folder, names);
    expect(names()).toEqual(['One', 'Marker']);
    expect(registry.problems).toEqual([]);
    await appendFile(file, end);
    await expect.poll(names, eventually).toEqual(['Two', 'Marker']);
    expect([...seen]).toEqual(['One,Marker', 'Two,Marker']);
    expect(changes()).toBe(2);
  });

  it('a new file is no problem while it is being written', async () => {
    const folder = await temporaryFolder();
    const { registry, names, changes } = await watching({ user: folder, delays: PATIENT });
    const [start, end] = halves(JSON.stringify(board(1, { name: 'One' })));
    await writeFile(join(folder, 'a.json'), start);
    await afterwards(folder, names);
    expect(registry.problems).toEqual([]);
    await appendFile(join(folder, 'a.json'), end);
    await expect.poll(names, eventually).toEqual(['One', 'Marker']);
    expect(changes()).toBe(2);
  });

  it('a file that stays half written is a problem in the end', async () => {
    const folder = await temporaryFolder();
    const file = await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
    const { registry, names } = await watching({ user: folder });
    await writeFile(file, '{"id":');
    await expect.poll(() => registry.problems.map(({ code }) => code), eventually).toEqual(['not-json']);
    expect(names()).toEqual([]);
  });

  it('a folder that is never quiet is read nevertheless', async () => {
    const folder = await temporaryFolder();
    const { names } = await watching({
      user: folder,
      delays: { ...DELAYS, settleMs: 500, unsettledMs: 700 },
    });
    await writeDocument(folder, 'a.json', board(1, { name: 'One' }));
    const noise = await open(join(folder, 'noise.txt'), 'w');
    onTestFinished(() => noise.close());
    const restless = setInterval(() => void noise.write('x'), 50);
    onTestFinished(() => clearInterval(restless));
    await expect.poll(names, eventually).toEqual(['One']);
  });

  it('nothing is told after it is closed, which may be done twice', async () => {
    const folder = await temporaryFolder();
    const { registry, changes } = await watching({ user: folder });
    const other = await watching({ user: folder });
    registry.close();
    registry.close();
    await registry.closed;
    await afterwards(folder, other.names);
    expect(changes()).toBe(0);
    expect(registry.registrations).toEqual([]);
  });

  it('a name in the log would be a secret told: it counts only', async () => {
    const folder = await temporaryFolder();
    const lines: string[] = [];
    const write = (message: string, fields?: object): void =>
      void lines.push(message + JSON.stringify(fields ?? {}));
    const log = { debug: write, info: write, warn: write, error: write };
    const { registry, names } = await watching({ user: folder, log });
    await mkdir(join(folder, 'b.json'));
    await writeDocument(folder, 'a.json', board(1, { name: 'Marked' }));
    await expect.poll(names, eventually).toEqual(['Marked']);
    registry.close();
    expect(lines).toEqual([
      'The registry is open{"registrations":0,"problems":0}',
      'The registry has changed{"registrations":1,"problems":1}',
      'The registry is closed{}',
    ]);
  });
});

function halves(text: string): [string, string] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}
