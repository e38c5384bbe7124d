import {
  ClientFrame,
  type Contact,
  type Conversation,
  type ErrorCode,
  type Message,
  type Operation,
  type ServerFrame,
} from '../../src/index.ts';
import { type FakePeer, type FakeSocket, webSocketTo } from './fake-socket.ts';
import { ANNA, BEN, contact, text, uuid } from './things.ts';

/** What befalls one request on its way: all is well, the request or the answer is lost, or it is refused. */
export type Fate = 'answered' | 'request-lost' | 'answer-lost' | ErrorCode;

/** A server with Anna's account on it, in memory. Faults are set from outside. */
export class FakeServer implements FakePeer {
  readonly WebSocket = webSocketTo(this);
  readonly sockets = new Set<FakeSocket>();
  /** Every request that arrived, also those that were refused. */
  readonly operations: Operation[] = [];
  readonly hellos: Extract<ClientFrame, { type: 'hello' }>[] = [];
  contacts: Contact[] = [contact()];
  messages: Message[] = [];
  readSeq = 0;
  attempts = 0;
  /** Not reachable at all. */
  down = false;
  /** Takes sockets, but says nothing: a network that swallows everything. */
  silent = false;
  /** Closes with this code instead of welcoming. */
  refuseHello: number | undefined;
  fate: (operation: Operation) => Fate = () => 'answered';
  readonly #welcomed = new Set<FakeSocket>();

  get online(): boolean {
    return [...this.#welcomed].some(socket => socket.readyState === WebSocket.OPEN);
  }

  get texts(): string[] {
    return this.messages.flatMap(message => (message.kind === 'text' ? [message.text] : []));
  }

  opened(socket: FakeSocket): void {
    this.attempts += 1;
    this.sockets.add(socket);
    if (this.down) socket.drop();
    else socket.accept();
  }

  received(socket: FakeSocket, data: string): void {
    if (this.silent) return;
    const frame = ClientFrame.parse(JSON.parse(data));
    if (frame.type === 'hello') this.#hello(socket, frame);
    else this.#request(socket, frame.id, frame.request);
  }

  push(frame: ServerFrame): void {
    for (const socket of this.#welcomed) socket.deliver(JSON.stringify(frame));
  }

  /** Ben writes. */
  say(words = 'hello'): Message {
    const seq = this.#nextSeq();
    return this.#append(text(seq, { text: words, from: BEN.address }));
  }

  /** Cuts every connection. */
  cut(code?: number): void {
    for (const socket of this.sockets) socket.drop(code);
    this.sockets.clear();
    this.#welcomed.clear();
  }

  #hello(socket: FakeSocket, frame: Extract<ClientFrame, { type: 'hello' }>): void {
    this.hellos.push(frame);
    if (this.refuseHello !== undefined) {
      socket.drop(this.refuseHello);
      return;
    }
    this.#welcomed.add(socket);
    const welcome: ServerFrame = {
      type: 'welcome',
      self: ANNA,
      contacts: this.contacts,
      conversations: this.#conversations(),
      now: Date.now(),
    };
    socket.deliver(JSON.stringify(welcome));
  }

  #conversations(): Conversation[] {
    const last = this.messages.at(-1);
    const unread = this.messages.filter(m => m.from === BEN.address && m.seq > this.readSeq).length;
    return [{ with: BEN.address, unread, readSeq: this.readSeq, ...(last ? { last } : {}) }];
  }

  #request(socket: FakeSocket, id: number, operation: Operation): void {
    this.operations.push(operation);
    const fate = this.fate(operation);
    if (fate === 'request-lost') return;
    if (fate !== 'answered' && fate !== 'answer-lost') {
      socket.deliver(JSON.stringify({ type: 'error', id, code: fate }));
      return;
    }
    const result = this.#perform(operation);
    if (fate === 'answered') socket.deliver(JSON.stringify({ type: 'result', id, result }));
  }

  #perform(operation: Operation): unknown {
    switch (operation.op) {
      case 'send': {
        const { clientId, text: words } = operation;
        const known = this.messages.find(m => m.kind === 'text' && m.clientId === clientId);
        const message =
          known ?? this.#append(text(this.#nextSeq(), { from: ANNA.address, text: words, clientId }));
        return { message };
      }
      case 'receipt': {
        const { sessionId, application, summary } = operation;
        if (!this.messages.some(m => m.kind === 'receipt' && m.sessionId === sessionId)) {
          const seq = this.#nextSeq();
          const { id, at } = text(seq);
          const base = { id, seq, at, with: BEN.address, from: ANNA.address };
          this.#append({ ...base, kind: 'receipt', sessionId, application, summary });
        }
        return {};
      }
      case 'history': {
        const { before = Number.POSITIVE_INFINITY, after, limit } = operation;
        const found = this.messages.filter(m => m.seq < before && m.seq > (after ?? -1));
        const messages = after === undefined ? found.slice(-limit) : found.slice(0, limit);
        return { messages, more: found.length > limit };
      }
      case 'read':
        this.readSeq = Math.max(this.readSeq, operation.seq);
        return {};
      case 'setName':
        return { self: { ...ANNA, name: operation.name } };
      case 'redeemLink':
        return { contact: contact() };
      case 'createLink':
        return { token: uuid(1), kind: operation.kind, expiresAt: 1 };
      case 'relayServers':
        return { servers: [{ urls: ['stun:stun.test'] }] };
      default:
        return {};
    }
  }

  #append(message: Message): Message {
    this.messages.push(message);
    this.push({ type: 'message', message });
    return message;
  }

  #nextSeq(): number {
    return (this.messages.at(-1)?.seq ?? 0) + 1;
  }
}
