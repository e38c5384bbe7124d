/** Where registrations are kept on each operating system. Node only, because paths are. */
import { posix, win32 } from 'node:path';

export interface RegistryFolders {
  /** For all people of this machine; written by installers. */
  readonly system: string;
  /** For one person. */
  readonly user: string;
}

/**
 * The two folders of this machine. Neither needs to exist.
 *
 * | | system | user |
 * |---|---|---|
 * | Linux and others | `/etc/rendezvous/applications` | `$XDG_CONFIG_HOME/rendezvous/applications`, by default below `~/.config` |
 * | macOS | `/Library/Application Support/Rendezvous/Applications` | the same below `~` |
 * | Windows | `%ProgramData%\Rendezvous\Applications` | `%APPDATA%\Rendezvous\Applications` |
 *
 * @param platform as `process.platform` spells it
 * @param home the person's home folder
 */
export function registryFolders(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  home: string,
): RegistryFolders {
  if (platform === 'win32') {
    const programData = absolute(env.ProgramData, win32) ?? 'C:\\ProgramData';
    const appData = absolute(env.APPDATA, win32) ?? win32.join(home, 'AppData', 'Roaming');
    return {
      system: win32.join(programData, 'Rendezvous', 'Applications'),
      user: win32.join(appData, 'Rendezvous', 'Applications'),
    };
  }
  if (platform === 'darwin') {
    const below = ['Library', 'Application Support', 'Rendezvous', 'Applications'];
    return { system: posix.join('/', ...below), user: posix.join(home, ...below) };
  }
  const config = absolute(env.XDG_CONFIG_HOME, posix) ?? posix.join(home, '.config');
  return {
    system: '/etc/rendezvous/applications',
    user: posix.join(config, 'rendezvous', 'applications'),
  };
}

/** A variable that is empty or relative counts as not set, as the XDG base directory specification demands. */
function absolute(value: string | undefined, path: typeof posix): string | undefined {
  return value !== undefined && path.isAbsolute(value) ? value : undefined;
}
