/** The seed's Ask, performed by two real hosts and two real applications, written down as JSON lines. */
import {
  type Application,
  acceptSession,
  type Channel,
  type Clock,
  type InvitationMessage,
  type Launch,
  type LaunchedApplication,
  memoryChannelPair,
  Registration,
  RendezvousHost,
  type RendezvousSession,
} from '../../packages/rendezvous/src/index.ts';
import { stepOfInvitation, stepOfRpc } from './transcript-steps.ts';

export type Person = 'A' | 'B';
const otherOf = (who: Person): Person => (who === 'A' ? 'B' : 'A');
const addressOf = (who: Person): string => (who === 'A' ? 'anna@example' : 'ben@example');
const nameOf = (who: Person): string => (who === 'A' ? 'Anna' : 'Ben');

const ASK = Registration.parse({
  id: '{56b994a7-380f-410b-9985-c809d78c1bdc}',
  component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
  name: 'Ask for RemoteAssistance',
  icon: 'ask.svg',
  url: 'https://www.microsoft.com',
  launch: { kind: 'process', command: ['remote-assistance'] },
});

/** Nothing here waits for time. */
const stillClock: Clock = { now: () => Date.UTC(2026, 0, 1), setTimer: () => () => undefined };

/** Bytes that are the same each time: a transcript has no secrets. */
function repeatable(seed: number): (count: number) => Uint8Array {
  let value = seed;
  return count =>
    Uint8Array.from({ length: count }, () => {
      value = (Math.imul(value, 1_103_515_245) + 12_345) >>> 0;
      return value >>> 24;
    });
}

type Line = Readonly<Record<string, unknown>>;

class Stage {
  readonly lines: Line[] = [];
  readonly hosts: Readonly<Record<Person, RendezvousHost>>;
  readonly sessions: Partial<Record<Person, RendezvousSession>> = {};
  readonly applications: Partial<Record<Person, Application>> = {};
  readonly #holds: Partial<Record<Person, Disposable>> = {};

  constructor() {
    this.hosts = { A: this.#host('A'), B: this.#host('B') };
  }

  note(step: number, at: string, does: string): void {
    this.lines.push({ step: String(step), at, does });
  }

  release(who: Person): void {
    this.#holds[who]?.[Symbol.dispose]();
  }

  #host(who: Person): RendezvousHost {
    return new RendezvousHost({
      driver: {
        name: 'Example Messenger',
        language: 'en',
        displayUser: address => ({ address, name: nameOf(address === addressOf('A') ? 'A' : 'B') }),
        isContact: () => true,
        relayServers: () => Promise.resolve([]),
        finished: () => undefined,
        send: (_to, message) => {
          this.#carry(who, message);
          return Promise.resolve();
        },
      },
      registrations: () => [ASK],
      launch: launch => this.#launch(who, launch),
      clock: stillClock,
      random: repeatable(who === 'A' ? 41 : 43),
    });
  }

  #carry(from: Person, message: InvitationMessage): void {
    const to = otherOf(from);
    const [step, note] = stepOfInvitation(message.type, from);
    this.lines.push({ step, from: `IM(${from})`, to: `IM(${to})`, note, message });
    queueMicrotask(() => this.hosts[to].receive(addressOf(from), message));
  }

  #launch(who: Person, { token }: Launch): Promise<LaunchedApplication> {
    this.note(who === 'A' ? 5 : 8, `IM(${who})`, 'creates its session');
    this.note(who === 'A' ? 6 : 9, `IM(${who})`, `creates the application by its component ${ASK.component}`);
    const [hostEnd, applicationEnd] = memoryChannelPair();
    const methods = new Map<string, string>();
    const written = (channel: Channel, from: string, to: string): Channel => ({
      ...channel,
      send: message => {
        const [step, note] = stepOfRpc(message, who, from.startsWith('IM'), methods);
        this.lines.push({ step, from, to, note, message });
        channel.send(message);
      },
    });
    void this.#runApplication(who, written(applicationEnd, `RA(${who})`, `IM(${who})`), token);
    return Promise.resolve({
      channel: written(hostEnd, `IM(${who})`, `RA(${who})`),
      closed: new Promise<void>(() => undefined),
      close: () => hostEnd.close(),
    });
  }

  async #runApplication(who: Person, channel: Channel, token: string): Promise<void> {
    const first = who === 'A' ? 11 : 15;
    this.applications[who] = await acceptSession({
      channel,
      token,
      application: { name: 'Remote Assistance', version: '1.0' },
      clock: stillClock,
      setSession: session => {
        this.sessions[who] = session;
        session.addEventListener('contextdata', () => undefined);
        this.note(first, `RA(${who})`, 'listens to the events of the session');
        this.note(first + 1, `RA(${who})`, 'holds the session');
        this.#holds[who] = session.hold();
        const part = session.inviter ? 'RSF_INVITER: the novice' : 'RSF_INVITEE: the expert';
        this.note(first + 2, `RA(${who})`, `reads the flags: ${String(session.flags)}, ${part}`);
        this.note(first + 3, `RA(${who})`, `reads the remote user: ${session.remoteUser.name}`);
      },
    });
  }
}

/** Lets everything that can happen without time happen. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

async function perform(stage: Stage): Promise<void> {
  const { hosts, sessions, applications } = stage;
  stage.note(1, 'IM(A)', `reads the registrations and shows “${ASK.name}”`);
  hosts.A.invite({ address: addressOf('B'), name: nameOf('B') }, ASK.id);
  await settle();
  const [offered] = hosts.B.sessions.values();
  stage.note(3, 'Ben', 'accepts');
  offered?.accept();
  await settle();
  await sessions.A?.sendContextData('{"hello":"Ben"}');
  await settle();
  await sessions.B?.sendContextData('{"hello":"Anna"}');
  await settle();
  await sessions.A?.terminate(0, 'own transport is up');
  await settle();
  for (const [who, step] of [
    ['A', 30],
    ['B', 34],
  ] as const) {
    stage.note(step, `RA(${who})`, 'listens no more');
    stage.release(who);
    await settle();
    await applications[who]?.finished();
    await settle();
    stage.note(step + 1, `RA(${who})`, 'closes its channel and goes');
  }
}

/** The transcript as Markdown. @throws Error when the performance was not complete */
export async function transcript(): Promise<string> {
  const stage = new Stage();
  await perform(stage);
  const steps = new Set(stage.lines.flatMap(({ step }) => String(step).split(', ')));
  const missing = Array.from({ length: 35 }, (_, index) => String(index + 1)).filter(
    step => !steps.has(step),
  );
  if (missing.length > 0) throw new Error(`the transcript lacks the steps ${missing.join(', ')}`);
  return ['```jsonl', ...stage.lines.map(line => JSON.stringify(line)), '```'].join('\n');
}
