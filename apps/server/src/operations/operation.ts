/** What an operation is: a request of a signed-in device, already valid in form. */
import type { OPERATIONS, OperationName, OperationResult } from '@rendezvous/im';
import type { z } from 'zod';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import type { Connection } from '../live/connection.ts';

export type Params<O extends OperationName> = z.output<(typeof OPERATIONS)[O]['params']>;

/** @throws RequestError when the request is refused */
export type Handler<O extends OperationName> = (
  house: House,
  caller: Connection,
  params: Params<O>,
) => Promise<OperationResult<O>>;

/** A guest may chat with the inviter and use applications with them; all else is for people with an account. */
export function refuseGuest(caller: Connection): void {
  if (caller.person.guest === 1) throw new RequestError('not-allowed');
}
