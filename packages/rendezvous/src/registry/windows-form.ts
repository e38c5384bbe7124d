/** From the form of Windows to a registration of ours, and back. rendezvous-api 4, 8.4. */
import { Registration } from '../registration.ts';
import { describeIssues } from './issue-words.ts';
import type { RegProblem } from './reg-problem.ts';
import { WindowsRegistration } from './windows-registration.ts';

/** A registration in the other form, or what keeps it from having one. */
export type Conversion<T> =
  | { readonly registration: T; readonly problems: readonly [] }
  | { readonly registration: undefined; readonly problems: readonly RegProblem[] };

export interface ToRegistrationOptions {
  /** How to launch it: Windows' own form leaves that to COM. Default: `Path` as a program without arguments. */
  readonly launch?: Registration['launch'];
}

/** What the five values say, as a registration. Languages, abilities and versions are not among them. */
export function toRegistration(
  windows: WindowsRegistration,
  options: ToRegistrationOptions = {},
): Conversion<Registration> {
  const { id, component, name, icon, path, url } = windows;
  // Old registrations have http addresses; what a person is shown must not be open to whoever is on the way.
  if (/^http:/i.test(url)) return failed('URL must be an https address, and is an http address');
  const launch = options.launch ?? { kind: 'process', command: [path] };
  const document = { id, component, name, icon: { path, index: icon }, url, launch };
  const parsed = Registration.safeParse(document);
  if (parsed.success) return { registration: parsed.data, problems: [] };
  return failed(...describeIssues(parsed.error.issues, document).map(({ message }) => message));
}

export interface FromRegistrationOptions {
  /** `Path`, for a registration that names no program: an .exe or .dll with the icon. */
  readonly path?: string;
}

/**
 * The part of a registration that Windows' form has room for. `Path` and `Icon` are those of the icon resource; without
 * one, `Path` is the program that is launched, and `Icon` its first.
 */
export function fromRegistration(
  registration: Registration,
  options: FromRegistrationOptions = {},
): Conversion<WindowsRegistration> {
  const { id, component, name, icon, url, launch } = registration;
  const resource = typeof icon === 'string' ? undefined : icon;
  const program = launch.kind === 'process' ? launch.command[0] : undefined;
  const path = options.path ?? resource?.path ?? program;
  if (path === undefined) {
    return failed(
      `Path is missing: ${name} is launched as a ${launch.kind}, so the path of a program must be given`,
    );
  }
  const index = options.path === undefined || options.path === resource?.path ? (resource?.index ?? 0) : 0;
  const parsed = WindowsRegistration.safeParse({ id, component, name, icon: index, path, url });
  if (parsed.success) return { registration: parsed.data, problems: [] };
  return failed(...parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`));
}

function failed(...messages: string[]): { registration: undefined; problems: RegProblem[] } {
  return {
    registration: undefined,
    problems: messages.map(message => ({ severity: 'error', line: 0, message })),
  };
}
