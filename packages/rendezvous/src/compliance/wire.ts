/** A channel as the checks use it: every message is seen, and any value can be sent, right or wrong. */
import type { Channel } from '../channel.ts';
import type { Clock } from '../clock.ts';
import { METHODS, type MethodName, NOTIFICATIONS, type NotificationName, type Side } from '../contract.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import { parseRpcMessage, type RpcId, type RpcMessage } from '../rpc-message.ts';
import { ComplianceError } from './check.ts';
import { inTime } from './in-time.ts';

export type Answer =
  | { readonly kind: 'result'; readonly result: unknown }
  | Extract<RpcMessage, { readonly kind: 'error' }>;

export interface WireOptions {
  readonly channel: Channel;
  /** Who is being checked, in words for messages: `the host`, `the application`. */
  readonly other: string;
  /** Which end the checks play. */
  readonly side: Side;
  readonly clock: Clock;
  /** How long each wait may take, in milliseconds. */
  readonly patienceMs: number;
  /** Answers requests of the other end; what it throws as an {@link RpcError} is sent. `undefined`: no answer. */
  readonly answer: (method: MethodName, params: unknown) => unknown;
}

export class Wire {
  /** Everything that has come, in order. */
  readonly heard: RpcMessage[] = [];
  /** What of it breaks the contract, in words. */
  readonly faults: string[] = [];
  readonly closed: Promise<void>;
  readonly #options: WireOptions;
  readonly #pending = new Map<RpcId, (answer: Answer) => void>();
  readonly #waiting = new Set<() => void>();
  #lastId = 0;
  #isClosed = false;

  constructor(options: WireOptions) {
    this.#options = options;
    this.closed = this.#read();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sends any value at all. @throws ComplianceError `closed` */
  send(value: unknown): void {
    try {
      this.#options.channel.send(value);
    } catch (cause) {
      throw new ComplianceError('closed', 'an open channel', `${this.#options.other} has closed it`, {
        cause,
      });
    }
  }

  tell(method: string, params: unknown): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** Asks and waits for the answer, of whichever kind. */
  async ask(method: string, params: unknown): Promise<Answer> {
    const id = `check-${String(++this.#lastId)}`;
    let answer: Answer | undefined;
    this.#pending.set(id, given => {
      answer = given;
    });
    this.send({ jsonrpc: '2.0', id, method, params });
    await this.until(() => answer !== undefined, `an answer to ${method}`);
    this.#pending.delete(id);
    return answer ?? { kind: 'result', result: undefined };
  }

  /** @throws ComplianceError unless the answer is a result */
  async askWell(method: string, params: unknown): Promise<unknown> {
    const answer = await this.ask(method, params);
    if (answer.kind === 'result') return answer.result;
    throw new ComplianceError('broken', `a result of ${method}`, `it was refused with ${describe(answer)}`);
  }

  /** @throws ComplianceError unless the answer is this error */
  async askInVain(
    method: string,
    params: unknown,
    expected: { readonly code: number; readonly hresult?: number; readonly reason?: string },
  ): Promise<void> {
    expectError(await this.ask(method, params), method, expected);
  }

  /** The messages of the other end that ask or tell `method`, so far. */
  said(method: string): Extract<RpcMessage, { kind: 'request' | 'notification' }>[] {
    return this.heard.filter(
      message => (message.kind === 'request' || message.kind === 'notification') && message.method === method,
    ) as Extract<RpcMessage, { kind: 'request' | 'notification' }>[];
  }

  /** Waits until `condition` holds; it is looked at again after each message. */
  async until(condition: () => boolean, expected: string, ms = this.#options.patienceMs): Promise<void> {
    if (condition()) return;
    let clear: () => void = () => undefined;
    let look: () => void = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        look = () => {
          if (condition()) resolve();
          else if (this.#isClosed) {
            reject(new ComplianceError('closed', expected, `${this.#options.other} closed its channel`));
          }
        };
        this.#waiting.add(look);
        clear = this.#options.clock.setTimer(ms, () =>
          reject(
            new ComplianceError('deadline', expected, `nothing of the kind came within ${String(ms)} ms`),
          ),
        );
        look();
      });
    } finally {
      clear();
      this.#waiting.delete(look);
    }
  }

  /** Waits until the other end has asked or told `method` `count` times; the parameters of the last of them. */
  async untilSaid(method: string, count = 1): Promise<unknown> {
    await this.until(() => this.said(method).length >= count, method);
    return this.said(method)[count - 1]?.params;
  }

  /** Waits until the other end has refused a batch: the answer to what is no request bears no id. */
  async untilBatchRefused(): Promise<void> {
    await this.until(
      () =>
        this.heard.some(
          message =>
            message.kind === 'error' && message.id === undefined && message.code === RPC_CODE.invalidRequest,
        ),
      'a batch to be refused with the code -32600',
    );
  }

  /** Waits until the other end has closed the channel. */
  async untilClosed(expected: string): Promise<void> {
    const { clock, patienceMs: ms } = this.#options;
    await inTime(this.closed, { clock, ms, expected, late: 'it is open' });
  }

  close(): void {
    this.#options.channel.close();
  }

  async #read(): Promise<void> {
    for await (const raw of this.#options.channel.messages) {
      this.#handle(parseRpcMessage(raw));
      this.#look();
    }
    this.#isClosed = true;
    this.#look();
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }

  #handle(message: RpcMessage): void {
    this.heard.push(message);
    switch (message.kind) {
      case 'request':
        this.#handleRequest(message);
        break;
      case 'notification':
        this.#checkNotification(message);
        break;
      case 'result':
      case 'error':
        this.#handleAnswer(message);
        break;
      case 'invalid':
        this.faults.push(`it sent a message that is ${message.problem}`);
        break;
    }
  }

  #handleRequest({ id, method, params }: Extract<RpcMessage, { kind: 'request' }>): void {
    const declared = Object.hasOwn(METHODS, method) ? METHODS[method as MethodName] : undefined;
    if (declared === undefined || declared.from === this.#options.side) {
      this.faults.push(`it asked for ${method}, which is not its to ask for`);
      this.#reply({ id, error: { code: RPC_CODE.methodNotFound, message: 'no such method' } });
      return;
    }
    const checked = declared.params.safeParse(params);
    if (!checked.success) {
      this.faults.push(`the parameters of its ${method} break the contract`);
      this.#reply({ id, error: { code: RPC_CODE.invalidParams, message: 'invalid parameters' } });
      return;
    }
    try {
      const result = this.#options.answer(method as MethodName, checked.data);
      if (result !== undefined) this.#reply({ id, result });
    } catch (error) {
      if (!(error instanceof RpcError)) return;
      const { code, message, hresult, reason } = error;
      this.#reply({ id, error: { code, message, data: { hresult, reason } } });
    }
  }

  /** Whoever has closed its channel meanwhile needs no answer. */
  #reply(answer: object): void {
    try {
      this.#options.channel.send({ jsonrpc: '2.0', ...answer });
    } catch {
      // `closed` tells.
    }
  }

  #checkNotification({ method, params }: Extract<RpcMessage, { kind: 'notification' }>): void {
    const declared = Object.hasOwn(NOTIFICATIONS, method)
      ? NOTIFICATIONS[method as NotificationName]
      : undefined;
    if (declared === undefined || declared.from === this.#options.side) {
      this.faults.push(`it told ${method}, which is not its to tell`);
    } else if (!declared.params.safeParse(params).success) {
      this.faults.push(`the parameters of its ${method} break the contract`);
    }
  }

  #handleAnswer(message: Extract<RpcMessage, { kind: 'result' | 'error' }>): void {
    const settle = message.id === undefined ? undefined : this.#pending.get(message.id);
    if (settle !== undefined) settle(message);
  }
}

/** @throws ComplianceError unless `answer` is this error */
export function expectError(
  answer: Answer,
  what: string,
  expected: { readonly code: number; readonly hresult?: number; readonly reason?: string },
): void {
  const wanted = `${what} to be refused with ${describe(expected)}`;
  if (answer.kind === 'result') throw new ComplianceError('broken', wanted, 'it succeeded');
  const same =
    answer.code === expected.code &&
    (expected.hresult === undefined || answer.hresult === expected.hresult) &&
    (expected.reason === undefined || answer.reason === expected.reason);
  if (!same) throw new ComplianceError('broken', wanted, `it was refused with ${describe(answer)}`);
}

function describe({
  code,
  hresult,
  reason,
}: {
  readonly code: number;
  readonly hresult?: number | undefined;
  readonly reason?: string | undefined;
}): string {
  return [
    `the code ${String(code)}`,
    ...(hresult === undefined ? [] : [`the hresult ${String(hresult)}`]),
    ...(reason === undefined ? [] : [`the reason ${reason}`]),
  ].join(' and ');
}
