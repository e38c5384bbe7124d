import type { Contact, ConversationView } from '@rendezvous/im';
import { describe, expect, it } from 'vitest';
import { findLookAlikes, nameSkeleton } from '../src/contacts/look-alike.ts';
import { isNewContact, NEW_CONTACT_MS, orderContacts, totalUnread } from '../src/contacts/order.ts';

const contact = (address: string, name: string, since = 0): Contact => ({
  address,
  name,
  guest: false,
  presence: 'online',
  since,
  readSeq: 0,
});

const conversation = (address: string, unread: number, at?: number): ConversationView => ({
  with: address,
  unread,
  readSeq: 0,
  messages:
    at === undefined
      ? []
      : [{ kind: 'pending', clientId: '8d0b6a0e-3c2b-4e58-9d1c-0d6a4f1f2b11', text: 'x', at }],
  hasOlder: false,
  typing: false,
  loaded: true,
  loading: false,
});

describe('names that look the same', () => {
  it.each([
    ['Anna Weiß', 'anna weiß'],
    ['Anna  Weiss', 'Anna Weiss '],
    ['Ａｎｎａ', 'anna'],
    ['An\u200bna', 'Anna'],
    ['Anna\u00a0Weiss', 'Anna Weiss'],
    ['ﬁona', 'Fiona'],
  ])('%j and %j are one to the eye', (a, b) => {
    expect(nameSkeleton(a)).toBe(nameSkeleton(b));
  });

  it('are flagged at both contacts, each with the address of the other', () => {
    const found = findLookAlikes(
      [contact('anna@a', 'Anna'), contact('anna2@a', 'ANNA'), contact('bob@a', 'Bob')],
      undefined,
    );
    expect([...found]).toEqual([
      ['anna@a', 'anna2@a'],
      ['anna2@a', 'anna@a'],
    ]);
  });

  it('include our own name, at the contact only', () => {
    const found = findLookAlikes([contact('me2@a', 'Me')], { address: 'me@a', name: 'me' });
    expect([...found]).toEqual([['me2@a', 'me@a']]);
  });
});

describe('the order of contacts', () => {
  it('puts whoever was last written with first, and a new contact by when it came', () => {
    const contacts = [contact('a@x', 'A', 10), contact('b@x', 'B', 20), contact('c@x', 'C', 30)];
    const conversations = new Map([['a@x', conversation('a@x', 0, 25)]]);
    expect(orderContacts(contacts, conversations).map(c => c.address)).toEqual(['c@x', 'a@x', 'b@x']);
  });

  it('counts unread messages of contacts only', () => {
    const conversations = new Map([
      ['a@x', conversation('a@x', 2)],
      ['gone@x', conversation('gone@x', 5)],
    ]);
    expect(totalUnread([contact('a@x', 'A'), contact('b@x', 'B')], conversations)).toBe(2);
  });

  it('calls a contact new for a week', () => {
    expect(isNewContact(contact('a@x', 'A', 1000), 1000 + NEW_CONTACT_MS - 1)).toBe(true);
    expect(isNewContact(contact('a@x', 'A', 1000), 1000 + NEW_CONTACT_MS)).toBe(false);
  });
});
