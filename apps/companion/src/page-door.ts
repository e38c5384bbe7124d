import { type CompanionMessage, INPUT_LIMITS, type InputEvent, PageMessage } from '@rendezvous/assist';
import { TokenBucket } from '@rendezvous/base';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from './clock.ts';
import { LIMITS } from './limits.ts';
import type { Pairing } from './pairing.ts';

/** What a paired page may ask for. */
export type PageRequest = Exclude<PageMessage, { type: 'pair' } | { type: 'resume' } | { type: 'ping' }>;
type Welcome = Omit<CompanionMessage & { type: 'paired' }, 'type' | 'token'>;

export interface PageDoorEvents {
  /** What the page is told when it has paired. */
  welcome(): Welcome;
  /** `resumed` is false when the page paired with a code. */
  entered(resumed: boolean): void;
  request(request: PageRequest): void;
  pinged(): void;
  /** An event came faster than the limit allows and was dropped. */
  dropped(event: InputEvent): void;
  left(): void;
  wrongCode(triesLeft: number): void;
  locked(): void;
}

interface PairedPage {
  readonly socket: WebSocket;
  readonly inputs: TokenBucket;
  readonly controls: TokenBucket;
  readonly gone: Promise<void>;
  bad: number;
}

const POLICY = 1008;

/** Lets one page in at a time: by the one-time code, or by the token that a pairing gave it. */
export class PageDoor {
  readonly #pairing: Pairing;
  readonly #clock: Clock;
  readonly #events: PageDoorEvents;
  readonly #waiting = new Set<WebSocket>();
  #page: PairedPage | undefined;

  constructor(pairing: Pairing, clock: Clock, events: PageDoorEvents) {
    this.#pairing = pairing;
    this.#clock = clock;
    this.#events = events;
  }

  get hasRoom(): boolean {
    return this.#waiting.size < LIMITS.waitingSockets;
  }

  /** Tells the paired page; without one nothing is sent. */
  send(message: CompanionMessage): void {
    if (this.#page) sendOn(this.#page.socket, message);
  }

  /** Takes a socket that has not said who it is. */
  enter(socket: WebSocket): void {
    this.#waiting.add(socket);
    const cancel = this.#clock.after(LIMITS.firstFrameMs, () => socket.close(POLICY, 'not paired in time'));
    let claiming = false;
    const onFrame = (data: RawData, binary: boolean): void => {
      const message = parseFrame(data, binary);
      if (message?.type !== 'pair' && message?.type !== 'resume') return socket.close(POLICY, 'not paired');
      if (claiming) return socket.close(POLICY, 'not in turn');
      claiming = true;
      void this.#claim(socket, message).then(paired => {
        claiming = false;
        if (!paired) return;
        cancel();
        this.#waiting.delete(socket);
        socket.off('message', onFrame);
        this.#welcome(socket, message.type === 'resume');
      });
    };
    socket.on('message', onFrame);
    // An error (a frame too large, a broken one) is followed by `close`.
    socket.on('error', () => {});
    socket.on('close', () => {
      cancel();
      this.#waiting.delete(socket);
    });
  }

  /** @returns whether the socket may become the page */
  async #claim(socket: WebSocket, message: PageMessage & { type: 'pair' | 'resume' }): Promise<boolean> {
    if (this.#page && !(await this.#freed(this.#page))) {
      sendOn(socket, { type: 'refused', reason: 'busy' });
      return false;
    }
    if (socket.readyState !== socket.OPEN) return false;
    const wasLocked = this.#pairing.locked;
    const answer =
      message.type === 'pair' ? this.#pairing.pair(message.code) : this.#pairing.resume(message.token);
    if (answer.name === 'refused') {
      sendOn(socket, { type: 'refused', reason: answer.reason });
      if (message.type === 'pair' && !wasLocked) this.#events.wrongCode(this.#pairing.triesLeft);
      if (answer.reason === 'locked') {
        socket.close(POLICY, 'locked');
        if (!wasLocked) this.#events.locked();
      }
      return false;
    }
    sendOn(socket, { type: 'paired', token: answer.token, ...this.#events.welcome() });
    this.#page = this.#newPage(socket);
    return true;
  }

  /** A reloaded page may knock a moment before its old socket is closed. */
  async #freed(page: PairedPage): Promise<boolean> {
    let cancel: (() => void) | undefined;
    await Promise.race([
      page.gone,
      new Promise<void>(resolve => {
        cancel = this.#clock.after(LIMITS.takeOverMs, resolve);
      }),
    ]);
    cancel?.();
    return this.#page === undefined;
  }

  #newPage(socket: WebSocket): PairedPage {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const page: PairedPage = {
      socket,
      inputs: new TokenBucket(INPUT_LIMITS.burst, INPUT_LIMITS.eventsPerSecond),
      controls: new TokenBucket(LIMITS.controlBurst, LIMITS.controlsPerSecond),
      gone,
      bad: 0,
    };
    socket.on('close', () => {
      if (this.#page === page) {
        this.#page = undefined;
        this.#events.left();
      }
      resolve();
    });
    return page;
  }

  #welcome(socket: WebSocket, resumed: boolean): void {
    const page = this.#page;
    if (page?.socket !== socket) return;
    socket.on('message', (data: RawData, binary: boolean) => this.#receive(page, parseFrame(data, binary)));
    this.#events.entered(resumed);
  }

  #receive(page: PairedPage, message: PageMessage | undefined): void {
    if (this.#page !== page) return;
    const nowMs = this.#clock.now();
    if (message?.type === 'input') {
      if (page.inputs.take(nowMs)) this.#events.request(message);
      else this.#events.dropped(message.event);
      return;
    }
    if (!page.controls.take(nowMs)) return page.socket.close(POLICY, 'too many frames');
    if (!message || message.type === 'pair' || message.type === 'resume') {
      page.bad++;
      if (page.bad > LIMITS.badFrames) page.socket.close(POLICY, 'too many bad frames');
      return;
    }
    if (message.type !== 'ping') return this.#events.request(message);
    this.#events.pinged();
    sendOn(page.socket, { type: 'pong', sentAt: message.sentAt });
  }
}

function parseFrame(data: RawData, binary: boolean): PageMessage | undefined {
  if (binary || !Buffer.isBuffer(data)) return undefined;
  try {
    return PageMessage.safeParse(JSON.parse(data.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function sendOn(socket: WebSocket, message: CompanionMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
