/** send, history, read, typing. */
import { RequestError } from '../errors.ts';
import type { Handler } from './operation.ts';

export const send: Handler<'send'> = async (house, caller, { to, clientId, text }) => {
  const pair = await house.contacts.require(caller.person, to);
  if (!house.admitted(pair.other)) throw new RequestError('not-allowed');
  const { row, repeated } = await house.messages.addText(
    pair,
    caller.person.id,
    { clientId, text },
    house.now(),
  );
  if (!repeated) {
    house.metrics.messages.inc({ kind: 'text' });
    house.pushMessage('message', row, caller.person, pair.other, caller);
  }
  return { message: house.messages.view(row, caller.person, pair.other) };
};

export const history: Handler<'history'> = async (house, caller, query) => {
  const pair = await house.contacts.require(caller.person, query.with);
  const { rows, more } = await house.messages.history(pair.conversation, query);
  return { messages: rows.map(row => house.messages.view(row, caller.person, pair.other)), more };
};

export const read: Handler<'read'> = async (house, caller, { with: address, seq }) => {
  const pair = await house.contacts.require(caller.person, address);
  const mark = await house.messages.markRead(pair, seq);
  if (mark !== undefined) {
    house.hub.push(caller.person.id, { type: 'read', with: address, seq: mark }, caller);
    await house.pushContact(pair.other.id, caller.person.id);
  }
  return {};
};

export const typing: Handler<'typing'> = async (house, caller, { to, on }) => {
  const pair = await house.contacts.require(caller.person, to);
  house.hub.push(pair.other.id, { type: 'typing', from: house.people.addressOf(caller.person), on });
  return {};
};
