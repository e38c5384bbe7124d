/** Our own hosts as a fixture of the suite, and a way to break them. */

import type { CheckedHost, CheckedLaunch, HostFixture, HostPair } from '../../src/compliance/index.ts';
import { type Channel, type HostSession, memoryChannelPair, type SessionOutcome } from '../../src/index.ts';
import { type SideName, type SimulatedLauncher, Simulator } from '../../src/simulator/index.ts';
import { ASK } from '../support/registrations.ts';

/** What a broken host does to the messages between itself and one application. */
export interface Mutation {
  /** A message of the host on its way to the application: what arrives instead, in its order. */
  readonly fromHost?: (message: Message, side: SideName) => readonly unknown[];
  /** A message of the application on its way to the host. */
  readonly fromApplication?: (
    message: Message,
    side: SideName,
    answer: (message: unknown) => void,
  ) => readonly unknown[];
  /** What happens before the invitee has accepted, once the invitation rings. */
  readonly onRinging?: (side: Side) => void;
  /** It does not notice that an application has gone. */
  readonly outlives?: boolean;
  /** The application is never told that its channel was closed. */
  readonly keepsChannels?: boolean;
}

export interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: Record<string, unknown>;
}

/** Hosts with little patience: nobody waits for theirs but the checks that are about them. */
const SHORT = { invitationMs: 150, launchMs: 1_000, setSessionMs: 300, teardownMs: 150 } as const;

/** @param options `impatient`: whether deadlines are checked, which takes its time */
export function hostFixture(mutation: Mutation = {}, { impatient = true } = {}): HostFixture {
  return {
    open: () => Promise.resolve(openPair(mutation)),
    openWithoutApplication: () => Promise.resolve(openPair(mutation, { installed: false })),
    ...(impatient
      ? {
          impatient: {
            open: () => Promise.resolve(openPair(mutation, { deadlines: SHORT })),
            deadlines: SHORT,
          },
        }
      : {}),
    registration: ASK,
    cuts: true,
    // Who is broken is not waited for as long as who is slow.
    patienceMs: Object.keys(mutation).length === 0 ? 5_000 : 1_500,
    watchMs: 20,
  };
}

/** A promise with its settling function. */
class Later<T> {
  settle: (value: T) => void = () => undefined;
  readonly promise = new Promise<T>(resolve => {
    this.settle = resolve;
  });
}

export class Side implements CheckedHost {
  launches = 0;
  readonly name: SideName;
  readonly #simulator: () => Simulator;
  readonly #mutation: Mutation;
  readonly #launched = new Later<CheckedLaunch>();
  readonly #ended = new Later<SessionOutcome>();
  readonly #invited = new Later<void>();

  constructor(name: SideName, simulator: () => Simulator, mutation: Mutation) {
    this.name = name;
    this.#simulator = simulator;
    this.#mutation = mutation;
  }

  get person() {
    return this.#side.person;
  }

  watch(): void {
    this.#side.host.addEventListener('change', () => {
      const { session } = this.#side;
      if (session?.outcome !== undefined) this.#ended.settle(session.outcome);
    });
    this.#side.host.addEventListener('incoming', () => {
      this.#mutation.onRinging?.(this);
      this.#invited.settle();
    });
  }

  readonly launcher: SimulatedLauncher = launch => {
    const { channel, application, crash, closed } = this.#channels();
    this.launches += 1;
    this.#launched.settle({ channel: application, token: launch.token, crash });
    return Promise.resolve({ channel, closed, close: () => channel.close() });
  };

  invite(): void {
    if (this.name === 'inviter') this.#simulator().invite();
  }
  invited(): Promise<void> {
    return this.#invited.promise;
  }
  accept(): void {
    this.#side.accept();
  }
  decline(): void {
    this.#side.decline();
  }
  cancel(): void {
    this.#session?.cancel();
  }
  end(): void {
    this.#session?.end();
  }
  launched(): Promise<CheckedLaunch> {
    return this.#launched.promise;
  }
  ended(): Promise<SessionOutcome> {
    const { outcome } = this.#session ?? {};
    return outcome === undefined ? this.#ended.promise : Promise.resolve(outcome);
  }
  cut(): void {
    this.#simulator().cut(this.name);
  }
  restore(): void {
    this.#simulator().restore(this.name);
  }

  get #side() {
    return this.#simulator()[this.name];
  }
  get #session(): HostSession | undefined {
    return this.#side.session;
  }

  /** The host's end, and the application's behind whatever is broken. */
  #channels() {
    const [channel, hostSide] = memoryChannelPair();
    const [applicationSide, application] = memoryChannelPair();
    const { fromHost, fromApplication } = this.#mutation;
    const gone = new Later<void>();
    const send = (to: Channel, messages: readonly unknown[]): void => {
      for (const message of messages) {
        try {
          to.send(message);
        } catch {
          // It has closed meanwhile.
        }
      }
    };
    void (async () => {
      for await (const raw of hostSide.messages) {
        const message = raw as Message;
        send(applicationSide, fromHost?.(message, this.name) ?? [message]);
      }
      if (this.#mutation.keepsChannels !== true) applicationSide.close();
    })();
    void (async () => {
      for await (const raw of applicationSide.messages) {
        const message = raw as Message;
        const answer = (given: unknown): void => send(applicationSide, [given]);
        // What is no object has nothing to be broken.
        const broken =
          typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? fromApplication : undefined;
        send(hostSide, broken?.(message, this.name, answer) ?? [message]);
      }
      if (this.#mutation.outlives !== true) hostSide.close();
    })();
    const crash = (): void => {
      application.close();
      if (this.#mutation.outlives !== true) gone.settle();
    };
    return { channel, application, crash, closed: gone.promise };
  }
}

function openPair(
  mutation: Mutation,
  { installed = true, deadlines = {} }: { installed?: boolean; deadlines?: Partial<typeof SHORT> } = {},
): HostPair {
  const held: { simulator?: Simulator } = {};
  const simulator = (): Simulator => {
    if (held.simulator === undefined) throw new Error('too early');
    return held.simulator;
  };
  const sides = {
    inviter: new Side('inviter', simulator, mutation),
    invitee: new Side('invitee', simulator, mutation),
  };
  held.simulator = new Simulator({
    inviter: { registration: ASK, launch: sides.inviter.launcher },
    invitee: { registration: ASK, launch: sides.invitee.launcher, installed },
    answer: 'leave',
    deadlines,
  });
  sides.inviter.watch();
  sides.invitee.watch();
  return { ...sides, close: () => simulator().close() };
}
