/** Two hosts under check on one stage: what most checks begin with. */
import { systemClock } from '../../clock.ts';
import { inTime } from '../in-time.ts';
import type { CheckedHost, HostFixture, HostPair } from './fixture.ts';
import { PlayedApplication, type Taking } from './played-application.ts';

type Name = 'inviter' | 'invitee';

export class Scene {
  readonly inviter: CheckedHost;
  readonly invitee: CheckedHost;
  readonly #fixture: HostFixture;

  private constructor(fixture: HostFixture, pair: HostPair) {
    this.#fixture = fixture;
    this.inviter = pair.inviter;
    this.invitee = pair.invitee;
  }

  /** Opens two hosts, runs `work`, and closes them whatever happens. */
  static async with(
    fixture: HostFixture,
    work: (scene: Scene) => Promise<void>,
    open: () => Promise<HostPair> = () => fixture.open(),
  ): Promise<void> {
    const pair = await open();
    try {
      await work(new Scene(fixture, pair));
    } finally {
      await pair.close();
    }
  }

  /** Nothing is waited for without a deadline. @param expected what comes when all is well */
  wait<T>(work: Promise<T>, expected: string, ms = this.#fixture.patienceMs ?? 5_000): Promise<T> {
    const { clock = systemClock } = this.#fixture;
    return inTime(work, { clock, ms, expected, late: `it did not come within ${String(ms)} ms` });
  }

  /** Gives the hosts time to do what they must not. */
  async watch(): Promise<void> {
    const { clock = systemClock, watchMs = 100 } = this.#fixture;
    await new Promise<void>(resolve => {
      clock.setTimer(watchMs, resolve);
    });
  }

  async ring(): Promise<void> {
    await this.inviter.invite();
    await this.wait(this.invitee.invited(), "an invitation on the invitee's screen");
  }

  async launched(name: Name): Promise<PlayedApplication> {
    return new PlayedApplication(
      this.#fixture,
      await this.wait(this[name].launched(), `a launch by the host of the ${name}`),
      name,
    );
  }

  /** Both applications are launched, and neither has said anything. */
  async accept(): Promise<Record<Name, PlayedApplication>> {
    await this.ring();
    await this.invitee.accept();
    return { inviter: await this.launched('inviter'), invitee: await this.launched('invitee') };
  }

  /** Both applications have said hello. */
  async greet(taking: Partial<Record<Name, Taking>> = {}): Promise<Record<Name, PlayedApplication>> {
    const applications = await this.accept();
    await applications.inviter.greet(taking.inviter);
    await applications.invitee.greet(taking.invitee);
    return applications;
  }

  async connect(): Promise<Record<Name, PlayedApplication>> {
    const applications = await this.greet();
    await applications.inviter.connected();
    await applications.invitee.connected();
    return applications;
  }

  /** The terminal record of a side, as `state reason`. */
  async outcome(name: Name, ms?: number): Promise<string> {
    const { state, reason } = await this.wait(this[name].ended(), `an end of the session of the ${name}`, ms);
    return `${state} ${reason}`;
  }
}
