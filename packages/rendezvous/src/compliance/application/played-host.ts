/** The host of one application under check, played by hand: it says only what a check tells it to say. */
import { systemClock } from '../../clock.ts';
import { METHODS, type MethodName, type SessionSnapshot } from '../../contract.ts';
import { RPC_CODE, RpcError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { newToken, newUuid, systemRandom } from '../../random.ts';
import {
  type EndReason,
  HRESULT,
  SESSION_FLAGS,
  SESSION_STATE,
  type SessionOutcome,
} from '../../session-state.ts';
import { ComplianceError, expectThat } from '../check.ts';
import { Wire } from '../wire.ts';
import type { ApplicationFixture, CheckedApplication } from './fixture.ts';

const ASK = {
  id: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
  component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
} as const;

/** How long a process may take to be gone after a check: as long as the stages of its end, and a little more. */
const GONE_MS = 10_000;

export interface PlayedHostOptions {
  readonly inviter?: boolean;
  /** Answers the hello by itself, as it should be answered. Default `true`. */
  readonly welcomes?: boolean;
}

export class PlayedHost {
  readonly token: string;
  readonly launched: CheckedApplication;
  readonly wire: Wire;
  /** As it is now. */
  session: SessionSnapshot;
  readonly #fixture: ApplicationFixture;
  readonly #welcomes: boolean;
  #toldEnd = false;

  private constructor(
    fixture: ApplicationFixture,
    token: string,
    launched: CheckedApplication,
    options: PlayedHostOptions,
  ) {
    this.#fixture = fixture;
    this.token = token;
    this.#welcomes = options.welcomes ?? true;
    this.launched = launched;
    const { id: application, component } = fixture.registration ?? ASK;
    this.session = {
      id: newUuid(systemRandom),
      state: SESSION_STATE.accepted,
      flags: (options.inviter ?? true) ? SESSION_FLAGS.inviter : SESSION_FLAGS.invitee,
      remoteUser: { name: 'Compliance', address: 'compliance@example' },
      application,
      component,
      invitationData: '',
    };
    this.wire = new Wire({
      channel: launched.channel,
      other: 'the application',
      side: 'host',
      clock: fixture.clock ?? systemClock,
      patienceMs: fixture.patienceMs ?? 5_000,
      answer: (method, params) => this.#answer(method, params),
    });
  }

  /** Launches one application, runs `work`, and lets the application go whatever happens. */
  static async with(
    fixture: ApplicationFixture,
    work: (host: PlayedHost) => Promise<void>,
    options: PlayedHostOptions = {},
  ): Promise<void> {
    const token = newToken(systemRandom);
    const launched = await fixture.launch(token);
    const host = new PlayedHost(fixture, token, launched, options);
    try {
      await work(host);
    } finally {
      launched.close();
      launched.channel.close();
      // The next one is launched when this one is gone.
      if (launched.exited !== undefined) await host.#gone(launched.closed);
    }
  }

  /** Waits for the hello. */
  async greet(): Promise<void> {
    await this.wire.until(() => this.wire.heard.length > 0, 'the application to speak first');
    const [first] = this.wire.heard;
    expectThat(
      first?.kind === 'request' && first.method === 'rendezvous/hello',
      'a hello as the first message',
      'it was another one',
    );
  }

  /** Hello, and the hand-over as it should be. */
  async handOver(): Promise<void> {
    await this.greet();
    await this.wire.askWell('app/setSession', { session: this.session });
  }

  /** Hello, hand-over, and CONNECTED. */
  async connect(): Promise<void> {
    await this.handOver();
    this.enter(SESSION_STATE.connected);
  }

  enter(state: number): void {
    const prevState = this.session.state;
    this.session = { ...this.session, state };
    this.wire.tell('session/stateChanged', { prevState, state });
  }

  /** The end of the session: the record first, then the state. */
  end(reason: EndReason = 'success', by: SessionOutcome['by'] = 'remote', hr: number = HRESULT.S_OK): void {
    if (this.#toldEnd) return;
    this.#toldEnd = true;
    this.wire.tell('session/terminated', { hr, appData: '', reason, by });
    this.enter(reason === 'success' ? SESSION_STATE.cancelled : SESSION_STATE.terminated);
  }

  /** Whether the application has finished, or its channel is closed. */
  get released(): boolean {
    return this.wire.isClosed || this.wire.said('app/finished').length > 0;
  }

  /** Closing the channel is right after the end of the session, and after it has said that it has finished. */
  get #mayBeGone(): boolean {
    return this.session.state >= SESSION_STATE.cancelled || this.wire.said('app/finished').length > 0;
  }

  /** Asks for what there is not: an application that reads its channel answers so. */
  async ping(after: string): Promise<void> {
    if (this.#mayBeGone && this.wire.isClosed) return;
    const answer = await this.wire.ask('compliance/ping', {}).catch((error: unknown) => {
      // It may have gone meanwhile in the way that it should.
      if (error instanceof ComplianceError && error.code === 'closed' && this.#mayBeGone) return undefined;
      throw error;
    });
    if (answer === undefined) return;
    expectThat(
      answer.kind === 'error' && answer.code === RPC_CODE.methodNotFound,
      `the application to go on after ${after}`,
      'it answers no more as it should',
    );
  }

  /** Gives the application time to do what it must not. */
  async watch(): Promise<void> {
    const { clock = systemClock, watchMs = 200 } = this.#fixture;
    await new Promise<void>(resolve => {
      clock.setTimer(watchMs, resolve);
      void this.wire.closed.then(resolve);
    });
  }

  async #gone(closed: Promise<void>): Promise<void> {
    let clear: () => void = () => undefined;
    const { clock = systemClock } = this.#fixture;
    const late = new Promise<void>(resolve => {
      clear = clock.setTimer(GONE_MS, resolve);
    });
    await Promise.race([closed, late]).finally(clear);
  }

  #answer(method: MethodName, params: unknown): unknown {
    switch (method) {
      case 'rendezvous/hello':
        return this.#welcomes ? this.#welcome(params) : undefined;
      case 'session/get':
        return this.session;
      case 'session/sendContextData':
        if (this.session.state === SESSION_STATE.connected) return null;
        throw new RpcError(RPC_CODE.state, 'the session is not connected', {
          hresult: HRESULT.STATE_INVALID,
          reason: 'not-connected',
        });
      case 'session/terminate': {
        const { hr } = METHODS['session/terminate'].params.parse(params);
        this.end('success', 'local', hr);
        return null;
      }
      case 'host/relayServers':
        return { servers: [] };
      case 'app/finished':
        this.end('success', 'local');
        return null;
      case 'host/invite':
        throw new RpcError(RPC_CODE.state, 'this application has a session already', {
          hresult: HRESULT.STATE_INVALID,
          reason: 'already-invited',
        });
      case 'app/setSession':
        return undefined;
    }
  }

  #welcome(params: unknown): unknown {
    const { token } = METHODS['rendezvous/hello'].params.parse(params);
    if (token !== this.token || this.wire.said('rendezvous/hello').length > 1) {
      throw new RpcError(RPC_CODE.refused, 'no launch knows this token', {
        hresult: HRESULT.E_ABORT,
        reason: 'token-unknown',
      });
    }
    return {
      protocol: 1,
      resumeToken: newToken(systemRandom),
      limits: { contextDataBytes: LIMITS.contextDataBytes, appDataBytes: LIMITS.appDataBytes },
      host: { name: 'Rendezvous compliance', language: 'en' },
      handOver: true,
      sent: 0,
    };
  }
}
