/** A companion that is played by the test: it records what it is told and says what the test has it say. */
import { BoundedQueue } from '@rendezvous/base';
import type {
  CompanionMessage,
  CompanionScreen,
  CompanionSocket,
  InputEvent,
  PageMessage,
} from '../../src/index.ts';

export const SCREEN: CompanionScreen = {
  id: 's1',
  name: 'Screen 1',
  x: 0,
  y: 0,
  width: 1920,
  height: 1080,
  scale: 1,
  primary: true,
};

export class FakeCompanion {
  readonly received: PageMessage[] = [];
  readonly injected: InputEvent[] = [];
  /** Sockets that were opened, newest last. */
  readonly sockets: { readonly queue: BoundedQueue<CompanionMessage>; closed: boolean }[] = [];
  code = '123456';
  screens: CompanionScreen[] = [SCREEN];
  running = true;
  /** Whether the person at the machine says yes; `later` leaves the question open. */
  answer: 'yes' | 'no' | 'later' = 'yes';
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly open = (): Promise<CompanionSocket> => {
    if (!this.running) return Promise.reject(new Error('nobody answers'));
    const socket = { queue: new BoundedQueue<CompanionMessage>(1000), closed: false };
    this.sockets.push(socket);
    return Promise.resolve({
      messages: socket.queue,
      send: message => this.#take(message, socket.queue),
      close: () => {
        socket.closed = true;
        socket.queue.close();
      },
    });
  };

  /** Says something on the newest connection. */
  say(message: CompanionMessage): void {
    this.sockets.at(-1)?.queue.push(message);
  }

  arm(): void {
    this.say({ type: 'armed', untilMs: this.#now() + 15 * 60_000 });
  }

  /** The process dies. */
  die(): void {
    this.running = false;
    this.sockets.at(-1)?.queue.close();
  }

  /** Types of what was received, without input and signs of life. */
  get types(): readonly string[] {
    return this.received.filter(({ type }) => type !== 'input' && type !== 'ping').map(({ type }) => type);
  }

  #take(message: PageMessage, queue: BoundedQueue<CompanionMessage>): void {
    this.received.push(message);
    switch (message.type) {
      case 'pair':
        if (message.code === this.code) queue.push(this.#paired());
        else queue.push({ type: 'refused', reason: 'wrong-code' });
        return;
      case 'resume':
        queue.push(this.#paired());
        return;
      case 'arm':
        queue.push({ type: 'asking' });
        if (this.answer === 'yes') this.arm();
        if (this.answer === 'no') queue.push({ type: 'disarmed', reason: 'refused' });
        return;
      case 'disarm':
        queue.push({ type: 'disarmed', reason: 'page' });
        return;
      case 'input':
        this.injected.push(message.event);
        return;
      case 'renew':
      case 'suspend':
      case 'ping':
    }
  }

  #paired(): CompanionMessage {
    return { type: 'paired', token: 'a-token', platform: 'x11', screens: this.screens };
  }
}
