/** Whether the other computer may learn this one's network address: a wish of whoever uses this browser, kept in it. */
const STORAGE_KEY = 'rendezvous.addresses';
const HIDDEN = 'hidden';

export function addressesHidden(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === HIDDEN;
  } catch {
    // Where no wish can be kept, there was none.
    return false;
  }
}

/** Counts from the next assistance on: a connection that is up has told its addresses already. */
export function hideAddresses(hidden: boolean): void {
  try {
    if (hidden) localStorage.setItem(STORAGE_KEY, HIDDEN);
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // The switch then stays where it was.
  }
}
