/** Two real hosts without a messenger: for authors of applications. rendezvous-api 8.8. */
import { BoundedQueue, type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import { type Clock, systemClock } from '../clock.ts';
import type { RelayServer } from '../contract.ts';
import { StateError } from '../errors.ts';
import type { HostSession } from '../host/host-session.ts';
import type { Deadlines } from '../host/invitation-state.ts';
import type { RemoteUser } from '../host/remote-user.ts';
import type { InvitationMessage } from '../invitation.ts';
import type { RandomBytes } from '../random.ts';
import type { Registration } from '../registration.ts';
import type { SimulatedLauncher } from './application.ts';
import { SIMULATOR_LIMITS } from './limits.ts';
import { pairRegistrations } from './pair.ts';
import { SimulatedSide } from './side.ts';
import { otherSide, type SideName, type SimulatorEvent, type SimulatorStep } from './step.ts';
import { SimulatedTransport, type TransportFaults } from './transport.ts';

export interface SideOptions {
  readonly registration: Registration;
  /** Opens the application: `launchProcess`, `launchModule`, or what a test wants. */
  readonly launch: SimulatedLauncher;
  /** Whether this side's messenger has the registration at all; default `true`. */
  readonly installed?: boolean;
  /** Who sits at this side. Default: a name and an address that say which side it is. */
  readonly person?: RemoteUser;
}

/** What the invitee's person does with an invitation; `leave`: nothing, `invitee.accept()` may follow. */
export type Answer = 'accept' | 'decline' | 'leave';

export interface SimulatorOptions {
  readonly inviter: SideOptions;
  readonly invitee: SideOptions;
  /** See {@link pairRegistrations}. */
  readonly component?: string | undefined;
  /** Default: `accept`, as soon as the invitation is on the screen. */
  readonly answer?: Answer;
  readonly faults?: TransportFaults;
  /** Whether steps carry context data and the texts of ends; default no, see {@link ToldText}. */
  readonly showData?: boolean;
  /** What the messengers' relay servers are. Default: none. */
  readonly relayServers?: readonly RelayServer[];
  /** BCP 47; default `en`. */
  readonly language?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Any of `DEADLINES`, in milliseconds. */
  readonly deadlines?: Partial<Deadlines>;
  /** For simulations that repeat themselves; default the platform's generator. */
  readonly random?: RandomBytes;
}

const PERSONS: Readonly<Record<SideName, RemoteUser>> = {
  inviter: { name: 'Inviter', address: 'inviter@simulator' },
  invitee: { name: 'Invitee', address: 'invitee@simulator' },
};

/** One session between two simulated messengers. Whoever makes it closes it. `change` says that a step was taken. */
export class Simulator extends TypedEventTarget<{ change: Event }> {
  readonly inviter: SimulatedSide;
  readonly invitee: SimulatedSide;
  /** What happens, from birth until the simulator is closed. One reader. */
  readonly steps: AsyncIterable<SimulatorStep>;
  /** Resolves when both applications are gone, after {@link close}. Never rejects. */
  readonly closed: Promise<void>;
  readonly #clock: Clock;
  readonly #answer: Answer;
  readonly #started: number;
  readonly #queue = new BoundedQueue<SimulatorStep>(SIMULATOR_LIMITS.steps);
  readonly #transport: SimulatedTransport;
  #lastInvite: InvitationMessage | undefined;
  #stepsLost = 0;
  #isClosed = false;
  #settleClosed: () => void = () => undefined;

  /** @throws SimulatorError when the two registrations are no pair */
  constructor(options: SimulatorOptions) {
    super();
    const { clock = systemClock, faults } = options;
    const registrations = pairRegistrations(
      { inviter: options.inviter.registration, invitee: options.invitee.registration },
      options.component,
    );
    this.#clock = clock;
    this.#answer = options.answer ?? 'accept';
    this.#started = clock.now();
    this.steps = this.#queue;
    this.closed = new Promise(resolve => {
      this.#settleClosed = resolve;
    });
    const persons = {
      inviter: options.inviter.person ?? PERSONS.inviter,
      invitee: options.invitee.person ?? PERSONS.invitee,
    };
    this.#transport = new SimulatedTransport({
      clock,
      faults,
      deliver: (to, message) => {
        this[to].host.receive(persons[otherSide(to)].address, message);
        this.#changed();
      },
    });
    const make = (name: SideName): SimulatedSide =>
      new SimulatedSide({
        name,
        registration: registrations[name],
        installed: options[name].installed ?? true,
        launch: options[name].launch,
        person: persons[name],
        other: persons[otherSide(name)],
        carry: message => this.#carry(name, message),
        tell: event => this.tell(name, event),
        showData: options.showData ?? false,
        relayServers: options.relayServers ?? [],
        language: options.language ?? 'en',
        clock,
        log: options.log ?? silentLogger,
        deadlines: options.deadlines ?? {},
        random: options.random,
      });
    this.inviter = make('inviter');
    this.invitee = make('invitee');
    this.invitee.host.addEventListener('incoming', () => this.#handleIncoming());
  }

  /** Both sides have nothing more to do, and nothing is on its way between them. */
  get over(): boolean {
    return (
      this.inviter.session !== undefined && this.inviter.over && this.invitee.over && this.#transport.idle
    );
  }

  /** Both sessions ended normally, and both applications after them: rendezvous-api 5.4, A5. */
  get endedWell(): boolean {
    return [this.inviter, this.invitee].every(({ session, application }) => {
      const outcome = session?.outcome;
      return outcome?.state === 'cancelled' && outcome.reason === 'success' && application.endedWell;
    });
  }

  /**
   * The inviter's person picks the application. Once.
   * @param data rides on the invitation, as for `RendezvousHost.invite`
   * @throws StateError `repeated`, `closed`, and as `RendezvousHost.invite`
   */
  invite(data = ''): HostSession {
    if (this.#isClosed) throw new StateError('closed', 'the simulator is closed');
    if (this.inviter.session !== undefined) {
      throw new StateError('repeated', 'a simulator is for one session');
    }
    return this.inviter.invite(data);
  }

  /** This side's messenger loses its connection; what is on its way is lost. Idempotent. */
  cut(side: SideName): void {
    if (this.#transport.isCut(side)) return;
    this.#transport.cut(side);
    this.tell(side, { event: 'cut' });
    this[side].host.connectionLost();
  }

  /** It is connected again. Idempotent. */
  restore(side: SideName): void {
    if (!this.#transport.isCut(side)) return;
    this.#transport.restore(side);
    this.tell(side, { event: 'restored' });
    this[side].host.connectionRestored();
    // A messenger delivers an invitation that still stands once more.
    if (
      side === 'invitee' &&
      this.#lastInvite !== undefined &&
      this.inviter.session?.state === 'invitation'
    ) {
      void this.#carry('inviter', this.#lastInvite).catch(() => undefined);
    }
  }

  /** Writes a step of the caller's own into the stream. */
  tell(side: SideName, event: SimulatorEvent): void {
    const t = Math.max(0, this.#clock.now() - this.#started);
    if (!this.#queue.push({ t, side, ...event }) && !this.#queue.closed) this.#stepsLost += 1;
    this.#changed();
  }

  /** Lets both sides go: sessions that live are ended, processes are ended in stages. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    void this.#close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #close(): Promise<void> {
    const sides = [this.inviter, this.invitee];
    let clear: () => void = () => undefined;
    const late = new Promise<void>(resolve => {
      clear = this.#clock.setTimer(SIMULATOR_LIMITS.closeMs, resolve);
    });
    await Promise.race([Promise.all(sides.map(side => side.close())), late]);
    clear();
    for (const { name, application } of sides) {
      if (application.over) continue;
      this.tell(name, { event: 'problem', problem: 'not-gone', message: 'the application does not go' });
    }
    this.#transport.close();
    this.#queue.close();
    this.#settleClosed();
  }

  async #carry(from: SideName, message: InvitationMessage): Promise<void> {
    if (message.type === 'invite') this.#lastInvite = message;
    await this.#transport.carry(from, message);
  }

  #handleIncoming(): void {
    const { session } = this.invitee;
    // In a task of its own, as a person's answer is: the invitation is on the screen first.
    queueMicrotask(() => {
      if (session === undefined || session.stage !== 'ringing' || this.#isClosed) return;
      if (this.#answer === 'accept') this.invitee.accept();
      else if (this.#answer === 'decline') this.invitee.decline();
    });
  }

  #changed(): void {
    if (this.#stepsLost > 0 && !this.#queue.closed) this.#tellLost();
    this.dispatchEvent(new Event('change'));
  }

  /** As soon as there is room again. */
  #tellLost(): void {
    const t = Math.max(0, this.#clock.now() - this.#started);
    const message = `${String(this.#stepsLost)} steps were lost, because nobody read them`;
    const step = { t, side: 'inviter', event: 'problem', problem: 'steps-lost', message } as const;
    if (this.#queue.push(step)) this.#stepsLost = 0;
  }
}
