/** An application that was started without a session, and may invite somebody from inside: rendezvous-api 6.3, 6.8. */
import type { RelayServer, SessionSnapshot } from '../contract.ts';
import { RPC_CODE, RpcError, StateError } from '../errors.ts';
import type { Registration } from '../registration.ts';
import { HRESULT, SESSION_STATE, type SessionOutcome } from '../session-state.ts';
import { type ApplicationLink, type LinkOwner, notConnected, ownSession } from './application-link.ts';
import type { HostContext } from './context.ts';
import type { LaunchedApplication } from './driver.ts';

/** Invites `to` for the running application; its session's id. Throws a StateError as `RendezvousHost.invite` does. */
export type InviteFrom = (running: RunningApplication, to: string, data: string) => string;

export interface RunningOptions {
  readonly registration: Registration;
  readonly host: HostContext;
  readonly invite: InviteFrom;
  readonly launched: LaunchedApplication;
  /** It is not without a session any more: it has got one, or has gone. Called once. */
  readonly done: (running: RunningApplication) => void;
}

export class RunningApplication implements LinkOwner {
  readonly registration: Registration;
  readonly launched: LaunchedApplication;
  readonly resumeToken: string;
  readonly handOver = false;
  readonly taken = 0;
  readonly #host: HostContext;
  readonly #invite: InviteFrom;
  readonly #done: (running: RunningApplication) => void;
  #link: ApplicationLink | undefined;
  #invited: string | undefined;
  #clearTeardown: (() => void) | undefined;
  #gone = false;

  constructor({ registration, host, invite, launched, done }: RunningOptions) {
    this.registration = registration;
    this.launched = launched;
    this.#host = host;
    this.#invite = invite;
    this.#done = done;
    this.resumeToken = host.newToken();
  }

  /** Where it is; there from its hello on. */
  get link(): ApplicationLink | undefined {
    return this.#link;
  }

  /** The session that it has begun and not got yet. */
  get invited(): string | undefined {
    return this.#invited;
  }

  greeted(link: ApplicationLink): void {
    this.#link = link;
    void link.closed.then(() => this.close());
    void this.launched.closed.then(() => this.close());
  }

  /** It has its session, which looks after it from now on. */
  gotSession(): void {
    this.#gone = true;
    this.#clearTeardown?.();
    this.#done(this);
  }

  /** The host lets go. Idempotent. */
  close(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#clearTeardown?.();
    this.#link?.close();
    this.launched.close();
    this.#done(this);
  }

  invite(to: string, data: string): string {
    if (this.#invited !== undefined) throw ownSession();
    try {
      this.#invited = this.#invite(this, to, data);
      return this.#invited;
    } catch (error) {
      throw error instanceof StateError ? refusalOf(error) : error;
    }
  }

  /** What it has begun has come to nothing; it may invite again. */
  invitationEnded(sessionId: string, { state, reason }: SessionOutcome): void {
    this.#invited = undefined;
    this.#link?.notify('host/invitationEnded', { sessionId, state: SESSION_STATE[state], reason });
  }

  snapshot(): SessionSnapshot {
    throw notConnected();
  }

  sendContextData(): void {
    throw notConnected();
  }

  terminate(): void {
    throw notConnected();
  }

  held(): void {
    // There is no session to hold.
  }

  received(): void {
    // There is no session to receive from.
  }

  relayServers(): Promise<RelayServer[]> {
    return this.#host.driver.relayServers();
  }

  /** Without a session there is nobody to tell; its channel ends. */
  finished(): void {
    this.#clearTeardown ??= this.#host.clock.setTimer(this.#host.deadlines.teardownMs, () => this.close());
  }
}

function refusalOf({ code, message }: StateError): RpcError {
  return new RpcError(RPC_CODE.refused, message, { hresult: HRESULT.E_FAIL, reason: code });
}
