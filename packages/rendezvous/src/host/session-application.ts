/** The application of one session on this side: launched once, handed the session once, let go of once. */
import type { RelayServer, SessionSnapshot, Summary } from '../contract.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { HRESULT, isTerminal, SESSION_STATE, type SessionState } from '../session-state.ts';
import { exceedsBytes } from '../utf8.ts';
import { ApplicationLink, type LinkOwner, notConnected, refusedHello } from './application-link.ts';
import type { HostContext } from './context.ts';
import type { LaunchedApplication } from './driver.ts';
import type { InvitationState } from './invitation-state.ts';
import type { LaunchedRecord } from './launched-record.ts';
import type { SessionControl } from './session-control.ts';

type Start = (token: string, signal: AbortSignal) => Promise<LaunchedApplication>;

export class SessionApplication implements LinkOwner {
  readonly resumeToken: string;
  readonly #session: SessionControl;
  readonly #host: HostContext;
  readonly #start: Start;
  readonly #abandoned = new AbortController();
  #token: string | undefined;
  #launched: LaunchedApplication | undefined;
  #link: ApplicationLink | undefined;
  #handedOver = false;
  #finished = false;
  #gone = false;
  #inFlight = 0;
  #clearTeardown: (() => void) | undefined;

  constructor(session: SessionControl, host: HostContext, start: Start) {
    this.#session = session;
    this.#host = host;
    this.#start = start;
    this.resumeToken = host.newToken();
  }

  /** From the launch until its window is closed, it has finished, or the host has let go. */
  get running(): boolean {
    return this.#token !== undefined && !this.#gone;
  }

  /** What to remember of it over a reload of the messenger's page. */
  get record(): LaunchedRecord | undefined {
    const origin = this.#launched?.origin;
    if (!this.#handedOver || this.#finished || this.#gone || origin === undefined) return undefined;
    const { id: sessionId, remoteUser, application, component, flags, state } = this.snapshot();
    return {
      sessionId,
      remoteUser,
      application,
      component,
      flags,
      state,
      origin,
      resumeToken: this.resumeToken,
    };
  }

  /** Steps 6 and 9. The machine asks for it once. */
  launch(): void {
    const token = this.#host.newToken();
    this.#token = token;
    let launching: Promise<LaunchedApplication>;
    try {
      launching = this.#start(token, this.#abandoned.signal);
    } catch (error) {
      launching = Promise.reject(error instanceof Error ? error : new Error('the launcher threw'));
    }
    void launching.then(
      launched => this.#attach(launched),
      (error: unknown) => {
        this.#host.log.warn('Launch failed', { sessionId: this.#session.id, error });
        this.#session.input({ type: 'launch-fails', reason: 'launch-failed' });
        this.#letGo();
      },
    );
  }

  /** Steps 7 and 10: `SetRendezvousSession`. The machine asks for it once. */
  handOver(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#handedOver = true;
    void link.setSession(this.snapshot(), this.#host.deadlines.setSessionMs).then(
      () => this.#session.input({ type: 'application-takes' }),
      (error: unknown) => {
        this.#host.log.warn('Hand-over failed', { sessionId: this.#session.id, error });
        this.#session.input({ type: 'launch-fails', reason: 'launch-failed' });
        this.#letGo();
      },
    );
  }

  /** The application learns of every change of state since the hand-over, and of the end once: record, then state. */
  announce(previous: SessionState, state: SessionState): void {
    const { outcome } = this.#session;
    if (!this.#handedOver || this.#link === undefined) return;
    if (outcome !== undefined) {
      const { hr, appData, reason, by } = outcome;
      this.#link.notify('session/terminated', { hr, appData, reason, by });
    }
    this.#link.notify('session/stateChanged', {
      prevState: SESSION_STATE[previous],
      state: SESSION_STATE[state],
    });
  }

  deliver(seq: number, data: string): void {
    this.#link?.notify('session/contextData', { seq, data });
  }

  /** What has not taken its session is abandoned; what has taken it lives on until it has finished or is closed. */
  sessionEnded(before: InvitationState['name']): void {
    if (before !== 'launching') return;
    this.#abandoned.abort();
    // Its hello, if it still comes, is answered with what has happened.
    this.#letGoLater();
  }

  sendStarted(): void {
    this.#inFlight += 1;
  }

  sendSettled(): void {
    this.#inFlight -= 1;
  }

  sendFailed(id: number): void {
    this.#inFlight -= 1;
    if (this.#session.outcome === undefined)
      this.#link?.notify('session/sendError', { id, hr: HRESULT.E_FAIL });
  }

  greeted(): void {
    this.#session.input({ type: 'application-greets' });
  }

  snapshot(): SessionSnapshot {
    const { id, flags, remoteUser, registration, state } = this.#session;
    return {
      id,
      state: SESSION_STATE[state],
      flags,
      remoteUser: { name: remoteUser.name.slice(0, LIMITS.nameLength), address: remoteUser.address },
      application: registration.id,
      component: registration.component,
    };
  }

  sendContextData(id: number, data: string): void {
    if (exceedsBytes(data, LIMITS.contextDataBytes)) {
      throw new RpcError(RPC_CODE.limit, 'the context data is too long', {
        hresult: HRESULT.CONTEXT_DATA_OVER_LIMIT,
        reason: 'over-limit',
      });
    }
    if (this.#session.state !== 'connected') throw notConnected();
    if (this.#inFlight >= LIMITS.contextDataInFlight) {
      throw new RpcError(RPC_CODE.limit, 'too much context data is on its way', {
        hresult: HRESULT.E_OUTOFMEMORY,
        reason: 'too-many',
      });
    }
    this.#session.input({ type: 'application-sends', id, data });
  }

  /** T25: ending what has ended does no harm. */
  terminate(hr: number, appData: string): void {
    this.#session.input({ type: 'application-terminates', hr, appData });
  }

  relayServers(): Promise<RelayServer[]> {
    return this.#host.driver.relayServers();
  }

  finished(summary: Summary | undefined): void {
    if (this.#finished) return;
    this.#finished = true;
    if (!isTerminal(this.#session.state)) this.terminate(HRESULT.S_OK, '');
    const { id, remoteUser, registration } = this.#session;
    this.#host.driver.finished({ id, remoteUser, application: registration.id }, summary);
    this.#letGoLater();
    this.#session.changed();
  }

  #attach(launched: LaunchedApplication): void {
    if (this.#abandoned.signal.aborted) {
      launched.channel.close();
      launched.close();
      this.#letGo();
      return;
    }
    this.#launched = launched;
    const link = new ApplicationLink({
      channel: launched.channel,
      host: this.#host.driver,
      clock: this.#host.clock,
      log: this.#host.log,
      admit: token => this.#admit(token),
      incompatible: () => this.#session.input({ type: 'launch-fails', reason: 'unsupported-version' }),
    });
    this.#link = link;
    const gone = (): void => {
      if (this.#gone) return;
      this.#session.input({ type: 'application-gone' });
      this.#letGo();
    };
    void link.closed.then(gone);
    void launched.closed.then(gone);
  }

  #admit(token: string): LinkOwner {
    if (token !== this.#token || this.#host.isSpent(token)) {
      throw refusedHello(this.#host.isSpent(token) ? 'token-used' : 'token-unknown');
    }
    this.#host.spend(token);
    if (this.#session.outcome !== undefined) throw refusedHello('session-ended');
    return this;
  }

  #letGoLater(): void {
    this.#clearTeardown ??= this.#host.clock.setTimer(this.#host.deadlines.teardownMs, () => this.#letGo());
  }

  /** T23. Only the channel and the host's own watch end here: a page is never closed by this. */
  #letGo(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#clearTeardown?.();
    this.#link?.close();
    this.#launched?.close();
    this.#session.changed();
  }
}
