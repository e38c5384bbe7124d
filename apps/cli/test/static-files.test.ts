/** The folder of a page on loopback: what is served, and what never is. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveFolder } from '../src/page/static-files.ts';
import { temporaryFolder } from './support/command.ts';

async function stage() {
  const outside = await temporaryFolder();
  const folder = join(outside, 'page');
  await mkdir(join(folder, 'sub'), { recursive: true });
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'sub', 'script.js'), 'export {};');
  await writeFile(join(folder, 'empty.txt'), '');
  await writeFile(join(folder, '.env'), 'secret');
  await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
  const server = await serveFolder(folder);
  onTestFinished(() => server.close());
  return server;
}

interface Got {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** `fetch` tidies a path up before it asks, so this asks by hand. */
function get(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Got> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, headers, method }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => {
        const { statusCode: status } = response;
        resolve({ status, type: response.headers['content-type'], body, headers: response.headers });
      });
    });
    asking.on('error', reject).end();
  });
}

describe('the folder of a page', () => {
  it('is served with types that a browser runs, and index.html for a folder', async () => {
    const { origin } = await stage();
    expect(await get(origin, '/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(await get(origin, '/sub/script.js?v=1')).toMatchObject({
      status: 200,
      type: 'text/javascript; charset=utf-8',
      body: 'export {};',
    });
    expect(await get(origin, '/empty.txt')).toMatchObject({ status: 200, body: '' });
    expect(await get(origin, '/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/sub/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/.env',
    '/%2eenv',
    '/sub/',
    '/no-such-file',
    '/%00',
    '/%',
    '/c:/windows',
    '//secret.txt',
    `/${'a'.repeat(2000)}`,
  ])('does not give away %s', async path => {
    const { origin } = await stage();
    const { status, body } = await get(origin, path);
    expect(status).toBe(404);
    expect(body).toBe('');
  });

  it('answers nobody who asks for it by another name, or who wants to write', async () => {
    const { origin } = await stage();
    expect((await get(origin, '/', { host: 'evil.example' })).status).toBe(421);
    expect((await get(origin, '/', {}, 'POST')).status).toBe(405);
  });

  it('lets a sandboxed page load its own scripts, and no other origin read anything', async () => {
    const { origin } = await stage();
    const allowed = async (from: string): Promise<unknown> =>
      (await get(origin, '/sub/script.js', { origin: from })).headers['access-control-allow-origin'];
    expect(await allowed('null')).toBe('null');
    expect(await allowed('https://evil.example')).toBeUndefined();
  });
});
