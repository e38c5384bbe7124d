/** Reads along on the channel between a host and its application, and says in steps what went over it. */
import type { Channel } from '../channel.ts';
import { METHODS, type MethodName, NOTIFICATIONS, type NotificationName, type Side } from '../contract.ts';
import { parseRpcMessage, type RpcId, type RpcMessage } from '../rpc-message.ts';
import type { SessionOutcome } from '../session-state.ts';
import { SIMULATOR_LIMITS } from './limits.ts';
import type { SimulatorEvent, ToldText } from './step.ts';

export interface WireTapOptions {
  readonly tell: (event: SimulatorEvent) => void;
  /** Whether the texts of the applications themselves are told. */
  readonly showData: boolean;
  readonly stateChanged: (state: number) => void;
  readonly terminated: (record: Omit<SessionOutcome, 'state'>) => void;
}

/** How many requests of one end are remembered until their answer. */
const REMEMBERED = 1024;

export class WireTap {
  readonly #options: WireTapOptions;
  readonly #asked = { host: new Map<RpcId, string>(), application: new Map<RpcId, string>() };

  constructor(options: WireTapOptions) {
    this.#options = options;
  }

  /** The same channel; what the host reads and sends is seen on the way. */
  on(channel: Channel): Channel {
    return {
      messages: this.#heard(channel),
      send: message => {
        channel.send(message);
        this.#look('host', message);
      },
      close: () => channel.close(),
      closed: channel.closed,
    };
  }

  async *#heard(channel: Channel): AsyncGenerator<unknown, void> {
    for await (const message of channel.messages) {
      this.#look('application', message);
      yield message;
    }
  }

  #look(from: Side, raw: unknown): void {
    const message = parseRpcMessage(raw);
    switch (message.kind) {
      case 'request':
        this.#remember(from, message);
        this.#tellRequest(from, message);
        break;
      case 'notification':
        this.#tellNotification(from, message);
        break;
      case 'result':
        this.#answered(from, message.id);
        break;
      case 'error':
        this.#tellError(from, message);
        break;
      case 'invalid':
        // Its reader refuses it, and that is told.
        break;
    }
  }

  #remember(from: Side, { id, method }: Extract<RpcMessage, { kind: 'request' }>): void {
    const asked = this.#asked[from];
    if (asked.size < REMEMBERED) asked.set(id, method.slice(0, 100));
  }

  /** The method that `by` has answered. */
  #answered(by: Side, id: RpcId | undefined): string | undefined {
    const asked = this.#asked[by === 'host' ? 'application' : 'host'];
    const method = id === undefined ? undefined : asked.get(id);
    if (id !== undefined) asked.delete(id);
    return method;
  }

  #tellRequest(from: Side, { method, params }: Extract<RpcMessage, { kind: 'request' }>): void {
    const known = Object.hasOwn(METHODS, method) ? (method as MethodName) : undefined;
    // What does not fit the contract is refused by its reader, and that is told.
    if (known === undefined || METHODS[known].from !== from) return;
    const { tell } = this.#options;
    switch (known) {
      case 'rendezvous/hello': {
        const hello = METHODS['rendezvous/hello'].params.safeParse(params).data;
        if (hello) tell({ event: 'hello', application: hello.application, protocol: hello.protocol });
        break;
      }
      case 'app/setSession': {
        const given = METHODS['app/setSession'].params.safeParse(params).data;
        if (given) tell({ event: 'setSession', state: given.session.state, flags: given.session.flags });
        break;
      }
      case 'session/sendContextData': {
        const sent = METHODS['session/sendContextData'].params.safeParse(params).data;
        if (sent) tell({ event: 'sendContextData', id: sent.id, ...this.#told(sent.data) });
        break;
      }
      case 'session/terminate': {
        const end = METHODS['session/terminate'].params.safeParse(params).data;
        if (end) tell({ event: 'terminate', hr: end.hr, ...this.#told(end.appData) });
        break;
      }
      case 'session/get':
      case 'host/relayServers':
      case 'host/invite':
      case 'app/finished':
        break;
    }
  }

  #tellNotification(from: Side, { method, params }: Extract<RpcMessage, { kind: 'notification' }>): void {
    const known = Object.hasOwn(NOTIFICATIONS, method) ? (method as NotificationName) : undefined;
    if (known === undefined || NOTIFICATIONS[known].from !== from) return;
    const { tell } = this.#options;
    switch (known) {
      case 'session/stateChanged': {
        const change = NOTIFICATIONS['session/stateChanged'].params.safeParse(params).data;
        if (change) this.#options.stateChanged(change.state);
        break;
      }
      case 'session/terminated': {
        const record = NOTIFICATIONS['session/terminated'].params.safeParse(params).data;
        if (record) this.#options.terminated(record);
        break;
      }
      case 'session/contextData': {
        const taken = NOTIFICATIONS['session/contextData'].params.safeParse(params).data;
        if (taken) tell({ event: 'contextData', seq: taken.seq, ...this.#told(taken.data) });
        break;
      }
      case 'session/sendError': {
        const failed = NOTIFICATIONS['session/sendError'].params.safeParse(params).data;
        if (failed) tell({ event: 'sendError', id: failed.id, hr: failed.hr });
        break;
      }
      case 'session/held': {
        const held = NOTIFICATIONS['session/held'].params.safeParse(params).data;
        if (held) tell({ event: 'held', count: held.count });
        break;
      }
      case 'session/received':
      case 'host/invitationEnded':
        break;
    }
  }

  #tellError(by: Side, error: Extract<RpcMessage, { kind: 'error' }>): void {
    const method = this.#answered(by, error.id);
    this.#options.tell({
      event: 'error',
      by,
      code: error.code,
      message: error.message.slice(0, SIMULATOR_LIMITS.messageUnits),
      ...(method === undefined ? {} : { method }),
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.hresult === undefined ? {} : { hresult: error.hresult }),
    });
  }

  #told(text: string): ToldText {
    return this.#options.showData ? { length: text.length, data: text } : { length: text.length };
  }
}
