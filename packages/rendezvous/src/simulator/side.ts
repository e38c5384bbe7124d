/** One of the two simulated messengers: a real host, its person, its application, and what is seen of them. */
import type { Logger } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import type { Clock } from '../clock.ts';
import type { RelayServer } from '../contract.ts';
import type { HostDriver } from '../host/driver.ts';
import { RendezvousHost } from '../host/host.ts';
import type { HostSession } from '../host/host-session.ts';
import type { Deadlines } from '../host/invitation-state.ts';
import type { RemoteUser } from '../host/remote-user.ts';
import type { InvitationMessage } from '../invitation.ts';
import type { RandomBytes } from '../random.ts';
import type { Registration } from '../registration.ts';
import { SESSION_STATE, type SessionOutcome } from '../session-state.ts';
import { ApplicationWatch, type SimulatedLauncher } from './application.ts';
import type { SideName, SimulatorEvent, ToldText } from './step.ts';
import { WireTap } from './wire-tap.ts';

export interface SimulatedSideOptions {
  readonly name: SideName;
  readonly registration: Registration;
  readonly installed: boolean;
  readonly launch: SimulatedLauncher;
  /** This side's person, and the other's. */
  readonly person: RemoteUser;
  readonly other: RemoteUser;
  readonly carry: (message: InvitationMessage) => Promise<void>;
  readonly tell: (event: SimulatorEvent) => void;
  readonly showData: boolean;
  readonly relayServers: readonly RelayServer[];
  readonly language: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly deadlines: Partial<Deadlines>;
  readonly random?: RandomBytes | undefined;
}

export class SimulatedSide {
  readonly name: SideName;
  readonly person: RemoteUser;
  /** The real host; its sessions may be read, and ended. */
  readonly host: RendezvousHost;
  readonly #options: SimulatedSideOptions;
  readonly #tap: WireTap;
  readonly #application: ApplicationWatch;
  #session: HostSession | undefined;
  #state: number = SESSION_STATE.invitation;
  #ringing = false;
  #toldEnd = false;

  constructor(options: SimulatedSideOptions) {
    this.#options = options;
    this.name = options.name;
    this.person = options.person;
    const { tell, showData, clock, log, deadlines, random } = options;
    this.#tap = new WireTap({
      tell,
      showData,
      stateChanged: state => this.#enter(state),
      terminated: record => this.#tellEnd(record),
    });
    this.#application = new ApplicationWatch(this.#tap, tell);
    this.host = new RendezvousHost({
      driver: this.#driver(),
      registrations: () => (options.installed ? [options.registration] : []),
      launch: launch => {
        const { kind } = launch.registration.launch;
        tell({ event: 'launch', kind, component: launch.registration.component });
        const side = {
          name: this.name,
          open: (url: string) => tell({ event: 'open', url }),
          reconnect: (channel: Channel, origin: string, closed: Promise<void>) =>
            this.host.reconnect(this.#tap.on(channel), origin, closed),
        };
        return this.#application.launch(Promise.resolve().then(() => options.launch(launch, side)));
      },
      clock,
      log,
      deadlines,
      ...(random ? { random } : {}),
    });
    this.host.addEventListener('change', () => this.#look());
    this.host.addEventListener('incoming', ({ session }) => {
      this.#session = session;
      tell({ event: 'incoming', sessionId: session.id });
      this.#look();
    });
    this.host.addEventListener('refused', ({ reason }) => tell({ event: 'refused', reason }));
  }

  /** The session of this side, once it has invited or was invited. */
  get session(): HostSession | undefined {
    return this.#session;
  }

  get application(): Pick<ApplicationWatch, 'stage' | 'over' | 'endedWell'> {
    return this.#application;
  }

  /** Whether this side has nothing more to do. A side that was never invited has not. */
  get over(): boolean {
    return (this.#session === undefined || this.#session.outcome !== undefined) && this.#application.over;
  }

  /** The person picks the application. */
  invite(data: string): HostSession {
    const session = this.host.invite(this.#options.other, this.#options.registration.id, { data });
    this.#session = session;
    const { id, component } = this.#options.registration;
    this.#options.tell({ event: 'invite', sessionId: session.id, application: id, component });
    this.#look();
    return session;
  }

  accept(): void {
    this.#options.tell({ event: 'accept' });
    this.#session?.accept();
  }

  decline(): void {
    this.#options.tell({ event: 'decline' });
    this.#session?.decline();
  }

  /** Lets everything go; resolves when it is gone. Never rejects. */
  async close(): Promise<void> {
    this.#application.letGo();
    this.host.close();
    await this.#application.gone;
  }

  #driver(): HostDriver {
    const { carry, other, person, relayServers, language, tell } = this.#options;
    return {
      name: 'Rendezvous simulator',
      language,
      send: (_to, message) => carry(message),
      displayUser: address => (address === other.address ? other : { address, name: person.name }),
      relayServers: () => Promise.resolve([...relayServers]),
      isContact: address => address === other.address,
      finished: (_session, summary) => {
        this.#application.finished();
        tell({ event: 'finished', summary: summary !== undefined });
      },
    };
  }

  /** What the host knows before its application does, or instead of it. */
  #look(): void {
    const session = this.#session;
    if (session === undefined) return;
    if (session.inviter && session.stage === 'ringing' && !this.#ringing) {
      this.#ringing = true;
      this.#options.tell({ event: 'ringing' });
    }
    if (session.outcome !== undefined) this.#tellEnd(session.outcome);
    this.#enter(SESSION_STATE[session.state]);
  }

  #enter(state: number): void {
    if (state === this.#state) return;
    const prevState = this.#state;
    this.#state = state;
    this.#options.tell({ event: 'stateChanged', prevState, state });
  }

  #tellEnd({ hr, reason, by, appData }: Omit<SessionOutcome, 'state'>): void {
    if (this.#toldEnd) return;
    this.#toldEnd = true;
    const text: ToldText = { length: appData.length, ...(this.#options.showData ? { data: appData } : {}) };
    this.#options.tell({ event: 'terminated', hr, reason, by, ...text });
  }
}
