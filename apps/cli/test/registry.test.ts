/** `rendezvous registry`: folders of registrations, and the form that Windows has for them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  COMPONENT,
  ID,
  linesOf,
  manifest,
  program,
  run,
  temporaryFolder,
  writeJson,
} from './support/command.ts';

const ASK = '{56B994A7-380F-410B-9985-C809D78C1BDC}';
const OFFER = '{703EA1A8-D73E-43E3-852C-EE85B5D872C2}';

/** The two registrations of Windows, as its registry editor would export them. */
const WINDOWS = [
  'Windows Registry Editor Version 5.00',
  '',
  `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\RendezvousApps\\${OFFER}]`,
  '"Name"="Offer RemoteAssistance"',
  '"Icon"=dword:00000000',
  '"RendezvousComponent"="{49010C18-B110-421a-9047-ADCA421CBC40}"',
  '"Path"="$(runtime.system32)\\\\RAServer.exe"',
  '"URL"="https://www.microsoft.com"',
  '',
  `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\RendezvousApps\\${ASK}]`,
  '"Name"="Ask for RemoteAssistance"',
  '"Icon"=dword:00000001',
  '"RendezvousComponent"="{C0B3C446-3032-4016-926F-9BAE48BEBFBE}"',
  '"Path"="$(runtime.system32)\\\\RAServer.exe"',
  '"URL"="https://www.microsoft.com"',
  '',
].join('\r\n');

const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

async function regFile(bytes: Buffer | string): Promise<string> {
  const file = join(await temporaryFolder(), 'applications.reg');
  await writeFile(file, bytes);
  return file;
}

describe('rendezvous registry list', () => {
  it('prints what is registered in both folders, and says which files contradict one another', async () => {
    const [system, user] = [await temporaryFolder(), await temporaryFolder()];
    const first = await writeJson(system, 'first.json', manifest(program()));
    const second = await writeJson(user, 'second.json', manifest(program(), { name: 'Another one' }));
    const finished = await run(['registry', 'list', '--system', system, '--user', user]);
    expect(finished.code).toBe(1);
    expect(linesOf(finished)).toEqual([
      expect.stringMatching(`^\\${ID}  system  process  Conversation  ${first}$`),
    ]);
    expect(finished.stderr).toContain(second);
    expect(finished.stderr).toContain('already registered');
  });

  it('prints JSON for programs', async () => {
    const system = await temporaryFolder();
    await writeJson(system, 'one.json', manifest(program()));
    const finished = await run(['registry', 'list', '--system', system, '--json']);
    expect(finished.code).toBe(0);
    expect(JSON.parse(finished.stdout)).toMatchObject({
      registrations: [{ origin: 'system', registration: { id: ID, component: COMPONENT } }],
      problems: [],
    });
  });

  it('is empty where there is nothing, the folders included', async () => {
    const folder = join(await temporaryFolder(), 'not-there');
    const finished = await run(['registry', 'list', '--system', folder, '--user', folder]);
    expect([finished.code, finished.stdout]).toEqual([0, '']);
  });
});

describe('rendezvous registry validate', () => {
  it('accepts what is valid, JSON and .reg', async () => {
    const json = await writeJson(await temporaryFolder(), 'one.json', manifest(program()));
    const reg = await regFile(utf16(WINDOWS));
    const finished = await run(['registry', 'validate', json, reg]);
    expect(finished.code).toBe(0);
    expect(linesOf(finished)).toEqual([`valid: ${json}`, `valid: ${reg}`]);
  });

  it('names every problem with its place, and exits 1', async () => {
    const folder = await temporaryFolder();
    const json = await writeJson(
      folder,
      'one.json',
      manifest(program(), { url: 'ftp://example.com', nmae: 'x' }),
    );
    const reg = await regFile(WINDOWS.replace('$(runtime.system32)', '$(runtime.windows)'));
    const finished = await run(['registry', 'validate', json, reg]);
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain('url');
    expect(finished.stdout).toContain('nmae');
    expect(finished.stdout).toMatch(/line 7: Path has the unknown macro \$\(runtime\.windows\)/);
    expect(finished.stdout).not.toContain('valid:');
  });

  it('exits 2 for a file that is not there', async () => {
    const finished = await run(['registry', 'validate', 'no-such-file.json']);
    expect([finished.code, finished.stderr]).toEqual([
      2,
      'error: no-such-file.json cannot be read: there is no such file\n',
    ]);
  });
});

describe('rendezvous registry import and export', () => {
  it.each([
    ['utf-16le', '5'],
    ['utf-8', '5'],
    ['utf-8', '4'],
  ])('read and write the form of Windows without a loss (%s, version %s)', async (encoding, format) => {
    const folder = join(await temporaryFolder(), 'applications');
    const imported = await run([
      'registry',
      'import',
      await regFile(encoding === 'utf-16le' ? utf16(WINDOWS) : WINDOWS),
      '--to',
      folder,
      '--system32',
      'D:\\Windows\\System32',
    ]);
    expect(imported.stderr).toBe('');
    expect(imported.code).toBe(0);
    expect(linesOf(imported)).toHaveLength(2);
    const written = join(await temporaryFolder(), 'exported.reg');
    const exported = await run([
      'registry',
      'export',
      '--user',
      folder,
      '--to',
      written,
      '--encoding',
      encoding,
      '--format',
      format,
    ]);
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    const bytes = await readFile(written);
    expect(bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))).toBe(encoding === 'utf-16le');
    const text = bytes.toString(encoding === 'utf-16le' ? 'utf16le' : 'utf8').replace('\ufeff', '');
    expect(text.split('\r\n')[0]).toBe(format === '5' ? 'Windows Registry Editor Version 5.00' : 'REGEDIT4');
    expect(text).toContain(`[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\RendezvousApps\\${ASK}]`);
    expect(text).toContain('"Path"="D:\\\\Windows\\\\System32\\\\RAServer.exe"');
    expect(text).toContain('"Icon"=dword:00000001');
    const again = join(await temporaryFolder(), 'again');
    expect((await run(['registry', 'import', written, '--to', again])).code).toBe(0);
    const list = await run(['registry', 'list', '--user', again]);
    expect(linesOf(list).map(line => line.slice(0, 38))).toEqual([ASK, OFFER]);
  });

  it('export one application to standard output, byte for byte', async () => {
    const folder = await temporaryFolder();
    expect((await run(['registry', 'import', await regFile(WINDOWS), '--to', folder])).code).toBe(0);
    const bare = OFFER.slice(1, -1).toLowerCase();
    const finished = await run(['registry', 'export', '--user', folder, bare]);
    expect(finished.code).toBe(0);
    const text = finished.bytes.toString('utf16le');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain(OFFER);
    expect(text).not.toContain(ASK);
  });

  it('export says what has no form of Windows, and writes the others', async () => {
    const folder = await temporaryFolder();
    await writeJson(folder, 'page.json', manifest({ kind: 'page', url: 'index.html' }, { icon: '' }));
    const finished = await run(['registry', 'export', '--user', folder, '--encoding', 'utf-8']);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain('the path of a program must be given');
    expect(finished.stdout).toContain('Windows Registry Editor');
    expect(finished.stdout).not.toContain(ID);
    const path = 'C:\\Program Files\\Conversation\\icons.dll';
    const named = await run(['registry', 'export', '--user', folder, '--encoding', 'utf-8', '--path', path]);
    expect([named.code, named.stderr]).toEqual([0, '']);
    expect(named.stdout).toContain('"Path"="C:\\\\Program Files\\\\Conversation\\\\icons.dll"');
  });

  it('export exits 2 for an id that is none, or that nothing has', async () => {
    const folder = await temporaryFolder();
    for (const [id, sentence] of [
      ['conversation', 'conversation is not a GUID'],
      [ID, `no registration has the id ${ID}`],
    ] as const) {
      const finished = await run(['registry', 'export', '--user', folder, id]);
      expect([finished.code, finished.stderr]).toEqual([2, `error: ${sentence}\n`]);
    }
  });

  it('import keeps the hands off a file that registers something else', async () => {
    const folder = await temporaryFolder();
    await mkdir(folder, { recursive: true });
    const standing = await writeJson(folder, 'mine.json', manifest(program(), { id: ASK, name: 'Mine' }));
    const finished = await run(['registry', 'import', await regFile(WINDOWS), '--to', folder]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain(standing);
    expect(await readFile(standing, 'utf8')).toContain('Mine');
  });

  it('import exits 1 for a file without applications', async () => {
    const finished = await run([
      'registry',
      'import',
      await regFile('Windows Registry Editor Version 5.00\r\n'),
      '--to',
      await temporaryFolder(),
    ]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain('has no application');
  });
});
