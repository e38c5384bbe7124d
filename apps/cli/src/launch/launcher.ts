/** Launches a registration of any kind on this machine. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Launch, LaunchError, launchesAs, launchModule } from '@rendezvous/rendezvous';
import type { LauncherSide, SimulatedApplication, SimulatedLauncher } from '@rendezvous/rendezvous/simulator';
import { launchProcess } from '@rendezvous/rendezvous/stdio';
import type { RegistrationFile } from '../registration-file.ts';
import { say, terminalLog } from '../terminal.ts';
import type { PageLauncher } from './page.ts';

export interface LauncherOptions {
  readonly file: RegistrationFile;
  /** Launches pages; without it they cannot be launched. */
  readonly pages?: PageLauncher;
}

/** What may be launched without a person: the same for the simulator and for the checks. */
export interface QuietLaunch {
  readonly token: string;
  readonly signal?: AbortSignal | undefined;
  /** Before each line of the program's diagnostics. */
  readonly label: string;
}

export function launcherFor({ file, pages }: LauncherOptions): SimulatedLauncher {
  return (launch: Launch, side: LauncherSide) => {
    const { token, signal } = launch;
    if (launchesAs(launch.registration, 'page') && pages !== undefined)
      return pages.launch(launch, side, file);
    return launchQuietly(file, { token, signal, label: side.name });
  };
}

/** Launches a program or a module. @throws LaunchError; `unsupported` for a page */
export async function launchQuietly(
  { registration, folder }: RegistrationFile,
  { token, signal, label }: QuietLaunch,
): Promise<SimulatedApplication> {
  const given = signal === undefined ? {} : { signal };
  if (launchesAs(registration, 'process')) {
    return launchProcess({
      ...given,
      launch: registration.launch,
      folder,
      token,
      log: terminalLog,
      onDiagnostics: line => say(`[${label}] ${line}`),
    });
  }
  if (launchesAs(registration, 'module')) {
    const address = moduleAddress(registration.launch.module, folder);
    return launchModule({
      ...given,
      load: () => import(address),
      token,
      name: registration.name,
      log: terminalLog,
    });
  }
  throw new LaunchError('unsupported', 'a page cannot be launched without a browser');
}

/** A path is relative to the registration's file. */
function moduleAddress(module: string, folder: string): string {
  return /^(file|data|node):/.test(module) ? module : pathToFileURL(resolve(folder, module)).href;
}
