/** Who is signed in, in this browser: the bearer token of the account. One account for all tabs. */
import { Credentials } from '@rendezvous/im';
import { z } from 'zod';

const KEY = 'rendezvous.account';
const KNOWN = 'rendezvous.known';
const DEVICE = 'rendezvous.device';

/** What is kept. A server that refuses a token does not say whose it was, so a guest is remembered as one. */
const KeptCredentials = Credentials.extend({ guest: z.boolean().optional() });
export type KeptCredentials = z.infer<typeof KeptCredentials>;

/** The stored credentials; `undefined` where there are none or they are not ours. */
export function readCredentials(storage: Storage): KeptCredentials | undefined {
  try {
    const parsed = KeptCredentials.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps them, or forgets them. Where storage is forbidden they last as long as the page. */
export function writeCredentials(storage: Storage, credentials: KeptCredentials | undefined): void {
  try {
    if (credentials === undefined) storage.removeItem(KEY);
    else {
      storage.setItem(KEY, JSON.stringify(credentials));
      if (credentials.guest !== true) storage.setItem(KNOWN, '1');
    }
  } catch {
    // Nothing else can be done, and nothing depends on it.
  }
}

/** Whether somebody with an account has signed in here before: the first page then offers signing in rather than signing up. */
export function seenBefore(storage: Storage): boolean {
  try {
    return storage.getItem(KNOWN) !== null;
  } catch {
    return false;
  }
}

/** Calls back when another tab of this browser has signed in or out. */
export function onCredentialsElsewhere(target: Window, listener: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === KEY || event.key === null) listener();
  };
  target.addEventListener('storage', onStorage);
  return () => target.removeEventListener('storage', onStorage);
}

/**
 * The id of this tab as a device: kept over reloads.
 * A duplicated tab starts with a copy of the original's session storage; the lock tells the two apart.
 */
export async function deviceOf(storage: Storage, locks: LockManager | undefined): Promise<string> {
  let device = storage.getItem(DEVICE) ?? crypto.randomUUID();
  if (locks !== undefined && !(await holdFor(locks, device))) {
    device = crypto.randomUUID();
    await holdFor(locks, device);
  }
  storage.setItem(DEVICE, device);
  return device;
}

/** Takes a lock for as long as the page lives; `false` when another tab holds it. */
function holdFor(locks: LockManager, device: string): Promise<boolean> {
  return new Promise(resolve => {
    void locks.request(`rendezvous.device.${device}`, { ifAvailable: true }, lock => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
  });
}
