/** Registrations as Windows' registry editor exports and imports them: `.reg` files of version 4 and 5. rendezvous-api 4, 8.4. */
import { REGISTRY_KEY } from '../identifiers.ts';
import { RegistryError } from './errors.ts';
import type { ExpandOptions } from './macros.ts';
import { isApplicationKey, readApplications } from './reg-applications.ts';
import { decodeRegBytes, encodeRegBytes, type RegEncoding } from './reg-bytes.ts';
import { failedReading, type RegReading } from './reg-problem.ts';
import { parseRegText } from './reg-syntax.ts';
import type { RegVersion } from './reg-value.ts';
import { WINDOWS_VALUES, WindowsRegistration } from './windows-registration.ts';

/**
 * Reads the applications of a `.reg` file: those below `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\RendezvousApps`, as an
 * empty registry would have them after importing it. Other keys are skipped. Total: any bytes give a reading.
 */
export function parseRegFile(
  bytes: Uint8Array,
  options: ExpandOptions = {},
): RegReading<WindowsRegistration> {
  const decoded = decodeRegBytes(bytes);
  if ('problem' in decoded) return failedReading(decoded.problem);
  return readApplications(parseRegText(decoded.text, isApplicationKey), options);
}

export interface RegFormat {
  /** Default: 5. */
  readonly version?: RegVersion;
  /** Default: `utf-16le`, the only one in which Windows itself reads more than its own code page. */
  readonly encoding?: RegEncoding;
}

/**
 * Writes a `.reg` file that `parseRegFile` reads back to the same registrations.
 * @throws RegistryError `invalid` when one of them is not a {@link WindowsRegistration}
 */
export function formatRegFile(
  registrations: readonly WindowsRegistration[],
  { version = 5, encoding = 'utf-16le' }: RegFormat = {},
): Uint8Array {
  const header = version === 5 ? 'Windows Registry Editor Version 5.00' : 'REGEDIT4';
  const keys = registrations.flatMap(registration => ['', ...formatKey(registration)]);
  return encodeRegBytes([header, ...keys, ''].map(line => `${line}\r\n`).join(''), encoding);
}

function formatKey(registration: WindowsRegistration): string[] {
  const parsed = WindowsRegistration.safeParse(registration);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RegistryError('invalid', `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`);
  }
  const { id, name, icon, component, path, url } = parsed.data;
  const value = (key: keyof typeof WINDOWS_VALUES, data: string): string =>
    `"${WINDOWS_VALUES[key]}"=${data}`;
  return [
    `[HKEY_LOCAL_MACHINE\\${REGISTRY_KEY}\\${id}]`,
    value('name', quoted(name)),
    value('icon', `dword:${(icon >>> 0).toString(16).padStart(8, '0')}`),
    value('component', quoted(component)),
    value('path', quoted(path)),
    value('url', quoted(url)),
  ];
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
