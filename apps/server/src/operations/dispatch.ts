/** From an operation's name to the function that carries it out. */
import type { Operation, OperationName } from '@rendezvous/im';
import type { House } from '../house.ts';
import type { Connection } from '../live/connection.ts';
import { history, read, send, typing } from './chat.ts';
import type { Handler } from './operation.ts';
import { createLink, redeemLink, removeContact, setName } from './people.ts';
import { invitation, ping, receipt, relayServers } from './rendezvous.ts';

const HANDLERS: { readonly [O in OperationName]: Handler<O> } = {
  send,
  history,
  read,
  typing,
  createLink,
  redeemLink,
  removeContact,
  setName,
  invitation,
  receipt,
  relayServers,
  ping,
};

/** @throws RequestError when the request is refused */
export function dispatch(house: House, caller: Connection, request: Operation): Promise<unknown> {
  // The table pairs every name with the handler of that name, which TypeScript cannot follow through a lookup.
  const handler = HANDLERS[request.op] as (h: House, c: Connection, r: Operation) => Promise<unknown>;
  return handler(house, caller, request);
}
