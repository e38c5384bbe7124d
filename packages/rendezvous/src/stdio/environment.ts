/** What a launched program may see of its host's environment. rendezvous-api 8.7: a scrubbed environment. */
import { PROTOCOL_VERSIONS } from '../invitation.ts';

/** The one-time launch token. In the environment and not among the arguments: those are visible to other users. */
export const TOKEN_VARIABLE = 'RENDEZVOUS_TOKEN';
/** The versions of the contract that the host speaks, separated by commas: how a program knows that it was launched. */
export const PROTOCOL_VARIABLE = 'RENDEZVOUS_PROTOCOL';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a program needs to find its files, its language and the desktop; nothing of this is a secret of the host. */
const POSIX = [
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'HOME',
  'LANG',
  'LANGUAGE',
  'LOGNAME',
  'PATH',
  'SHELL',
  'TMPDIR',
  'TZ',
  'USER',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_CURRENT_DESKTOP',
  'XDG_DATA_DIRS',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
];

/** Without these, programs on Windows find neither their libraries nor their folders. */
const WINDOWS = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LANG',
  'LOCALAPPDATA',
  'NUMBER_OF_PROCESSORS',
  'OS',
  'PATH',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERDOMAIN',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

export interface EnvironmentOptions {
  /** The host's own environment. */
  readonly host: Environment;
  /** Names of further variables that the registration lists. */
  readonly names: readonly string[];
  readonly token: string;
  readonly platform: NodeJS.Platform;
}

/** The whole environment of a launched program. */
export function environmentFor({ host, names, token, platform }: EnvironmentOptions): Record<string, string> {
  const windows = platform === 'win32';
  // Windows does not tell the case of names apart.
  const spelled = (name: string): string => (windows ? name.toUpperCase() : name);
  const allowed = new Set([...(windows ? WINDOWS : POSIX), ...names].map(spelled));
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(host)) {
    if (value === undefined || !(allowed.has(spelled(name)) || name.startsWith('LC_'))) continue;
    // One of its own, should the host be a launched program itself.
    if (spelled(name) === TOKEN_VARIABLE) continue;
    // A function that a shell has exported is code, not a value.
    if (value.startsWith('()')) continue;
    environment[name] = value;
  }
  environment[TOKEN_VARIABLE] = token;
  environment[PROTOCOL_VARIABLE] = PROTOCOL_VERSIONS.join(',');
  return environment;
}
