/** The pages of this folder, bundled, on as many loopback origins as a test needs. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const entry = (name: string): string => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

/** One script, as a classic one would not allow waiting at its top level, a module. */
async function bundle(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: entry(name), formats: ['es'], fileName: name },
    },
  });
  for (const { output } of [built].flat().filter(result => 'output' in result)) return output[0].code;
  throw new Error(`nothing was built of ${name}`);
}

export class PageServer implements AsyncDisposable {
  readonly #server: Server;
  readonly origin: string;

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.origin = origin;
  }

  /** Serves every page of `scripts` as `/name`. */
  static async open(scripts: ReadonlyMap<string, string>): Promise<PageServer> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://page').pathname.slice(1);
      const script = scripts.get(path.replace(/\.js$/, ''));
      const isScript = path.endsWith('.js');
      response.writeHead(script === undefined ? 404 : 200, {
        'content-type': isScript ? 'text/javascript' : 'text/html',
        // A page without an origin loads its modules from where it cannot say that it belongs.
        'access-control-allow-origin': '*',
      });
      response.end(isScript ? script : `<!doctype html><script type="module" src="/${path}.js"></script>`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new PageServer(server, `http://127.0.0.1:${String(address.port)}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export async function bundlePages(): Promise<ReadonlyMap<string, string>> {
  const names = ['messenger-page', 'application-page'];
  return new Map(await Promise.all(names.map(async name => [name, await bundle(name)] as const)));
}
