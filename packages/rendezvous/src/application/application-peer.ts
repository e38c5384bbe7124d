/** The application's end of one channel. What the host says in one breath with its answer to the hello waits for that answer. */
import type { Logger } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import type { Clock } from '../clock.ts';
import type { NotificationParamsOf, SessionSnapshot } from '../contract.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { RpcPeer } from '../rpc.ts';
import type { SessionReceiver } from '../session.ts';
import { HRESULT } from '../session-state.ts';

export interface ApplicationPeerOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly log: Logger;
  /** `SetRendezvousSession`; what it throws refuses the session. */
  readonly setSession: (session: SessionSnapshot) => void;
  /** Who hears of the session, as soon as there is one. */
  readonly receiver: () => SessionReceiver | undefined;
  readonly invitationEnded: (event: NotificationParamsOf<'host/invitationEnded'>) => void;
}

export interface ApplicationPeer {
  readonly peer: RpcPeer<'application'>;
  /** The hello has been answered: what waited is heard now, and everything else as it comes. */
  readonly hear: () => void;
}

export function applicationPeer(options: ApplicationPeerOptions): ApplicationPeer {
  const { channel, clock, log, receiver, invitationEnded } = options;
  let handedOver = false;
  let waiting: (() => void)[] | undefined = [];
  const inTurn = <E>(handle: (event: E) => void) => {
    return (event: E): void => {
      if (waiting === undefined) handle(event);
      // Nobody says this much before a hello: whoever does is not listened to.
      else if (waiting.length >= LIMITS.contextDataQueue) peer.close();
      else waiting.push(() => handle(event));
    };
  };
  const setSession = (session: SessionSnapshot): null => {
    if (handedOver) {
      throw new RpcError(RPC_CODE.state, 'a session is handed over once', { hresult: HRESULT.E_INVALIDARG });
    }
    handedOver = true;
    options.setSession(session);
    return null;
  };
  const setSessionInTurn = (session: SessionSnapshot): null | Promise<null> => {
    if (waiting === undefined) return setSession(session);
    return new Promise((resolve, reject) => {
      waiting?.push(() => {
        try {
          resolve(setSession(session));
        } catch (error) {
          reject(error instanceof Error ? error : new Error('refused'));
        }
      });
    });
  };
  const peer: RpcPeer<'application'> = new RpcPeer({
    side: 'application',
    channel,
    clock,
    log,
    handlers: {
      'app/setSession': ({ session }) => setSessionInTurn(session),
      'session/stateChanged': inTurn(event => receiver()?.stateChanged(event)),
      'session/terminated': inTurn(event => receiver()?.terminated(event)),
      'session/contextData': inTurn(event => receiver()?.contextData(event)),
      'session/sendError': inTurn(event => receiver()?.sendError(event)),
      'host/invitationEnded': inTurn(invitationEnded),
    },
  });
  return {
    peer,
    hear: () => {
      const heard = waiting ?? [];
      waiting = undefined;
      for (const handle of heard) handle();
    },
  };
}
