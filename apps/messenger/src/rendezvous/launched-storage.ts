/** Which applications run on while this page is reloaded: kept for this tab only, because the tab is what they know. */
import type { LaunchedRecord } from '@rendezvous/rendezvous';

const key = (account: string): string => `rendezvous.launched.${account}`;

/** What was kept; the host checks each record itself. */
export function readLaunched(storage: Storage, account: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(key(account)) ?? '[]');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

export function writeLaunched(storage: Storage, account: string, records: readonly LaunchedRecord[]): void {
  try {
    if (records.length === 0) storage.removeItem(key(account));
    else storage.setItem(key(account), JSON.stringify(records));
  } catch {
    // Then a reload of this page costs the receipt, and nothing else.
  }
}
