/** Two hosts in one process, joined by function calls, whose applications do what a measurement asks of them. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type HostSession,
  type InvitationMessage,
  type Launcher,
  launchModule,
  Registration,
  RendezvousHost,
  type RendezvousSession,
} from '@rendezvous/rendezvous';
import { launchProcess } from '@rendezvous/rendezvous/stdio';

const base = {
  id: '{00000000-0000-4000-8000-000000000001}',
  component: '{00000000-0000-4000-8000-000000000002}',
  name: 'Benchmark',
  icon: 'none',
  url: 'https://example.org/',
};
const IN_PROCESS = Registration.parse({ ...base, launch: { kind: 'module', module: 'none' } });
const folder = join(dirname(fileURLToPath(import.meta.url)), 'programs');
const PROGRAM = Registration.parse({
  ...base,
  launch: { kind: 'process', command: [process.execPath, join(folder, 'echo.ts')] },
});

export type Kind = 'module' | 'process';
const WHO = ['a@example', 'b@example'] as const;

/** One connected session, from both ends. */
export interface Connected {
  readonly inviter: RendezvousSession | undefined;
  readonly invitee: RendezvousSession | undefined;
  readonly session: HostSession;
  readonly offered: HostSession;
}

export class HostPair {
  readonly hosts: readonly [RendezvousHost, RendezvousHost];
  readonly #sessions = new Map<string, RendezvousSession>();

  constructor(kind: Kind) {
    const registration = kind === 'module' ? IN_PROCESS : PROGRAM;
    const launchOf = (side: number): Launcher => {
      if (kind === 'process') {
        return launch => {
          if (registration.launch.kind !== 'process') throw new Error('not a program');
          return launchProcess({ launch: registration.launch, token: launch.token, signal: launch.signal });
        };
      }
      return ({ token, session, signal }) =>
        launchModule({
          token,
          name: 'benchmark',
          signal,
          factory: () => ({
            setRendezvousSession: given => {
              this.#sessions.set(`${String(side)} ${session.id}`, given);
            },
          }),
        });
    };
    const make = (side: 0 | 1): RendezvousHost =>
      new RendezvousHost({
        driver: {
          name: 'Benchmark',
          language: 'en',
          address: WHO[side],
          // As a messenger would bring it: later, and without waiting for the other side's work.
          send: (to, message) => {
            queueMicrotask(() => this.#deliver(side, to, message));
            return Promise.resolve();
          },
          displayUser: address => ({ address, name: address }),
          relayServers: () => Promise.resolve([]),
          isContact: () => true,
          finished: () => undefined,
        },
        registrations: () => [registration],
        launch: launchOf(side),
      });
    this.hosts = [make(0), make(1)];
  }

  /** Invites as `from` (a contact of its own for each session), accepts, and waits until both are CONNECTED. @returns also the milliseconds from the acceptance */
  async connect(index = 0): Promise<Connected & { readonly ms: number }> {
    const [inviter, invitee] = this.hosts;
    const incoming = new Promise<HostSession>(resolve =>
      invitee.addEventListener('incoming', event => resolve(event.session), { once: true }),
    );
    const session = inviter.invite({ address: `b${String(index)}@example`, name: 'B' }, base.id);
    const offered = await incoming;
    const began = performance.now();
    offered.accept();
    await Promise.all([session, offered].map(each => connected(each)));
    const ms = performance.now() - began;
    const { id } = session;
    return {
      ms,
      session,
      offered,
      inviter: this.#sessions.get(`0 ${id}`),
      invitee: this.#sessions.get(`1 ${id}`),
    };
  }

  close(): void {
    for (const host of this.hosts) host.close();
    this.#sessions.clear();
  }

  /** Every session has a person of its own on the other side, so that none is in another's way. */
  #deliver(from: 0 | 1, to: string, message: InvitationMessage): void {
    const sender = from === 0 ? to.replace(/^b/, 'a') : to.replace(/^a/, 'b');
    this.hosts[from === 0 ? 1 : 0].receive(sender, message);
  }
}

function connected(session: HostSession): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (session.state === 'connected') resolve();
      else if (session.outcome !== undefined) reject(new Error(`ended: ${session.outcome.reason}`));
      else return;
      session.removeEventListener('change', look);
    };
    session.addEventListener('change', look);
    look();
  });
}
