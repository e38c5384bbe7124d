/** invitation, receipt, relayServers, ping. */

import type { InvitationMessageOf } from '@rendezvous/rendezvous';
import { LIMITS as RENDEZVOUS_LIMITS } from '@rendezvous/rendezvous';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import type { Connection } from '../live/connection.ts';
import { relayServers as relayServersFor } from '../relay-servers.ts';
import type { Handler, Params } from './operation.ts';

export const invitation: Handler<'invitation'> = async (house, caller, params) => {
  const { to, message } = params;
  if (message.type === 'invite') {
    await invite(house, caller, params, message);
  } else {
    const other = await house.people.byAddress(to);
    if (!other) throw new RequestError('unknown-session');
    house.relay.relay(caller, other, message);
  }
  // The socket may have closed while the people were looked up: then nobody has told the relay yet.
  const { person, device } = caller;
  if (house.hub.of(person.id, device).length === 0) house.relay.disconnected(caller);
  return {};
};

async function invite(
  house: House,
  caller: Connection,
  { to }: Params<'invitation'>,
  message: InvitationMessageOf<'invite'>,
): Promise<void> {
  const { person } = caller;
  const pair = await house.contacts.require(person, to);
  if (!house.invitationRates.take(person.id, house.now())) throw new RequestError('rate-limited');
  house.relay.checkInvite(caller, message.sessionId);
  // Whoever is shown as online can be asked, even while their page is being loaded again.
  const reachable = house.hub.presence(pair.other.id) === 'online' && house.admitted(pair.other);
  const stage = reachable ? 'asking' : 'offline';
  const { id, name } = message.application;
  // The inviter's word for the application counts only where this server does not know it.
  const known = house.applications.find(id);
  const card = { sessionId: message.sessionId, application: id, name: known?.name ?? name, stage } as const;
  const row = await house.messages.addInvitation(pair, person.id, card, house.now());
  house.metrics.messages.inc({ kind: 'invitation' });
  house.metrics.stage(stage);
  house.pushMessage('message', row, person, pair.other);
  if (!reachable) throw new RequestError('offline');
  house.relay.invite(caller, pair.other, message);
  // They may have gone for good while the card was stored: then nobody has told the relay yet.
  if (house.hub.presence(pair.other.id) === 'offline') house.relay.gone(pair.other.id);
}

export const receipt: Handler<'receipt'> = async (house, caller, params) => {
  const pair = await house.contacts.require(caller.person, params.with);
  const bytes = Buffer.byteLength(JSON.stringify(params.summary));
  if (bytes > RENDEZVOUS_LIMITS.summaryBytes) throw new RequestError('bad-frame');
  const row = await house.messages.addReceipt(pair, caller.person.id, params, house.now());
  if (row) {
    house.metrics.messages.inc({ kind: 'receipt' });
    house.pushMessage('message', row, caller.person, pair.other);
  }
  return {};
};

export const relayServers: Handler<'relayServers'> = (house, caller) => {
  const address = house.people.addressOf(caller.person);
  return Promise.resolve({ servers: relayServersFor(house.config.relay, address, house.now()) });
};

export const ping: Handler<'ping'> = () => Promise.resolve({});
