/** Names are chosen by their bearers: two contacts whose names look the same are flagged at both. */
import type { Contact } from '@rendezvous/im';

/** What remains of a name when everything that the eye hardly sees is taken away. */
export function nameSkeleton(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

type Named = Pick<Contact, 'address' | 'name'>;

/** Address → address of another contact with a name that looks the same. One's own name counts as taken, too. */
export function findLookAlikes(
  contacts: readonly Named[],
  self: Named | undefined,
): ReadonlyMap<string, string> {
  const byName = new Map<string, string[]>();
  for (const { name, address } of self === undefined ? contacts : [...contacts, self]) {
    const skeleton = nameSkeleton(name);
    byName.set(skeleton, [...(byName.get(skeleton) ?? []), address]);
  }
  const result = new Map<string, string>();
  for (const addresses of byName.values()) {
    if (addresses.length < 2) continue;
    for (const address of addresses) {
      const other = addresses.find(candidate => candidate !== address);
      if (other !== undefined && address !== self?.address) result.set(address, other);
    }
  }
  return result;
}
