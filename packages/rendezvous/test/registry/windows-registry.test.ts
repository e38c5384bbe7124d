import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readWindowsRegistry, type WindowsRegistryOptions } from '../../src/registry/index.ts';
import { ASK, OFFER } from './support/remote-assistance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const EXPORTER = join(import.meta.dirname, 'support/reg-exporter.ts');
const exporting = (mode: string): WindowsRegistryOptions => ({
  platform: 'win32',
  command: [process.execPath, EXPORTER, mode],
});
describe('the live key of Windows', () => {
  it('is what its own tool exports, and nothing is left behind', async () => {
    const temporary = await temporaryFolder();
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await readWindowsRegistry({ ...exporting('seed'), system32: 'C:\\Windows\\System32' })).toEqual({
      registrations: [OFFER, ASK],
      problems: [],
    });
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is empty when there is no such key', async () => {
    expect(await readWindowsRegistry(exporting('no-key'))).toEqual({ registrations: [], problems: [] });
  });

  it('is empty on other systems, where nothing is run', async () => {
    const options = { ...exporting('seed'), platform: 'linux' };
    expect(await readWindowsRegistry(options)).toEqual({ registrations: [], problems: [] });
  });

  const failures: [string, WindowsRegistryOptions, string][] = [
    ['a tool that writes nothing', exporting('silent'), "Windows' registry tool wrote nothing"],
    [
      'a tool that is not there',
      { platform: 'win32', command: ['/none/reg.exe'] },
      "Windows' registry tool could not be started",
    ],
    [
      'a tool that never ends',
      { ...exporting('hang'), deadlineMs: 500 },
      "Windows' registry tool took longer than 500 ms",
    ],
  ];
  for (const [title, options, message] of failures) {
    it(`${title} is a problem`, async () => {
      expect(await readWindowsRegistry(options)).toEqual({
        registrations: [],
        problems: [{ severity: 'error', line: 0, message }],
      });
    });
  }
});
