/** Pages that were served by this very machine, on any port. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Which pages may speak to the companion: those of this machine, and the origins the person named. */
export class AllowedOrigins {
  readonly #named: ReadonlySet<string>;

  /** @throws TypeError for something that is not the origin of a web page */
  constructor(named: readonly string[]) {
    this.#named = new Set(named.map(parseOrigin));
  }

  allows(origin: string | undefined): boolean {
    if (origin === undefined || !URL.canParse(origin)) return false;
    const url = new URL(origin);
    // A browser sends the serialised origin and nothing more.
    if (url.origin !== origin || !isWeb(url)) return false;
    return LOOPBACK.includes(url.hostname) || this.#named.has(origin);
  }

  get description(): string {
    return ['http(s)://localhost:*', ...this.#named].join(', ');
  }
}

/** Whether a `Host` header names this listener: a page that rebinds its own name to 127.0.0.1 does not. */
export function isLoopbackHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${String(port)}` || host === `localhost:${String(port)}`;
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isWeb(url)) throw new TypeError(`not the address of a web page: ${text}`);
  return url.origin;
}

function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}
