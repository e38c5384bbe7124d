/** createLink, redeemLink, removeContact, setName. */
import { CLOSE } from '@rendezvous/im';
import { cleanName } from '../domain/people.ts';
import { RequestError } from '../errors.ts';
import { type Handler, refuseGuest } from './operation.ts';

export const createLink: Handler<'createLink'> = async (house, caller, { kind, expiresInSeconds }) => {
  refuseGuest(caller);
  return house.links.create(caller.person.id, kind, expiresInSeconds * 1000, house.now());
};

export const redeemLink: Handler<'redeemLink'> = async (house, caller, { token }) => {
  refuseGuest(caller);
  const { id } = caller.person;
  const now = house.now();
  const other = await house.db.transaction().execute(async db => {
    const link = await house.links.open(token, now, db);
    if (link.creator === id) throw new RequestError('yourself');
    // A guest link promises its maker a visitor who is gone after a while.
    if (link.kind !== 'contact') throw new RequestError('not-allowed');
    // Whoever is a contact already leaves the link for somebody else.
    if (!(await house.contacts.find(id, link.creator, db))) {
      await house.links.use(link, now, db);
      await house.contacts.connect(id, link.creator, now, db);
    }
    return link.creator;
  });
  const pair = await house.contacts.find(id, other);
  if (!pair) throw new RequestError('not-found');
  await house.pushContact(other, id);
  const contact = house.contacts.view(pair);
  house.hub.push(id, { type: 'contact', contact }, caller);
  return { contact };
};

export const removeContact: Handler<'removeContact'> = async (house, caller, { address }) => {
  refuseGuest(caller);
  const { person } = caller;
  const pair = await house.contacts.require(person, address);
  house.relay.parted(person.id, pair.other.id);
  await house.contacts.disconnect(pair);
  house.hub.push(person.id, { type: 'contactRemoved', address });
  house.hub.push(pair.other.id, { type: 'contactRemoved', address: house.people.addressOf(person) });
  if (pair.other.guest === 1) {
    // Nobody is left whom the guest could talk to.
    await house.accounts.signOutEverywhere(pair.other.id);
    house.hub.close(pair.other.id, CLOSE.signedOut);
  }
  return {};
};

export const setName: Handler<'setName'> = async (house, caller, params) => {
  refuseGuest(caller);
  const name = cleanName(params.name);
  if (name === '') throw new RequestError('bad-frame');
  await house.people.rename(caller.person.id, name);
  for (const connection of house.hub.of(caller.person.id)) connection.person = { ...connection.person, name };
  await house.pushToContacts(caller.person.id);
  return { self: house.people.view(caller.person) };
};
