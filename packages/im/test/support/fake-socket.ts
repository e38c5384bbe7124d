/** The WebSocket interface without a network: every event is a task of its own, one millisecond after its cause. */

/** The other end of a {@link FakeSocket}. */
export interface FakePeer {
  opened(socket: FakeSocket): void;
  received(socket: FakeSocket, text: string): void;
}

const TRANSIT_MS = 1;

export class FakeSocket extends EventTarget {
  readonly url: string;
  readyState: number = WebSocket.CONNECTING;
  /** The code with which this end closed. */
  closedWith: number | undefined;
  readonly #peer: FakePeer;

  constructor(url: string, peer: FakePeer) {
    super();
    this.url = url;
    this.#peer = peer;
    this.#later(() => peer.opened(this));
  }

  /** Of the WebSocket interface. */
  send(text: string): void {
    if (this.readyState === WebSocket.CONNECTING) throw new Error('sent before the socket was open');
    this.#later(() => {
      if (this.readyState === WebSocket.OPEN) this.#peer.received(this, text);
    });
  }

  /** Of the WebSocket interface. */
  close(code?: number): void {
    this.closedWith = code;
    this.drop(code);
  }

  // What the other end does:

  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  deliver(data: unknown): void {
    this.#later(() => {
      if (this.readyState === WebSocket.OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
    });
  }

  /** Ends it: 1006 is what a cable that is pulled looks like, once it has been noticed. */
  drop(code = 1006): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.#later(() => this.dispatchEvent(new CloseEvent('close', { code })));
  }

  #later(work: () => void): void {
    setTimeout(work, TRANSIT_MS);
  }
}

/** A constructor with the platform's name for a client, whose sockets all lead to `peer`. */
export function webSocketTo(peer: FakePeer): typeof WebSocket {
  const Fake = class extends FakeSocket {
    constructor(url: string) {
      super(url, peer);
    }
  };
  return Fake as unknown as typeof WebSocket;
}
