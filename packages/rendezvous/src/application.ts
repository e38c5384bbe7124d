/** The application's side of the contract: hello, the hand-over, and what outlives the session. */
import { type Logger, silentLogger } from '@rendezvous/base';
import { type Hello, HostLine, type ReceivedMemory } from './application/host-line.ts';
import { acceptError } from './application/refusals.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import type { RelayServer, SessionSnapshot, Summary } from './contract.ts';
import { AcceptError, InvitationEnded, StateError } from './errors.ts';
import { DEADLINES } from './limits.ts';
import { RendezvousSession } from './session.ts';
import type { EndReason } from './session-state.ts';

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
  /** Resolves when the messenger has gone or has let go, and is not looked for any more. Never rejects. The application may run on. */
  readonly closed: Promise<void>;
}

/** What an application has of its messenger after `resumeSession`: the session itself is over. */
export interface ResumedApplication extends Omit<Application, 'session'> {
  /** State, flags and remote user, as the messenger remembers them. */
  snapshot(): Promise<SessionSnapshot>;
}

/** An application that runs without a session: made by {@link openApplication}. */
export interface SessionlessApplication extends Omit<Application, 'session' | 'resumeToken'> {
  /**
   * Invites a contact of the person. Resolves with the session when they have accepted; one at a time.
   * @param to the contact's address; @param data for the other side's application, at most 4 KiB of UTF-8
   * @throws InvitationEnded with the reason when it came to nothing; RpcError with the reason `not-contact` or
   *   `already-invited`; StateError `already-invited`
   */
  invite(to: string, data?: string): Promise<Application>;
}

interface CommonOptions {
  readonly channel: Channel;
  readonly application: { readonly name: string; readonly version: string };
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
  readonly log?: Logger | undefined;
}

export interface AcceptOptions extends CommonOptions {
  /** The one-time launch token; after a reload of this page, the resume token. */
  readonly token: string;
  /**
   * `SetRendezvousSession`: called once, inside the hand-over and before it is answered, so that listeners that are
   * added here miss no event. Throwing refuses the session and ends it on both sides.
   */
  readonly setSession?:
    | ((session: RendezvousSession, messenger: Omit<Application, 'session'>) => void)
    | undefined;
  /** How to reach the messenger again when its page was reloaded: `reconnect` of `connectToHost`. */
  readonly reconnect?: (() => Promise<Channel>) | undefined;
  /** Where to remember what a reload of this page must not lose: `memory` of `connectToHost`. */
  readonly memory?: ReceivedMemory | undefined;
  /** After a reload of this page: the last context data that it had taken. `received` of `connectToHost`. */
  readonly received?: number | undefined;
}

export interface ResumeOptions extends CommonOptions {
  readonly resumeToken: string;
}

export interface OpenOptions extends CommonOptions {
  readonly token: string;
}

/**
 * Says hello with the launch token, waits until the messenger hands the session over, and returns it.
 * The session listens before the hand-over is answered, so that nothing that happens to it is missed.
 * @throws AcceptError with a code for each way in which it can fail; `signal.reason` when the caller gave up
 */
export async function acceptSession(options: AcceptOptions): Promise<Application> {
  const { channel, token, setSession, log = silentLogger, ...rest } = options;
  const handedOver = new HandedOver();
  const line = new HostLine({
    ...rest,
    log,
    onSession: (snapshot, transport, hello) => {
      const session = new RendezvousSession(snapshot, transport, hello.sent);
      void session.ended.then(() => line.sessionOver());
      const messenger = messengerOf(line, hello, () => session.terminate());
      setSession?.(session, messenger);
      handedOver.settle({ session, ...messenger });
    },
  });
  return giveUpWith(line, options.signal, async () => {
    const hello = await line.open(channel, token);
    if (!hello.handOver) throw new AcceptError('session-ended', 'the session is over');
    const application = await within(handedOver.application, DEADLINES.setSessionMs, line);
    const { id, flags } = application.session;
    log.info('Session accepted', { sessionId: id, flags });
    return application;
  });
}

/**
 * Comes back to a messenger whose page was reloaded after the session was over. What is left is to ask for relay
 * servers and to say that the application has finished.
 * @throws AcceptError `refused` when the messenger does not remember the application
 */
export async function resumeSession(options: ResumeOptions): Promise<ResumedApplication> {
  const { channel, resumeToken, ...rest } = options;
  const line = new HostLine(rest);
  return giveUpWith(line, options.signal, async () => {
    const hello = await line.open(channel, resumeToken);
    return {
      snapshot: () => line.request('session/get', {}),
      ...messengerOf(line, hello, () => Promise.resolve()),
    };
  });
}

/**
 * Says hello for an application that was started without a session, and from which its person may invite somebody.
 * @throws AcceptError; `signal.reason` when the caller gave up
 */
export async function openApplication(options: OpenOptions): Promise<SessionlessApplication> {
  const { channel, token, ...rest } = options;
  let asked:
    | { readonly resolve: (application: Application) => void; readonly reject: (error: Error) => void }
    | undefined;
  const line = new HostLine({
    ...rest,
    onSession: (snapshot, transport, hello) => {
      if (asked === undefined) throw new AcceptError('protocol-error', 'nobody has asked for a session');
      const session = new RendezvousSession(snapshot, transport);
      void session.ended.then(() => line.sessionOver());
      asked.resolve({ session, ...messengerOf(line, hello, () => session.terminate()) });
    },
    onInvitationEnded: ({ reason }) => {
      asked?.reject(new InvitationEnded(reason as EndReason));
      asked = undefined;
    },
  });
  void line.closed.then(() => asked?.reject(new AcceptError('closed', 'the messenger has gone')));
  return giveUpWith(line, options.signal, async () => {
    const hello = await line.open(channel, token);
    const { resumeToken: _, ...messenger } = messengerOf(line, hello, () => Promise.resolve());
    return {
      ...messenger,
      invite: async (to, data = '') => {
        if (asked !== undefined) throw new StateError('already-invited', 'somebody is being invited already');
        const answer = new Promise<Application>((resolve, reject) => {
          asked = { resolve, reject };
        });
        // Whoever waits for the request below hears of a refusal there.
        answer.catch(() => undefined);
        try {
          await line.request('host/invite', { to, data });
        } catch (error) {
          asked = undefined;
          throw error;
        }
        return answer;
      },
    };
  });
}

/** The session that is waited for. */
class HandedOver {
  settle: (application: Application) => void = () => undefined;
  readonly application = new Promise<Application>(resolve => {
    this.settle = resolve;
  });
}

function messengerOf(line: HostLine, hello: Hello, end: () => Promise<void>): Omit<Application, 'session'> {
  let finishing: Promise<void> | undefined;
  const finish = async (summary: Summary | undefined): Promise<void> => {
    await end();
    await line.request('app/finished', summary === undefined ? {} : { summary });
    line.close();
  };
  return {
    closed: line.closed,
    host: Object.freeze({ ...hello.host }),
    resumeToken: hello.resumeToken,
    relayServers: async () => (await line.request('host/relayServers', {})).servers,
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

/** Runs `work`; when it fails or the caller gives up, the way to the messenger is closed. */
async function giveUpWith<T>(
  line: HostLine,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const abort = (): void => line.close();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    signal?.throwIfAborted();
    const result = await work();
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    line.close();
    signal?.throwIfAborted();
    throw acceptError(error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function within<T>(work: Promise<T>, ms: number, line: HostLine): Promise<T> {
  let clear: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    clear = line.clock.setTimer(ms, () =>
      reject(new AcceptError('no-answer', 'the session was not handed over')),
    );
    void line.closed.then(() => reject(new AcceptError('closed', 'the messenger has gone')));
  });
  return Promise.race([work, late]).finally(clear);
}
