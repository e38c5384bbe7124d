/** The live registry key of Windows, read with Windows' own tool. rendezvous-api 4. Node only. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { REGISTRY_KEY } from '../identifiers.ts';
import { REGISTRY_DELAYS, REGISTRY_LIMITS } from './limits.ts';
import type { ExpandOptions } from './macros.ts';
import { parseRegFile } from './reg-file.ts';
import { failedReading, type RegReading } from './reg-problem.ts';
import type { WindowsRegistration } from './windows-registration.ts';

export interface WindowsRegistryOptions extends ExpandOptions {
  /** As `process.platform` spells it; on another than `win32` nothing is run and nothing is registered. */
  readonly platform?: string;
  /** The program that exports, and arguments that come before its own. Default: `reg.exe` of this Windows. */
  readonly command?: readonly [string, ...string[]];
  /** Milliseconds that it may take. */
  readonly deadlineMs?: number;
}

/**
 * Reads `HKLM\SOFTWARE\Microsoft\RendezvousApps` by running `reg.exe export … /y` into a temporary file. A key that does
 * not exist is an empty one. Never rejects: what went wrong is a problem.
 *
 * Written against Microsoft's documentation of `reg export`; it has not been run on Windows.
 */
export async function readWindowsRegistry(
  options: WindowsRegistryOptions = {},
): Promise<RegReading<WindowsRegistration>> {
  const { platform = process.platform, deadlineMs = REGISTRY_DELAYS.exportMs } = options;
  if (platform !== 'win32') return { registrations: [], problems: [] };
  const environment = options.environment ?? process.env;
  // By its whole path: Windows would look into the current folder first.
  const system32 = options.system32 ?? win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32');
  const [program, ...first] = options.command ?? [win32.join(system32, 'reg.exe')];
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), 'rendezvous-'));
    const file = join(folder, 'applications.reg');
    const end = await run(program, [...first, 'export', `HKLM\\${REGISTRY_KEY}`, file, '/y'], deadlineMs);
    if (end === 'late')
      return failedReading(`Windows' registry tool took longer than ${String(deadlineMs)} ms`);
    if (end === 'not-started') return failedReading("Windows' registry tool could not be started");
    const size = await stat(file).then(
      stats => stats.size,
      () => undefined,
    );
    // The tool fails when there is no such key, and says so only in the language of the machine.
    if (end === 'failed' && size === undefined) return { registrations: [], problems: [] };
    if (size === undefined) return failedReading("Windows' registry tool wrote nothing");
    if (size > REGISTRY_LIMITS.regBytes) return failedReading('the registry key is too large');
    return parseRegFile(await readFile(file), { system32, environment });
  } catch {
    return failedReading('the export of the registry key cannot be written or read');
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

type RunEnd = 'succeeded' | 'failed' | 'late' | 'not-started';

/** Runs a program without a shell until it ends, or until the deadline, when it is ended. */
function run(program: string, argv: readonly string[], deadlineMs: number): Promise<RunEnd> {
  return new Promise(resolve => {
    const settings = { timeout: deadlineMs, killSignal: 'SIGKILL', windowsHide: true, shell: false } as const;
    execFile(program, argv, settings, error => {
      if (!error) resolve('succeeded');
      else if (error.killed) resolve('late');
      else resolve(typeof error.code === 'number' ? 'failed' : 'not-started');
    });
  });
}
