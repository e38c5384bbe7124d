/** The application's side of the contract: hello, the hand-over, and what outlives the session. */
import { type Logger, silentLogger } from '@rendezvous/base';
import type { Channel } from './channel.ts';
import { type Clock, systemClock } from './clock.ts';
import type { RelayServer, ResultOf, SessionSnapshot, Summary } from './contract.ts';
import { AcceptError, ContextDataError, RPC_CODE, RpcError, StateError } from './errors.ts';
import { HostConnection } from './host-connection.ts';
import { PROTOCOL_VERSIONS } from './invitation.ts';
import { DEADLINES } from './limits.ts';
import { RpcPeer } from './rpc.ts';
import { RendezvousSession, type SessionReceiver } from './session.ts';
import { HRESULT } from './session-state.ts';

/** What an application has of its messenger from the hand-over on. */
export interface Application {
  readonly session: RendezvousSession;
  /** The messenger: its name, and the language (BCP 47) that its person reads. */
  readonly host: { readonly name: string; readonly language: string };
  /** For `resumeSession` after a reload of the messenger's page. A secret between the two. */
  readonly resumeToken: string;
  /** The messenger's STUN and TURN servers, with credentials that live for a short time. */
  relayServers(): Promise<RelayServer[]>;
  /**
   * The application has finished; its summary goes into the chat. Ends a session that still lives.
   * Finds the messenger again when its page was reloaded meanwhile. A second call waits for the first.
   * @throws AcceptError | RpcError | StateError when the messenger could not be told
   */
  finished(summary?: Summary): Promise<void>;
  /** Resolves when the messenger's page has gone or has let go. Never rejects. The application may run on. */
  readonly closed: Promise<void>;
}

/** What an application has of its messenger after `resumeSession`: the session itself is over. */
export interface ResumedApplication extends Omit<Application, 'session' | 'finished'> {
  /** State, flags and remote user, as the messenger remembers them. */
  snapshot(): Promise<SessionSnapshot>;
  finished(summary?: Summary): Promise<void>;
}

interface CommonOptions {
  readonly channel: Channel;
  readonly application: { readonly name: string; readonly version: string };
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly log?: Logger;
}

export interface AcceptOptions extends CommonOptions {
  /** The one-time launch token. */
  readonly token: string;
  /**
   * `SetRendezvousSession`: called once, inside the hand-over and before it is answered, so that listeners that are
   * added here miss no event. Throwing refuses the session and ends it on both sides.
   */
  readonly setSession?: (session: RendezvousSession) => void;
  /** How to reach the messenger again when its page was reloaded: `reconnect` of `connectToHost`. */
  readonly reconnect?: (() => Promise<Channel>) | undefined;
}

export interface ResumeOptions extends CommonOptions {
  readonly resumeToken: string;
}

type Hello = ResultOf<'rendezvous/hello'>;

/**
 * Says hello with the launch token, waits until the messenger hands the session over, and returns it.
 * The session listens before the hand-over is answered, so that nothing that happens to it is missed.
 * @throws AcceptError with a code for each way in which it can fail; `signal.reason` when the caller gave up
 */
export async function acceptSession(options: AcceptOptions): Promise<Application> {
  options.signal?.throwIfAborted();
  let receiver: SessionReceiver | undefined;
  let handOver: (session: RendezvousSession) => void = () => undefined;
  const handedOver = new Promise<RendezvousSession>(resolve => {
    handOver = resolve;
  });
  const peer: RpcPeer<'application'> = new RpcPeer({
    side: 'application',
    channel: options.channel,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.log ? { log: options.log } : {}),
    handlers: {
      'app/setSession': ({ session }) => {
        if (receiver !== undefined) {
          throw new RpcError(RPC_CODE.state, 'a session is handed over once', {
            hresult: HRESULT.E_INVALIDARG,
          });
        }
        const transport = {
          listen: (listener: SessionReceiver) => {
            receiver = listener;
          },
          sendContextData: (id: number, data: string) =>
            peer.request('session/sendContextData', { id, data }).catch(rethrowSendError),
          terminate: (hr: number, appData: string) => peer.request('session/terminate', { hr, appData }),
        };
        const handedOver = new RendezvousSession(session, transport);
        options.setSession?.(handedOver);
        handOver(handedOver);
        return null;
      },
      'session/stateChanged': event => receiver?.stateChanged(event),
      'session/terminated': event => receiver?.terminated(event),
      'session/contextData': event => receiver?.contextData(event),
      'session/sendError': event => receiver?.sendError(event),
    },
  });
  const closed = peer.closed.then(() => receiver?.lost());
  const abort = (): void => peer.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const hello = await sayHello(peer, options.token, options.application);
    const session = await within(handedOver, DEADLINES.setSessionMs, peer, options.clock ?? systemClock);
    options.signal?.throwIfAborted();
    (options.log ?? silentLogger).info('Session accepted', { sessionId: session.id, flags: session.flags });
    const { reconnect } = options;
    const reopen =
      reconnect && (async () => (await resume({ ...options, channel: await reconnect(), ...hello })).peer);
    const connection = new HostConnection(peer, reopen);
    return { session, closed, ...applicationOf(connection, hello, () => session.terminate()) };
  } catch (error) {
    peer.close();
    options.signal?.throwIfAborted();
    throw acceptError(error);
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

/**
 * Comes back to a messenger whose page was reloaded. The session is over; what is left is to ask for relay servers
 * and to say that the application has finished.
 * @throws AcceptError `refused` when the messenger does not remember the application
 */
export async function resumeSession(options: ResumeOptions): Promise<ResumedApplication> {
  options.signal?.throwIfAborted();
  const abort = (): void => options.channel.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const { peer, hello } = await resume(options);
    const connection = new HostConnection(peer);
    return {
      closed: peer.closed,
      snapshot: () => connection.request('session/get', {}),
      ...applicationOf(connection, hello, () => Promise.resolve()),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

async function resume(options: ResumeOptions): Promise<{ peer: RpcPeer<'application'>; hello: Hello }> {
  const peer = new RpcPeer({
    side: 'application',
    channel: options.channel,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.log ? { log: options.log } : {}),
    handlers: {
      'app/setSession': () => {
        throw new RpcError(RPC_CODE.state, 'the session was handed over before', {
          hresult: HRESULT.E_INVALIDARG,
        });
      },
      'session/stateChanged': () => undefined,
      'session/terminated': () => undefined,
      'session/contextData': () => undefined,
      'session/sendError': () => undefined,
    },
  });
  try {
    return { peer, hello: await sayHello(peer, options.resumeToken, options.application) };
  } catch (error) {
    peer.close();
    throw acceptError(error);
  }
}

function applicationOf(connection: HostConnection, hello: Hello, end: () => Promise<void>) {
  let finishing: Promise<void> | undefined;
  const finish = async (summary: Summary | undefined): Promise<void> => {
    await end();
    await connection.request('app/finished', summary === undefined ? {} : { summary });
    connection.close();
  };
  return {
    host: Object.freeze({ ...hello.host }),
    resumeToken: hello.resumeToken,
    relayServers: async () => (await connection.request('host/relayServers', {})).servers,
    finished: (summary?: Summary) => {
      finishing ??= finish(summary).catch((error: unknown) => {
        // The next call may try again.
        finishing = undefined;
        throw error;
      });
      return finishing;
    },
  };
}

async function sayHello(
  peer: RpcPeer<'application'>,
  token: string,
  application: CommonOptions['application'],
): Promise<Hello> {
  const hello = await peer.request('rendezvous/hello', {
    protocol: [...PROTOCOL_VERSIONS],
    token,
    application,
  });
  if (!PROTOCOL_VERSIONS.includes(hello.protocol)) {
    throw new AcceptError('unsupported-version', 'the messenger chose a version that was not offered');
  }
  return hello;
}

async function within<T>(
  work: Promise<T>,
  ms: number,
  peer: RpcPeer<'application'>,
  clock: Clock,
): Promise<T> {
  let clear: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    clear = clock.setTimer(ms, () => reject(new AcceptError('no-answer', 'the session was not handed over')));
    void peer.closed.then(() => reject(new AcceptError('closed', 'the messenger has gone')));
  });
  return Promise.race([work, late]).finally(clear);
}

function rethrowSendError(error: unknown): never {
  if (!(error instanceof RpcError)) throw error;
  const hr = error.hresult ?? HRESULT.E_FAIL;
  if (hr === HRESULT.STATE_INVALID) {
    throw new StateError('not-connected', 'context data can be sent only while the session is connected');
  }
  if (hr === HRESULT.CONTEXT_DATA_OVER_LIMIT) {
    throw new ContextDataError('over-limit', hr, 'the context data is too long');
  }
  if (hr === HRESULT.E_OUTOFMEMORY)
    throw new ContextDataError('too-many', hr, 'too much is still on its way');
  throw new ContextDataError('refused', hr, 'the messenger refused the context data');
}

function acceptError(error: unknown): Error {
  if (error instanceof AcceptError) return error;
  if (error instanceof StateError)
    return new AcceptError('closed', 'the messenger has gone', { cause: error });
  if (!(error instanceof RpcError)) {
    return new AcceptError('protocol-error', 'the messenger broke the contract', { cause: error });
  }
  switch (error.reason) {
    case 'timeout':
      return new AcceptError('no-answer', 'the messenger did not answer in time', { cause: error });
    case 'token-used':
    case 'session-ended':
    case 'unsupported-version':
      return new AcceptError(error.reason, error.message, { cause: error });
    case 'token-unknown':
      return new AcceptError('refused', error.message, { cause: error });
    default:
      return new AcceptError('protocol-error', 'the messenger refused the hello', { cause: error });
  }
}
