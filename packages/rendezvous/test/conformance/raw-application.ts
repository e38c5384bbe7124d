/** An application whose every message a test writes by hand. */
import { type Channel, HRESULT, type LaunchedApplication, memoryChannelPair } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import type { Pair, Who } from '../support/pair.ts';

/** A message of the host, as far as tests look at it. */
export interface Heard {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly data?: { hresult?: number; reason?: string } };
}

export class RawApplication {
  readonly heard: Heard[] = [];
  readonly token: string;
  closed = false;
  /** What it answers to `app/setSession`; `undefined`: nothing. */
  answer: Heard | undefined = { result: null };
  readonly #channel: Channel;
  #lastId = 0;

  constructor(channel: Channel, token: string) {
    this.#channel = channel;
    this.token = token;
    void this.#read();
  }

  say(message: unknown): void {
    this.#channel.send(message);
  }

  notify(method: string, params: unknown): void {
    this.say({ jsonrpc: '2.0', method, params });
  }

  /** Waits until everything that follows has happened; fails when there is no answer. */
  async ask(method: string, params?: unknown): Promise<Heard> {
    const id = ++this.#lastId;
    this.say({ jsonrpc: '2.0', id, method, params });
    await settle();
    const answer = this.heard.find(message => message.id === id && message.method === undefined);
    if (answer === undefined) throw new Error(`no answer to ${method}`);
    return answer;
  }

  /** Says whatever JSON it is given under an id of its own; the error that comes back. */
  async refusalOf(message: object): Promise<Heard['error']> {
    const id = `raw-${String(++this.#lastId)}`;
    this.say({ jsonrpc: '2.0', id, ...message });
    await settle();
    return this.heard.find(heard => heard.id === id)?.error;
  }

  hello(change: object = {}): Promise<Heard> {
    const { token } = this;
    const application = { name: 'raw', version: '1' };
    return this.ask('rendezvous/hello', { protocol: [1], token, application, ...change });
  }

  /** The parameters of every notification of this name. */
  told(method: string): unknown[] {
    return this.heard.filter(message => message.method === method).map(({ params }) => params);
  }

  close(): void {
    this.#channel.close();
  }

  async #read(): Promise<void> {
    for await (const message of this.#channel.messages) {
      const heard = message as Heard;
      this.heard.push(heard);
      if (heard.method === 'app/setSession' && this.answer !== undefined) {
        this.say({ jsonrpc: '2.0', id: heard.id, ...this.answer });
      }
    }
    this.closed = true;
  }
}

/** Lets the launches of one side be raw applications; they say nothing by themselves. */
export function rawApplications(pair: Pair, who: Who): RawApplication[] {
  const applications: RawApplication[] = [];
  pair[who].opener = ({ token }) => {
    const [hostEnd, applicationEnd] = memoryChannelPair();
    applications.push(new RawApplication(applicationEnd, token));
    const launched: LaunchedApplication = {
      channel: hostEnd,
      closed: new Promise<void>(() => undefined),
      close: () => hostEnd.close(),
      origin: 'https://application.example',
    };
    return Promise.resolve(launched);
  };
  return applications;
}

/** Invited, accepted, and A's application has been launched; it has said nothing yet. */
export async function launchedRaw(pair: Pair): Promise<RawApplication> {
  const applications = rawApplications(pair, 'A');
  pair.invite('A');
  await settle();
  pair.B.offered.accept();
  await settle();
  const [application] = applications;
  if (application === undefined) throw new Error('nothing was launched');
  return application;
}

/** As `launchedRaw`, and both are CONNECTED. */
export async function connectedRaw(pair: Pair, hello: object = {}): Promise<RawApplication> {
  const application = await launchedRaw(pair);
  await application.hello(hello);
  await settle();
  const [session] = pair.A.host.sessions.values();
  if (session?.state !== 'connected') throw new Error('not connected');
  return application;
}

/** The refusal of parameters. */
export const INVALID_PARAMS = { code: -32602, data: { hresult: HRESULT.E_INVALIDARG } };
