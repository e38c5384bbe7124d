/** Enough of two browsing contexts to run the page code in Node: identity of sources, origins, target origins, navigation. */
class WindowMessage extends Event {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
  constructor(data: unknown, origin: string, source: unknown, ports: readonly MessagePort[]) {
    super('message');
    this.data = data;
    this.origin = origin;
    this.source = source;
    this.ports = ports;
  }
}

export class FakeWindow {
  closed = false;
  url: URL;
  opener: FakeWindow | undefined;
  /** Runs as the page's script after each navigation. */
  script: ((window: Window) => void) | undefined;
  readonly heard: unknown[] = [];
  #document = new EventTarget();
  readonly #views = new Map<FakeWindow, Window>();

  constructor(url: string, opener?: FakeWindow) {
    this.url = new URL(url);
    this.opener = opener;
  }

  /** The window as its own scripts see it. */
  get window(): Window {
    const { url, opener } = this;
    const document = this.#document;
    const fake = {
      opener: opener === undefined ? null : opener.seenBy(this),
      location: { hash: url.hash, pathname: url.pathname, search: url.search },
      history: {
        state: null,
        replaceState: (_state: unknown, _title: string, path: string) => {
          this.url = new URL(path, this.url);
        },
      },
      addEventListener: document.addEventListener.bind(document),
      removeEventListener: document.removeEventListener.bind(document),
    };
    return Object.assign(fake, { parent: fake }) as unknown as Window;
  }

  /** The same object every time, as `event.source` and `window.open` give it to `viewer`. */
  seenBy(viewer: FakeWindow): Window {
    const known = this.#views.get(viewer);
    if (known) return known;
    const isClosed = (): boolean => this.closed;
    const view = {
      get closed() {
        return isClosed();
      },
      location: { replace: (url: string) => this.navigate(url) },
      postMessage: (data: unknown, targetOrigin: string, transfer: MessagePort[] = []) =>
        this.#deliver(viewer, structuredClone(data), targetOrigin, transfer),
    } as unknown as Window;
    this.#views.set(viewer, view);
    return view;
  }

  navigate(url: string): void {
    this.url = new URL(url, this.url);
    this.reload();
  }

  /** A new document: nobody listens any more until its script does. */
  reload(): void {
    this.#document = new EventTarget();
    this.script?.(this.window);
  }

  #deliver(from: FakeWindow, data: unknown, targetOrigin: string, ports: MessagePort[]): void {
    const { origin } = from.url;
    queueMicrotask(() => {
      if (this.closed || (targetOrigin !== '*' && targetOrigin !== this.url.origin)) return;
      this.heard.push(data);
      this.#document.dispatchEvent(new WindowMessage(data, origin, from.seenBy(this), ports));
    });
  }
}
