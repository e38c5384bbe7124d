/** A plain client of the messenger's protocol, over a real WebSocket: it hides nothing. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type OperationName, type OperationParams, type OperationResult, ServerFrame } from '@rendezvous/im';
import type { InvitationMessage } from '@rendezvous/rendezvous';
import { WebSocket } from 'ws';
import { http } from './server.ts';

type Frame = ServerFrame;
export type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>;
export const PASSWORD = 'correct horse battery';
const DEADLINE_MS = 8000;

/** A refused request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface Account {
  readonly token: string;
  readonly address: string;
}

export async function signUp(server: { url: string }, username: string, name = username): Promise<Account> {
  const { status, body } = await http(server, '/api/account/sign-up', {
    body: { username, name, password: PASSWORD },
  });
  if (status !== 200) throw new Error(`sign-up answered ${String(status)}`);
  return body as Account;
}

/** One device. Every frame is checked against the protocol's schema and kept. */
export class Client {
  readonly frames: Frame[] = [];
  readonly device: string;
  readonly socket: WebSocket;
  closeCode: number | undefined;
  #id = 0;
  readonly #wakers = new Set<() => void>();

  private constructor(socket: WebSocket, device: string) {
    this.socket = socket;
    this.device = device;
    socket.on('message', data => {
      this.frames.push(ServerFrame.parse(JSON.parse((data as Buffer).toString('utf8'))));
      this.#wake();
    });
    socket.on('close', code => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => {});
  }

  /** An open socket that has not said anything. */
  static async open(server: { url: string }, device: string = randomUUID(), headers = {}): Promise<Client> {
    const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/im`, { headers });
    const client = new Client(socket, device);
    await once(socket, 'open');
    return client;
  }

  /** Signed in and welcomed. */
  static async signIn(server: { url: string }, account: Account, device?: string): Promise<Client> {
    const client = await Client.open(server, device);
    client.hello(account.token);
    await client.frame('welcome');
    return client;
  }

  get welcome(): FrameOf<'welcome'> {
    const [welcome] = this.all('welcome');
    if (!welcome) throw new Error('no welcome yet');
    return welcome;
  }

  hello(token: string): void {
    this.raw({ type: 'hello', protocol: 1, token, device: this.device });
  }

  raw(frame: unknown): void {
    this.socket.send(
      typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame),
    );
  }

  /** @throws Refusal */
  async request<O extends OperationName>(op: O, params: OperationParams<O>): Promise<OperationResult<O>> {
    this.#id += 1;
    const id = this.#id;
    this.raw({ type: 'request', id, request: { op, ...params } });
    const answer = await this.until(() =>
      this.frames.find(frame => (frame.type === 'result' || frame.type === 'error') && frame.id === id),
    );
    if (answer.type === 'error') throw new Refusal(answer.code);
    return (answer as FrameOf<'result'>).result as OperationResult<O>;
  }

  invitation(to: string, message: InvitationMessage): Promise<object> {
    return this.request('invitation', { to, message });
  }

  all<T extends Frame['type']>(type: T): FrameOf<T>[] {
    return this.frames.filter((frame): frame is FrameOf<T> => frame.type === type);
  }

  /** Waits until a frame of that type that satisfies `test` has come, ever. */
  frame<T extends Frame['type']>(
    type: T,
    test: (frame: FrameOf<T>) => boolean = () => true,
  ): Promise<FrameOf<T>> {
    return this.until(() => this.all(type).find(test), type);
  }

  /** Waits for an invitation-layer message of that type. */
  async invited<T extends InvitationMessage['type']>(
    type: T,
    sessionId: string,
  ): Promise<Extract<InvitationMessage, { type: T }>> {
    const { message } = await this.frame(
      'invitation',
      frame => frame.message.type === type && frame.message.sessionId === sessionId,
    );
    return message as Extract<InvitationMessage, { type: T }>;
  }

  /** The invitation-layer messages that came, by type. */
  invitationTypes(sessionId: string): string[] {
    return this.all('invitation')
      .filter(({ message }) => message.sessionId === sessionId)
      .map(({ message }) => message.type);
  }

  /** After this, everything that the server sent before its answer has arrived. */
  async settle(): Promise<void> {
    await this.request('ping', {});
  }

  closed(): Promise<number> {
    return this.until(() => this.closeCode, 'close');
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed();
  }

  /** Waits for `probe` to give something, looking at each frame. @throws when it takes too long */
  until<R>(probe: () => R | undefined, what = 'condition'): Promise<R> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#wakers.delete(look);
        reject(
          new Error(`waited in vain for ${what}; got ${this.frames.map(frame => frame.type).join(' ')}`),
        );
      }, DEADLINE_MS);
      const look = () => {
        const found = probe();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#wakers.delete(look);
        resolve(found);
      };
      this.#wakers.add(look);
      look();
    });
  }

  #wake(): void {
    for (const waker of this.#wakers) waker();
  }
}

/** Two people with accounts who are contacts. */
export async function contacts(
  server: { url: string },
  one = 'anna',
  two = 'bert',
): Promise<{ anna: Client; bert: Client; annaAccount: Account; bertAccount: Account }> {
  const [annaAccount, bertAccount] = await Promise.all([signUp(server, one), signUp(server, two)]);
  const anna = await Client.signIn(server, annaAccount);
  const bert = await Client.signIn(server, bertAccount);
  const link = await anna.request('createLink', { kind: 'contact' });
  await bert.request('redeemLink', { token: link.token });
  await anna.frame('contact');
  return { anna, bert, annaAccount, bertAccount };
}
