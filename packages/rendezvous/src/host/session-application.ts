/** The application of one session on this side: launched once, handed the session, let go of once. */
import type { RelayServer, SessionSnapshot, Summary } from '../contract.ts';
import { HRESULT, isTerminal, type SessionState } from '../session-state.ts';
import { ApplicationData } from './application-data.ts';
import { ApplicationLaunch, type Start } from './application-launch.ts';
import {
  ApplicationLink,
  type Greeting,
  type LinkOwner,
  ownSession,
  refusedHello,
} from './application-link.ts';
import type { HostContext } from './context.ts';
import { type LaunchedApplication, LaunchRefused } from './driver.ts';
import type { InvitationState } from './invitation-state.ts';
import type { KeptSession, LaunchedRecord } from './launched-record.ts';
import { Leases } from './leases.ts';
import type { RunningApplication } from './running-application.ts';
import type { SessionControl } from './session-control.ts';
import { snapshotOf } from './session-snapshot.ts';
import { ToldState } from './told-state.ts';

export interface ApplicationOptions {
  readonly start: Start;
  /** It ran before there was a session, and has invited. */
  readonly running?: RunningApplication | undefined;
  /** What an earlier page of this messenger has kept of it. */
  readonly kept?: KeptSession | undefined;
}

export class SessionApplication implements LinkOwner {
  readonly resumeToken: string;
  readonly data: ApplicationData;
  readonly #session: SessionControl;
  readonly #host: HostContext;
  readonly #options: ApplicationOptions;
  readonly #launch: ApplicationLaunch;
  readonly #leases = new Leases();
  #launched: LaunchedApplication | undefined;
  /** Where it is; `undefined` before it has come and while it is away. */
  #link: ApplicationLink | undefined;
  #returns = false;
  #handedOver = false;
  readonly #told: ToldState;
  #finished = false;
  #gone = false;
  #clearReturn: (() => void) | undefined;
  #clearTeardown: (() => void) | undefined;

  constructor(session: SessionControl, host: HostContext, options: ApplicationOptions) {
    this.#session = session;
    this.#host = host;
    this.#options = options;
    this.#launch = new ApplicationLaunch(host, options.start);
    const { running, kept } = options;
    this.resumeToken = kept?.resumeToken ?? running?.resumeToken ?? host.newToken();
    this.data = new ApplicationData(session, kept);
    this.#told = new ToldState(kept === undefined ? 'accepted' : session.state);
    this.#returns = kept !== undefined;
    this.#handedOver = kept !== undefined;
  }

  /** From the launch until its window is closed, it has finished, or the host has let go. */
  get running(): boolean {
    return (this.#launch.begun || this.#handedOver) && !this.#gone;
  }

  get holds(): number {
    return this.#leases.count;
  }

  get taken(): number {
    return this.data.taken;
  }

  /** Whether it comes back when its channel breaks. */
  get returns(): boolean {
    return this.#returns;
  }

  get handOver(): boolean {
    return !this.#told.ended;
  }

  /** What to remember of it over a reload of the messenger's page. */
  get record(): LaunchedRecord | undefined {
    const origin = this.#origin;
    if (origin === undefined) return undefined;
    const { id: sessionId, remoteUser, application, component, flags, state } = this.snapshot();
    const { resumeToken } = this;
    return { sessionId, remoteUser, application, component, flags, state, origin, resumeToken };
  }

  /** Whether a page of this origin may be it, and may knock. */
  returnsFrom(origin: string): boolean {
    return this.#origin === origin;
  }

  /** Whether it was launched with this token. */
  launchedWith(token: string): boolean {
    return this.#launch.isOf(token);
  }

  /** Steps 6 and 9. The machine asks for it once. */
  launch(): void {
    const { running } = this.#options;
    if (running !== undefined) return this.#adopt(running);
    void this.#launch.begin().then(
      launched => this.#attach(launched),
      (error: unknown) => {
        this.#host.log.warn('Launch failed', { sessionId: this.#session.id, error });
        const reason = error instanceof LaunchRefused ? 'policy' : 'launch-failed';
        this.#session.input({ type: 'launch-fails', reason });
        this.#letGo();
      },
    );
  }

  /** Steps 7 and 10: `SetRendezvousSession`. The machine asks for it once. */
  giveSession(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#handedOver = true;
    this.#told.show(this.#session.state);
    this.#options.running?.gotSession();
    void link.setSession(this.snapshot(), this.#host.deadlines.setSessionMs).then(
      () => this.#session.input({ type: 'application-takes' }),
      (error: unknown) => {
        if (this.#link !== link) return;
        this.#host.log.warn('Hand-over failed', { sessionId: this.#session.id, error });
        this.#session.input({ type: 'launch-fails', reason: 'launch-failed' });
        this.#letGo();
      },
    );
  }

  /** The messenger's page is a new one: the application has some time to notice, and to come back. */
  expect(): void {
    this.#clearReturn ??= this.#host.clock.setTimer(this.#host.deadlines.returnMs, () => this.#handleGone());
  }

  /** The application learns of every change of state since the hand-over, and of the end once. */
  announce(previous: SessionState, state: SessionState): void {
    if (!this.#handedOver || this.#link === undefined) return;
    this.#told.announce(this.#link, previous, state, this.#session.outcome);
  }

  /** `false` when it has let too much lie. */
  deliver(seq: number, data: string): boolean {
    // Only who comes back can need it again.
    if (this.#returns && !this.data.deliveries.add(seq, data)) return false;
    this.#link?.notify('session/contextData', { seq, data });
    return true;
  }

  /** What has not taken its session is abandoned; what has taken it lives on until it has finished or is closed. */
  sessionEnded(before: InvitationState['name']): void {
    const { running } = this.#options;
    const { outcome, id } = this.#session;
    if (running !== undefined && !this.#handedOver) {
      if (outcome !== undefined) running.invitationEnded(id, outcome);
      this.#gone = true;
      if (before !== 'inviting') running.link?.serve(running);
      return;
    }
    this.#letGoOfReleased();
    if (before !== 'launching') return;
    this.#launch.abandon();
    // Its hello, if it still comes, is answered with what has happened.
    this.#letGoLater();
  }

  sendFailed(id: number): void {
    if (this.#session.outcome === undefined)
      this.#link?.notify('session/sendError', { id, hr: HRESULT.E_FAIL });
  }

  greeted(link: ApplicationLink, { returns, received }: Greeting): void {
    this.#returns = returns;
    if (this.#handedOver) this.#comeBack(link, received);
    else this.#session.input({ type: 'application-greets' });
  }

  snapshot(): SessionSnapshot {
    return snapshotOf(this.#session);
  }

  sendContextData(id: number, data: string): void {
    this.data.send(id, data);
  }

  /** T25: ending what has ended does no harm. */
  terminate(hr: number, appData: string): void {
    this.#session.input({ type: 'application-terminates', hr, appData });
  }

  held(count: number): void {
    const changed = this.#leases.set(count);
    this.#letGoOfReleased();
    if (changed) this.#session.changed();
  }

  received(seq: number): void {
    this.data.deliveries.confirm(seq);
  }

  invite(): never {
    throw ownSession();
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

  /** The host itself ends: whatever was opened for it is let go at once. */
  close(): void {
    this.#launch.abandon();
    this.#letGo();
  }

  /** The window that it runs in, where one is known, has been closed. */
  watch(closed: Promise<void>): void {
    void closed.then(() => this.#handleGone());
  }

  /** Where it comes back from, for as long as it may. */
  get #origin(): string | undefined {
    if (!this.#handedOver || this.#finished || this.#gone) return undefined;
    return this.#launched?.origin ?? this.#options.kept?.origin;
  }

  #adopt({ link, launched }: RunningApplication): void {
    if (link === undefined) return;
    this.#launched = launched;
    link.serve(this);
    this.#takeLink(link);
    this.watch(launched.closed);
    this.#session.input({ type: 'application-greets' });
  }

  #attach(launched: LaunchedApplication): void {
    if (this.#launch.abandoned) {
      launched.channel.close();
      launched.close();
      this.#letGo();
      return;
    }
    this.#launched = launched;
    const link: ApplicationLink = new ApplicationLink({
      channel: launched.channel,
      host: this.#host.driver,
      clock: this.#host.clock,
      log: this.#host.log,
      admit: token => this.#admit(token),
      incompatible: () => this.#session.input({ type: 'launch-fails', reason: 'unsupported-version' }),
    });
    this.#takeLink(link);
    this.watch(launched.closed);
  }

  /** From now on it is here; the link that it was on before is closed. */
  #takeLink(link: ApplicationLink): void {
    const before = this.#link;
    this.#link = link;
    before?.close();
    void link.closed.then(() => this.#linkClosed(link));
  }

  #admit(token: string): LinkOwner {
    this.#launch.admit(token);
    if (this.#session.outcome !== undefined) throw refusedHello('session-ended');
    return this;
  }

  /** On a new channel it gets its session once more, and then everything that it has not taken. */
  #comeBack(link: ApplicationLink, received: number): void {
    this.#takeLink(link);
    this.#clearReturn?.();
    this.#clearReturn = undefined;
    const missed = this.data.comeBack(received);
    // What is over and was told is not handed over again; what is left is to say that it has finished.
    if (!this.handOver) return;
    const told = this.#told.state;
    const { outcome, state } = this.#session;
    // As it was when the application last heard of it: an end that it has missed comes after the data that it has missed.
    const snapshot = snapshotOf(this.#session, outcome === undefined ? state : told);
    void link.setSession(snapshot, this.#host.deadlines.setSessionMs).then(
      // It may have broken off in the middle of its first hand-over; later, this changes nothing.
      () => this.#session.input({ type: 'application-takes' }),
      () => {
        if (this.#link === link) this.#handleGone();
      },
    );
    if (outcome === undefined) this.#told.show(state);
    // In the order of the channel, so after the session.
    for (const { seq, data } of missed) link.notify('session/contextData', { seq, data });
    if (outcome !== undefined) this.announce(told, state);
    this.#session.changed();
  }

  #linkClosed(link: ApplicationLink): void {
    if (this.#link !== link || this.#gone) return;
    const mayReturn = this.#returns && this.#handedOver && !this.#finished && !this.#told.ended;
    if (!mayReturn) return this.#handleGone(link.broken ? 'protocol-error' : 'app-crashed');
    this.#link = undefined;
    this.#leases.lose();
    this.expect();
    this.#session.changed();
  }

  #handleGone(reason: 'app-crashed' | 'protocol-error' = 'app-crashed'): void {
    if (this.#gone) return;
    this.#session.input({ type: 'application-gone', reason });
    this.#letGo();
  }

  /** Its session is over and it has given back what it held. */
  #letGoOfReleased(): void {
    if (this.#leases.givenBack && this.#session.outcome !== undefined) this.#letGoLater();
  }

  #letGoLater(): void {
    this.#clearTeardown ??= this.#host.clock.setTimer(this.#host.deadlines.teardownMs, () => this.#letGo());
  }

  /** T23. Only the channel and the host's own watch end here: a page is never closed by this. */
  #letGo(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#leases.lose();
    this.#clearTeardown?.();
    this.#clearReturn?.();
    this.#link?.close();
    this.#launched?.close();
    this.#session.changed();
  }
}
