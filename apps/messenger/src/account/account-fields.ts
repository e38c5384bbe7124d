/** What the account forms check before anything is sent; the server checks again. */
import { LIMITS, Username } from '@rendezvous/im';

export type NameFault = 'missing' | 'long';
export type PasswordFault = 'missing' | 'short' | 'long';

export function nameFault(name: string): NameFault | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'missing';
  return trimmed.length > LIMITS.nameLength ? 'long' : undefined;
}

export function usernameFault(username: string): 'bad' | undefined {
  return Username.safeParse(username).success ? undefined : 'bad';
}

/** For a new password. An old one only has to be there. */
export function passwordFault(password: string): PasswordFault | undefined {
  if (password.length < LIMITS.passwordMin) return 'short';
  return password.length > LIMITS.passwordMax ? 'long' : undefined;
}

const SPELLINGS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
};

/** A username that fits the name: `Jürgen Groß` → `juergen.gross`. Empty when nothing usable is left. */
export function suggestUsername(name: string): string {
  const ascii = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøł]/g, letter => SPELLINGS[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^[^a-z]+|\.+$/g, '')
    .slice(0, LIMITS.usernameLength)
    .replace(/\.+$/, '');
  return usernameFault(ascii) === undefined ? ascii : '';
}
