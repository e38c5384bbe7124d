/**
 * Enough of a few browsing contexts to run the page code in Node: identity of sources, origins (opaque ones too), target
 * origins, frames, navigation, and the storage of a tab.
 */
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

/** `sessionStorage` of one tab and one origin. */
export class FakeStorage implements Storage {
  readonly #items = new Map<string, string>();
  /** No room, or forbidden by the person. */
  broken = false;

  get length(): number {
    return this.#items.size;
  }
  clear(): void {
    this.#items.clear();
  }
  getItem(key: string): string | null {
    this.#check();
    return this.#items.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#check();
    this.#items.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#check();
    this.#items.set(key, value);
  }
  #check(): void {
    if (this.broken) throw new DOMException('no room', 'QuotaExceededError');
  }
}

export class FakeWindow {
  closed = false;
  url: URL;
  opener: FakeWindow | undefined;
  /** The window that this one is a frame of. */
  parent: FakeWindow | undefined;
  /** A sandbox without `allow-same-origin`: messages come from `null`, only `*` reaches it, and it has no storage. */
  opaque = false;
  name = '';
  readonly storage: FakeStorage;
  /** Its pages go without saying so, as when a browser has killed them. */
  silent = false;
  /** Runs as the page's script after each navigation. */
  script: ((window: Window) => void) | undefined;
  readonly heard: unknown[] = [];
  #document = new EventTarget();
  #window: Window | undefined;
  readonly #views = new Map<FakeWindow, Window>();

  constructor(url: string, opener?: FakeWindow, storage: FakeStorage = new FakeStorage()) {
    this.url = new URL(url);
    this.opener = opener;
    this.storage = storage;
  }

  /** A frame of `parent`, still empty. */
  static frameIn(parent: FakeWindow, storage?: FakeStorage): FakeWindow {
    const frame = new FakeWindow('about:blank', undefined, storage);
    frame.parent = parent;
    return frame;
  }

  get origin(): string {
    return this.opaque ? 'null' : this.url.origin;
  }

  /** The window as its own scripts see it; one for each document. */
  get window(): Window {
    this.#window ??= this.#makeWindow();
    return this.#window;
  }

  #makeWindow(): Window {
    const document = this.#document;
    const self = (): FakeWindow => this;
    const fake = {
      get opener() {
        return self().opener?.seenBy(self()) ?? null;
      },
      get location() {
        const { hash, href, pathname, search, origin } = self().url;
        return { hash, href, pathname, search, origin };
      },
      get name() {
        return self().name;
      },
      get sessionStorage() {
        if (self().opaque) throw new DOMException('no storage for an opaque origin', 'SecurityError');
        return self().storage;
      },
      get parent(): unknown {
        return self().parent?.seenBy(self()) ?? fake;
      },
      history: {
        state: null,
        replaceState: (_state: unknown, _title: string, path: string) => {
          this.url = new URL(path, this.url);
        },
      },
      addEventListener: document.addEventListener.bind(document),
      removeEventListener: document.removeEventListener.bind(document),
    };
    return fake as unknown as Window;
  }

  /** The same object every time, as `event.source` and `window.open` give it to `viewer`. */
  seenBy(viewer: FakeWindow): Window {
    const known = this.#views.get(viewer);
    if (known) return known;
    const self = (): FakeWindow => this;
    const fake = {
      get closed() {
        return self().closed;
      },
      get parent(): unknown {
        const { parent } = self();
        if (parent === undefined) return fake;
        return parent === viewer ? viewer.window : parent.seenBy(viewer);
      },
      location: { replace: (url: string) => this.navigate(url) },
      postMessage: (data: unknown, targetOrigin: string, transfer: MessagePort[] = []) => {
        // As a browser does: an origin that is none is an error of the caller.
        if (targetOrigin !== '*') new URL(targetOrigin);
        this.#deliver(viewer, structuredClone(data), targetOrigin, transfer);
      },
    };
    const view = fake as unknown as Window;
    this.#views.set(viewer, view);
    return view;
  }

  navigate(url: string): void {
    this.url = new URL(url, this.url);
    this.reload();
  }

  /** A new document: nobody listens any more until its script does. */
  reload(): void {
    const leaving = Object.assign(new Event('pagehide'), { persisted: false });
    if (!this.silent) this.#document.dispatchEvent(leaving);
    this.#document = new EventTarget();
    this.#window = undefined;
    this.script?.(this.window);
  }

  #deliver(from: FakeWindow, data: unknown, targetOrigin: string, ports: MessagePort[]): void {
    const { origin } = from;
    queueMicrotask(() => {
      if (this.closed || (targetOrigin !== '*' && targetOrigin !== this.origin)) return;
      this.heard.push(data);
      this.#document.dispatchEvent(new WindowMessage(data, origin, from.seenBy(this), ports));
    });
  }
}
