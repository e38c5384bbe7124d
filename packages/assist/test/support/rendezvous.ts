/** Two rendezvous sessions that belong together, without a messenger. */
import { BoundedQueue } from '@rendezvous/base';
import type { SessionOutcome, SessionState, Summary } from '@rendezvous/rendezvous';
import type { AssistApplication, AssistRendezvousSession } from '../../src/index.ts';

export const ASK = '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}';
export const OFFER = '{49010C18-B110-421A-9047-ADCA421CBC40}';

export class FakeRendezvousSession extends EventTarget implements AssistRendezvousSession {
  state: SessionState = 'accepted';
  readonly inviter: boolean;
  readonly remoteUser: { readonly name: string; readonly address: string };
  readonly component: string;
  readonly sent: string[] = [];
  readonly ended: Promise<SessionOutcome>;
  terminations: { hr: number; appData: string }[] = [];
  other: FakeRendezvousSession | undefined;
  /** A server in the middle: what arrives at the other side instead. */
  tamper: (text: string) => readonly string[] = text => [text];
  readonly #queue = new BoundedQueue<string>(10_000);
  #settle: (outcome: SessionOutcome) => void = () => undefined;

  constructor(component: string, inviter: boolean, remoteUser: { name: string; address: string }) {
    super();
    this.component = component;
    this.inviter = inviter;
    this.remoteUser = remoteUser;
    this.ended = new Promise(resolve => {
      this.#settle = resolve;
    });
  }

  get contextData(): AsyncIterable<string> {
    return this.#queue;
  }

  receive(text: string): void {
    this.#queue.push(text);
  }

  async sendContextData(data: string): Promise<void> {
    if (this.state !== 'connected') throw new Error('not connected');
    this.sent.push(data);
    for (const text of this.tamper(data)) this.other?.receive(text);
    await Promise.resolve();
  }

  async terminate(hr = 0, appData = ''): Promise<void> {
    if (this.state === 'cancelled' || this.state === 'terminated') return;
    this.terminations.push({ hr, appData });
    const outcome = { state: 'cancelled', reason: 'success', hr, appData } as const;
    this.finish({ ...outcome, by: 'local' });
    this.other?.finish({ ...outcome, by: 'remote' });
    await Promise.resolve();
  }

  connect(): void {
    this.state = 'connected';
    this.dispatchEvent(new Event('statechange'));
  }

  finish(outcome: SessionOutcome): void {
    if (this.state === 'cancelled' || this.state === 'terminated') return;
    this.state = outcome.state;
    this.dispatchEvent(new Event('statechange'));
    this.#queue.close();
    this.#settle(outcome);
  }
}

export class FakeApplication implements AssistApplication {
  readonly session: FakeRendezvousSession;
  readonly summaries: (Summary | undefined)[] = [];

  constructor(session: FakeRendezvousSession) {
    this.session = session;
  }

  relayServers(): Promise<never[]> {
    return Promise.resolve([]);
  }

  finished(summary?: Summary): Promise<void> {
    this.summaries.push(summary);
    return Promise.resolve();
  }
}

/** The inviter's and the invitee's application, of people called Anna and Ben. */
export function applicationPair(component: string): { inviter: FakeApplication; invitee: FakeApplication } {
  const inviter = new FakeRendezvousSession(component, true, { name: 'Ben', address: 'ben@example.org' });
  const invitee = new FakeRendezvousSession(component, false, { name: 'Anna', address: 'anna@example.org' });
  inviter.other = invitee;
  invitee.other = inviter;
  return { inviter: new FakeApplication(inviter), invitee: new FakeApplication(invitee) };
}
