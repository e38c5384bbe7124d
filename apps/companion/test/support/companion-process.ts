/** The real companion, as a process, and a page that speaks to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CompanionMessage, INPUT_LIMITS, type InputEvent, type PageMessage } from '@rendezvous/assist';
import { WebSocket } from 'ws';
import { until } from './until.ts';

type MessageOf<T extends CompanionMessage['type']> = CompanionMessage & { type: T };

export const NO_MODIFIERS = { shift: false, control: false, alt: false, meta: false, altGraph: false };

/** What a page does; it checks every message of the companion against the protocol. */
export class Page {
  readonly socket: WebSocket;
  readonly messages: CompanionMessage[] = [];
  readonly #ping: ReturnType<typeof setInterval>;
  closed: number | undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messages.push(CompanionMessage.parse(JSON.parse(data.toString('utf8'))));
    });
    socket.on('close', code => {
      clearInterval(this.#ping);
      this.closed = code;
    });
    socket.on('error', () => {});
    this.#ping = setInterval(() => this.send({ type: 'ping', sentAt: Date.now() }), 2_000);
  }

  static async open(port: number, origin = 'http://localhost:3000'): Promise<Page> {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/`, { origin });
    const page = new Page(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return page;
  }

  send(message: PageMessage): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  input(event: InputEvent): void {
    this.send({ type: 'input', event });
  }

  /** Sends many events, no faster than the companion takes them, and comes back when it has taken them. */
  async inputs(events: readonly InputEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += 50) {
      for (const event of events.slice(at, at + 50)) this.input(event);
      await this.settled();
      if (at + 50 < events.length) await pause((50 / INPUT_LIMITS.eventsPerSecond) * 1000);
    }
  }

  /** Takes the next message of a type; those before it are dropped. */
  async next<T extends CompanionMessage['type']>(type: T, deadlineMs = 10_000): Promise<MessageOf<T>> {
    return until(
      `the companion says ${type}`,
      () => {
        const index = this.messages.findIndex(message => message.type === type);
        return index >= 0 && (this.messages.splice(0, index + 1).at(-1) as MessageOf<T>);
      },
      deadlineMs,
    );
  }

  /** Comes back when everything sent before has been carried out. */
  async settled(): Promise<void> {
    this.messages.splice(0, this.messages.findIndex(({ type }) => type === 'pong') + 1);
    const sentAt = performance.now();
    this.send({ type: 'ping', sentAt });
    await until('the pong', () =>
      this.messages.some(message => message.type === 'pong' && message.sentAt === sentAt),
    );
  }

  close(): void {
    this.socket.close();
  }
}

export class CompanionProcess {
  readonly child: ChildProcess;
  output = '';
  port = 0;
  code = '';

  private constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (data: Buffer) => {
      this.output += data.toString('utf8');
    });
    child.stderr?.on('data', (data: Buffer) => {
      this.output += data.toString('utf8');
    });
  }

  /** Starts it with a terminal question, in English, on a free port. */
  static async start(env: NodeJS.ProcessEnv, ...args: string[]): Promise<CompanionProcess> {
    const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      [
        main,
        '--port',
        '0',
        '--language',
        'en',
        ...(args.includes('--ask') ? [] : ['--ask', 'terminal']),
        ...args,
      ],
      { env, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    const companion = new CompanionProcess(child);
    await companion.says(/Press Ctrl\+C/);
    companion.port = Number((await companion.says(/127\.0\.0\.1:(\d+)/))[1]);
    companion.code = (await companion.says(/one-time code: (\d{6})/))[1] ?? '';
    return companion;
  }

  says(pattern: RegExp, deadlineMs = 10_000): Promise<RegExpExecArray> {
    return until(
      `the companion prints ${String(pattern)} in ${JSON.stringify(this.output)}`,
      () => pattern.exec(this.output) ?? undefined,
      deadlineMs,
    );
  }

  /** Types a line on its terminal. */
  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** A page that has paired. */
  async pair(): Promise<Page> {
    const page = await Page.open(this.port);
    page.send({ type: 'pair', code: this.code });
    await page.next('paired');
    return page;
  }

  ask(page: Page, minutes = 15): void {
    page.send({
      type: 'arm',
      helper: { name: 'Eva', address: 'eva@chat.example' },
      screenId: 'screen',
      minutes,
      language: 'en',
    });
  }

  /** Asks, and answers with yes. */
  async arm(page: Page, minutes = 15): Promise<void> {
    this.ask(page, minutes);
    await page.next('asking');
    await this.says(/Allow\? \[y\/N\]/);
    this.output = '';
    this.type('y');
    await page.next('armed');
  }

  get exit(): Promise<number | null> {
    return until('the companion ends', () => {
      const { exitCode, signalCode } = this.child;
      return (exitCode !== null || signalCode !== null) && { exitCode };
    }).then(({ exitCode }) => exitCode);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGINT');
    await this.exit;
  }
}
