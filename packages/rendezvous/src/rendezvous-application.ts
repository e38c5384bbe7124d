/** `IRendezvousApplication`: what an application that runs inside the messenger's own process implements. rendezvous-api 1.3. */
import type { Application } from './application.ts';
import type { RendezvousSession } from './session.ts';
import { SESSION_STATE } from './session-state.ts';

/** What an application has of its messenger beside the session. */
export type Messenger = Omit<Application, 'session'>;

/** One application of one session on one side: created after the acceptance, disposed of once. */
export interface RendezvousApplication {
  /**
   * `SetRendezvousSession`: the messenger hands the session over, once. Add listeners and take a lease (`session.hold()`,
   * the seed's `AddRef`) in here, before it returns: no event is missed then, and the session counts as held. Returning
   * is `S_OK`. Throwing refuses the session, which ends on both sides: with the `hresult` of a thrown `RpcError`
   * (`E_INVALIDARG` when what was handed over is no usable session, see {@link isRendezvousSession}), else with `E_FAIL`.
   *
   * When the session has ended and the last lease is disposed of (`Release`), the application is too: seed steps 31 and
   * 35. An application that goes on with a transport of its own therefore keeps its lease until it is done, and says
   * `messenger.finished()` or disposes of the lease then.
   */
  setRendezvousSession(session: RendezvousSession, messenger: Messenger): void;
  /** Its own count has reached zero, it has finished, or the messenger has let go. Called once. */
  [Symbol.dispose]?(): void;
}

/** `CoCreateInstance` of one component: the default export of a module that a registration names. */
export type RendezvousApplicationFactory = () => RendezvousApplication;

const METHODS = [
  'sendContextData',
  'terminate',
  'hold',
  'addEventListener',
  'removeEventListener',
] as const satisfies readonly (keyof RendezvousSession)[];

/**
 * Whether `value` can be used as a session, whoever made it: the seed hands over an `IUnknown`, and the application asks
 * it for the interface. Never throws.
 */
export function isRendezvousSession(value: unknown): value is RendezvousSession {
  try {
    const session = value as RendezvousSession | null | undefined;
    return (
      typeof session === 'object' &&
      session !== null &&
      typeof session.id === 'string' &&
      Object.hasOwn(SESSION_STATE, session.state) &&
      Number.isInteger(session.flags) &&
      typeof session.remoteUser.name === 'string' &&
      typeof session.remoteUser.address === 'string' &&
      METHODS.every(name => typeof session[name] === 'function')
    );
  } catch {
    return false;
  }
}
