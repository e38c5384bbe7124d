/** Carries the invitation layer of rendezvous over this messenger's protocol. */
import type { HostDriver, RendezvousHost } from '@rendezvous/rendezvous';
import type { ImClient } from './client.ts';
import { ImError } from './errors.ts';

export interface HostDriverOptions {
  /** BCP 47 tag of the person's language; a function where it may change. */
  readonly language: string | (() => string);
  /** The messenger's name, for applications to show. */
  readonly name: string;
}

/** A message of the invitation layer could not be handed over because our own connection is not there. */
const NO_CONNECTION = 'connectivity';

/** What a {@link RendezvousHost} needs of this messenger. */
export function createHostDriver(client: ImClient, options: HostDriverOptions): HostDriver {
  const contact = (address: string) => client.snapshot.contacts.find(other => other.address === address);
  return {
    async send(to, message) {
      try {
        await client.request('invitation', { to, message });
      } catch (error) {
        throw refusal(error);
      }
    },
    displayUser: address => ({ address, name: contact(address)?.name ?? address }),
    async relayServers() {
      const { servers } = await client.request('relayServers', {});
      return servers;
    },
    isContact: address => contact(address) !== undefined,
    finished(session, summary) {
      if (summary) client.sendReceipt(session.remoteUser.address, session.id, session.application, summary);
    },
    get language() {
      return typeof options.language === 'string' ? options.language : options.language();
    },
    get address() {
      return client.snapshot.self?.address;
    },
    name: options.name,
  };
}

/** `offline` on our side is no statement about the other person, so the host must not read it as one. */
function refusal(error: unknown): unknown {
  const ours = error instanceof ImError && error.by === 'client' && error.code === 'offline';
  return ours ? Object.assign(new Error('no connection', { cause: error }), { code: NO_CONNECTION }) : error;
}

/** What of a host is fed by the messenger. */
type FedHost = Pick<RendezvousHost, 'receive' | 'connectionLost' | 'connectionRestored'>;

/**
 * Feeds a host with what the messenger receives, and tells it when the connection goes and comes.
 * @returns undoes the wiring; idempotent
 */
export function connectHost(client: ImClient, host: FedHost): Disposable {
  const listeners = new AbortController();
  const { signal } = listeners;
  let online = client.snapshot.connection === 'online';
  client.addEventListener('invitation', event => host.receive(event.from, event.message), { signal });
  client.addEventListener(
    'change',
    () => {
      const nowOnline = client.snapshot.connection === 'online';
      if (nowOnline === online) return;
      online = nowOnline;
      if (online) host.connectionRestored();
      else host.connectionLost();
    },
    { signal },
  );
  return { [Symbol.dispose]: () => listeners.abort() };
}
