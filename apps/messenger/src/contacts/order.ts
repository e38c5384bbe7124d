/** Contacts for the list: whoever was last written with comes first. Pure. */
import type { Contact, ConversationView } from '@rendezvous/im';

/** For how long somebody counts as a new contact, in milliseconds. */
export const NEW_CONTACT_MS = 7 * 24 * 3600_000;

/** The time of the newest message; of becoming contacts when there is none. */
export function lastActivity(contact: Contact, conversation: ConversationView | undefined): number {
  return Math.max(contact.since, conversation?.messages.at(-1)?.at ?? 0);
}

export function orderContacts(
  contacts: readonly Contact[],
  conversations: ReadonlyMap<string, ConversationView>,
): readonly Contact[] {
  const activity = new Map(contacts.map(c => [c.address, lastActivity(c, conversations.get(c.address))]));
  return contacts.toSorted(
    (a, b) =>
      (activity.get(b.address) ?? 0) - (activity.get(a.address) ?? 0) || a.address.localeCompare(b.address),
  );
}

export function isNewContact(contact: Contact, now: number): boolean {
  return now - contact.since < NEW_CONTACT_MS;
}

/** Unread messages in all conversations with people who are still contacts. */
export function totalUnread(
  contacts: readonly Contact[],
  conversations: ReadonlyMap<string, ConversationView>,
): number {
  return contacts.reduce((sum, { address }) => sum + (conversations.get(address)?.unread ?? 0), 0);
}
