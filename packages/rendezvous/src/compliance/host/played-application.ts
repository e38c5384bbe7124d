/** The application of one side, played by hand on the channel of a host under check. */
import { systemClock } from '../../clock.ts';
import {
  METHODS,
  NOTIFICATIONS,
  type NotificationName,
  type NotificationParamsOf,
  type SessionSnapshot,
} from '../../contract.ts';
import { RPC_CODE, RpcError } from '../../errors.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { ComplianceError, expectThat } from '../check.ts';
import { Wire } from '../wire.ts';
import type { CheckedLaunch, HostFixture } from './fixture.ts';

/** What the application does when the session is handed over. */
export type Taking = 'takes' | 'refuses' | 'is-silent';

export class PlayedApplication {
  readonly wire: Wire;
  readonly launch: CheckedLaunch;
  #taking: Taking = 'takes';

  constructor(fixture: HostFixture, launch: CheckedLaunch, side: string) {
    this.launch = launch;
    this.wire = new Wire({
      channel: launch.channel,
      other: `the host of the ${side}`,
      side: 'application',
      clock: fixture.clock ?? systemClock,
      patienceMs: fixture.patienceMs ?? 5_000,
      answer: method => (method === 'app/setSession' ? this.#take() : undefined),
    });
  }

  helloParams(changes: object = {}): object {
    const application = { name: 'Rendezvous compliance', version: '1' };
    return { protocol: [1], token: this.launch.token, application, ...changes };
  }

  /** Says hello and lets the host hand over. */
  async greet(taking: Taking = 'takes'): Promise<void> {
    this.#taking = taking;
    const answer = await this.wire.askWell('rendezvous/hello', this.helloParams());
    const hello = METHODS['rendezvous/hello'].result.safeParse(answer);
    expectThat(hello.success, 'an answer to the hello that keeps to the contract', 'it does not');
    expectThat(hello.data.handOver, 'an answer to the hello that announces the hand-over', 'it denies it');
  }

  /** The session that was handed over, waited for. */
  async session(): Promise<SessionSnapshot> {
    const given = METHODS['app/setSession'].params.safeParse(await this.wire.untilSaid('app/setSession'));
    expectThat(given.success, 'a hand-over that keeps to the contract', 'its parameters do not');
    return given.data.session;
  }

  async connected(): Promise<void> {
    await this.session();
    await this.wire.until(
      () => this.state === SESSION_STATE.connected,
      'the state CONNECTED to be announced',
    );
  }

  /** Waits for the end, and returns its record. */
  async ended(): Promise<NotificationParamsOf<'session/terminated'>> {
    await this.wire.until(
      () => (this.state ?? 0) >= SESSION_STATE.cancelled,
      'a terminal state to be announced',
    );
    const [record, ...more] = this.told('session/terminated');
    if (record === undefined) {
      throw new ComplianceError('broken', 'the terminal record before the terminal state', 'there was none');
    }
    expectThat(more.length === 0, 'one terminal record', `there were ${String(more.length + 1)}`);
    return record;
  }

  /** The state of the latest announcement. */
  get state(): number | undefined {
    return this.told('session/stateChanged').at(-1)?.state;
  }

  /** All events of one kind so far; those that break the contract are found by the check for that. */
  told<N extends NotificationName>(name: N): NotificationParamsOf<N>[] {
    return this.wire.said(name).flatMap(({ params }) => {
      const checked = NOTIFICATIONS[name].params.safeParse(params);
      return checked.success ? [checked.data as NotificationParamsOf<N>] : [];
    });
  }

  /** Everything that the host has sent before now has been read when this resolves. */
  async roundTrip(): Promise<void> {
    await this.wire.ask('session/get', {});
  }

  async send(id: number, data: string): Promise<void> {
    const result = await this.wire.askWell('session/sendContextData', { id, data });
    expectThat(result === null, 'null as the answer to context data', 'it is something else');
  }

  crash(): void {
    if (this.launch.crash === undefined) this.wire.close();
    else this.launch.crash();
  }

  #take(): unknown {
    if (this.#taking === 'takes') return null;
    if (this.#taking === 'is-silent') return undefined;
    throw new RpcError(RPC_CODE.internal, 'refused', { hresult: HRESULT.E_FAIL });
  }
}
