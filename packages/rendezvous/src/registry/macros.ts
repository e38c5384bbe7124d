/** Names in a value of the registry that stand for something else. rendezvous-api 4. */

/** Where Windows has its own programs, unless told otherwise. */
export const DEFAULT_SYSTEM32 = 'C:\\Windows\\System32';

export interface ExpandOptions {
  /** What `$(runtime.system32)` stands for. Default: `C:\Windows\System32`. */
  readonly system32?: string;
  /** Environment variables, for values that are meant to be expanded (`REG_EXPAND_SZ`). Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const KNOWN = '$(runtime.system32)';

/**
 * Expands `$(runtime.system32)`, and no other macro: it is one of Windows' build, not of its registry, that was left in
 * the published registrations, so no other can be known to mean anything.
 * @returns the text, or the first macro that is not known
 */
export function expandMacros(
  text: string,
  system32 = DEFAULT_SYSTEM32,
): { text: string } | { unknown: string } {
  const parts = text.split(KNOWN);
  for (const part of parts) {
    const start = part.indexOf('$(');
    if (start >= 0) {
      const end = part.indexOf(')', start);
      return { unknown: end < 0 ? part.slice(start) : part.slice(start, end + 1) };
    }
  }
  return { text: parts.join(system32) };
}

/** As Windows does it: names in any case, and a variable that is not set stays as it is written. */
export function expandEnvironment(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const values = new Map(Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]));
  return text.replace(/%([^%]+)%/g, (written, name: string) => values.get(name.toUpperCase()) ?? written);
}
