/**
 * A small validating JSON-RPC 2.0 peer over a {@link Channel}, typed by the table in `contract.ts`.
 * No batches. Unknown requests are answered, unknown notifications ignored and counted; every wait has a deadline.
 */
import { type Logger, silentLogger } from '@rendezvous/base';
import type { Channel } from './channel.ts';
import { type Clock, systemClock } from './clock.ts';
import {
  METHODS,
  type MethodFrom,
  type MethodName,
  NOTIFICATIONS,
  type NotificationFrom,
  type NotificationName,
  type NotificationParamsOf,
  type ParamsOf,
  type ResultOf,
  type Side,
} from './contract.ts';
import { RPC_CODE, RpcError, StateError } from './errors.ts';
import { DEADLINES, LIMITS } from './limits.ts';
import { parseRpcMessage, type RpcId, type RpcMessage } from './rpc-message.ts';
import { HRESULT } from './session-state.ts';

export type OtherSide<S extends Side> = S extends 'host' ? 'application' : 'host';

/** What one end answers to: every request of the other end, and every notification. */
export type RpcHandlers<S extends Side> = {
  readonly [M in MethodFrom<OtherSide<S>>]: (params: ParamsOf<M>) => ResultOf<M> | Promise<ResultOf<M>>;
} & {
  readonly [N in NotificationFrom<OtherSide<S>>]: (params: NotificationParamsOf<N>) => void;
};

export interface RpcPeerOptions<S extends Side> {
  readonly side: S;
  readonly channel: Channel;
  readonly handlers: RpcHandlers<S>;
  readonly clock?: Clock;
  readonly log?: Logger;
}

interface Pending {
  readonly method: MethodName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly clear: () => void;
}

type AnyHandler = (params: unknown) => unknown;

/** One end of the contract. It reads its channel from construction and never throws because of what it reads. */
export class RpcPeer<S extends Side> {
  /** Resolves when the channel has closed and everything pending is settled. Never rejects. */
  readonly closed: Promise<void>;
  readonly #side: S;
  readonly #channel: Channel;
  readonly #handlers: Readonly<Record<string, AnyHandler | undefined>>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #pending = new Map<RpcId, Pending>();
  #lastId = 0;
  #answering = 0;
  #ignored = 0;
  #violations = 0;
  #closed = false;
  /** This end has closed the channel: what still comes is not for it any more. */
  #deaf = false;

  constructor(options: RpcPeerOptions<S>) {
    this.#side = options.side;
    this.#channel = options.channel;
    this.#handlers = options.handlers;
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log ?? silentLogger;
    this.closed = this.#read();
  }

  /** Messages that were tolerated: unknown notifications, answers to nothing. */
  get ignored(): number {
    return this.#ignored;
  }

  /** Messages that broke the contract; beyond `LIMITS.violations` the channel is closed. */
  get violations(): number {
    return this.#violations;
  }

  /**
   * Asks the other end and waits for its answer.
   * @throws RpcError what the other end answered, or that its answer breaks the contract
   * @throws StateError `closed` when the channel is, or becomes, closed
   * @param deadlineMs default `DEADLINES.requestMs`; then an RpcError with `reason` `timeout`
   */
  request<M extends MethodFrom<S>>(
    method: M,
    params: ParamsOf<M>,
    deadlineMs: number = DEADLINES.requestMs,
  ): Promise<ResultOf<M>> {
    return new Promise<ResultOf<M>>((resolve, reject) => {
      if (this.#closed) {
        reject(new StateError('closed', 'the channel is closed'));
        return;
      }
      const id = ++this.#lastId;
      const clear = this.#clock.setTimer(deadlineMs, () => {
        this.#pending.delete(id);
        reject(
          new RpcError(RPC_CODE.internal, 'no answer in time', {
            hresult: HRESULT.TIMEOUT,
            reason: 'timeout',
          }),
        );
      });
      this.#pending.set(id, { method, resolve: resolve as (result: unknown) => void, reject, clear });
      try {
        this.#channel.send({ jsonrpc: '2.0', id, method, params });
      } catch (error) {
        this.#pending.delete(id);
        clear();
        reject(error instanceof Error ? error : new StateError('closed', 'the channel is closed'));
      }
    });
  }

  /** Tells the other end. A closed channel is not an error here: the other end has gone and its end is known otherwise. */
  notify<N extends NotificationFrom<S>>(method: N, params: NotificationParamsOf<N>): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** Closes the channel; what was already sent still arrives. Idempotent. */
  close(): void {
    this.#deaf = true;
    this.#channel.close();
  }

  async #read(): Promise<void> {
    for await (const raw of this.#channel.messages) {
      if (!this.#deaf) this.#handle(parseRpcMessage(raw));
    }
    this.#closed = true;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { clear, reject } of pending) {
      clear();
      reject(new StateError('closed', 'the channel was closed before the answer'));
    }
  }

  #handle(message: RpcMessage): void {
    switch (message.kind) {
      case 'request':
        this.#handleRequest(message);
        break;
      case 'notification':
        this.#handleNotification(message);
        break;
      case 'result':
      case 'error':
        this.#handleAnswer(message);
        break;
      case 'invalid':
        this.#refuse(message.id, new RpcError(RPC_CODE.invalidRequest, message.problem));
        break;
    }
  }

  #handleRequest({ id, method, params }: Extract<RpcMessage, { kind: 'request' }>): void {
    const declared = Object.hasOwn(METHODS, method) ? METHODS[method as MethodName] : undefined;
    const handler = declared && this.#handlers[method];
    if (declared === undefined || declared.from === this.#side || handler === undefined) {
      this.#refuse(id, new RpcError(RPC_CODE.methodNotFound, 'no such method in this direction'));
      return;
    }
    const checked = declared.params.safeParse(params);
    if (!checked.success) {
      this.#refuse(
        id,
        new RpcError(RPC_CODE.invalidParams, 'invalid parameters', { hresult: HRESULT.E_INVALIDARG }),
      );
      return;
    }
    if (this.#answering >= LIMITS.pendingRequests) {
      this.#refuse(
        id,
        new RpcError(RPC_CODE.limit, 'too many requests are waiting', {
          hresult: HRESULT.E_OUTOFMEMORY,
          reason: 'too-many',
        }),
      );
      return;
    }
    let answer: unknown;
    try {
      answer = handler(checked.data);
    } catch (error) {
      this.#sendError(id, error);
      return;
    }
    if (!(answer instanceof Promise)) {
      this.#send({ jsonrpc: '2.0', id, result: answer });
      return;
    }
    this.#answering += 1;
    void answer
      .then(
        result => this.#send({ jsonrpc: '2.0', id, result: result as unknown }),
        (error: unknown) => this.#sendError(id, error),
      )
      .finally(() => {
        this.#answering -= 1;
      });
  }

  #handleNotification({ method, params }: Extract<RpcMessage, { kind: 'notification' }>): void {
    const declared = Object.hasOwn(NOTIFICATIONS, method)
      ? NOTIFICATIONS[method as NotificationName]
      : undefined;
    const handler = declared && this.#handlers[method];
    const checked = declared?.from === this.#side ? undefined : declared?.params.safeParse(params);
    if (!checked?.success || handler === undefined) {
      this.#ignored += 1;
      return;
    }
    try {
      handler(checked.data);
    } catch (error) {
      this.#log.error('Notification handler failed', { method, error });
    }
  }

  #handleAnswer(message: Extract<RpcMessage, { kind: 'result' | 'error' }>): void {
    const pending = message.id === undefined ? undefined : this.#pending.get(message.id);
    if (message.id === undefined || pending === undefined) {
      this.#ignored += 1;
      return;
    }
    this.#pending.delete(message.id);
    pending.clear();
    if (message.kind === 'error') {
      const { code, hresult, reason } = message;
      pending.reject(remoteError(code, message.message, hresult, reason));
      return;
    }
    const checked = METHODS[pending.method].result.safeParse(message.result);
    if (checked.success) pending.resolve(checked.data);
    else pending.reject(new RpcError(RPC_CODE.internal, 'the answer breaks the contract'));
  }

  #refuse(id: RpcId | undefined, error: RpcError): void {
    this.#violations += 1;
    this.#log.debug('Refused', { code: error.code });
    this.#sendError(id, error);
    if (this.#violations >= LIMITS.violations) this.close();
  }

  #sendError(id: RpcId | undefined, error: unknown): void {
    if (!(error instanceof RpcError)) this.#log.error('Request handler failed', { error });
    const { code, message, hresult, reason } =
      error instanceof RpcError
        ? error
        : new RpcError(RPC_CODE.internal, 'internal error', { hresult: HRESULT.E_FAIL });
    this.#send({ jsonrpc: '2.0', id: id ?? null, error: { code, message, data: { hresult, reason } } });
  }

  #send(message: unknown): void {
    try {
      this.#channel.send(message);
    } catch (error) {
      // The channel closed between the cause and the message; `closed` tells whoever must know.
      this.#log.debug('Not sent', { error });
    }
  }
}

function remoteError(code: number, message: string, hresult?: number, reason?: string): RpcError {
  return new RpcError(code, message, {
    ...(hresult === undefined ? {} : { hresult }),
    ...(reason === undefined ? {} : { reason }),
  });
}
