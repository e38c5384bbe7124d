import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSE } from '@rendezvous/im';
import { Registration } from '@rendezvous/rendezvous';
import { expect, test } from 'vitest';
import { networkKey } from '../src/http/network-key.ts';
import { startServer } from '../src/server.ts';
import { Client, contacts, signUp } from './kit/client.ts';
import { http, temporaryFolder, testServer } from './kit/server.ts';

test('the two applications of Remote Assistance are registered with the ids and names of old', async () => {
  await using server = await testServer();
  const { body, status } = await http(server, '/api/applications');
  expect(status).toBe(200);
  const registrations = (body as unknown[]).map(entry => Registration.parse(entry));
  expect(
    registrations.map(({ id, component, name, localizedNames, url }) => ({
      id,
      component,
      name,
      localizedNames,
      url,
    })),
  ).toEqual([
    {
      id: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
      component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
      name: 'Ask for RemoteAssistance',
      localizedNames: { en: 'Ask for Remote Assistance', de: 'Um Fernhilfe bitten' },
      url: 'https://www.microsoft.com',
    },
    {
      id: '{703EA1A8-D73E-43E3-852C-EE85B5D872C2}',
      component: '{49010C18-B110-421A-9047-ADCA421CBC40}',
      name: 'Offer RemoteAssistance',
      localizedNames: { en: 'Offer Remote Assistance', de: 'Fernhilfe anbieten' },
      url: 'https://www.microsoft.com',
    },
  ]);
  for (const { abilities } of registrations) {
    expect(Object.keys(abilities).sort()).toEqual(['de', 'en']);
  }
});

test('a wrong registration stops the start with a sentence that names the file and the setting', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, 'broken.json'), JSON.stringify({ id: 'nonsense', name: 'X' }));
  const start = startServer({ port: 0, dataDir: folder.path, settings: { applicationsDir: folder.path } });
  await expect(start).rejects.toMatchObject({
    code: 'bad-applications',
    message: expect.stringMatching(/broken\.json is wrong: .*component/) as string,
  });
  folder.remove();
});

test('the pages are served with caching that never shows an old page', async () => {
  const folder = temporaryFolder();
  const roots = { messenger: join(folder.path, 'm'), remoteAssistance: join(folder.path, 'r') };
  for (const [name, root] of Object.entries(roots)) {
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), `<!doctype html><title>${name}</title>`);
    writeFileSync(join(root, 'assets', 'index-B7x_9aQz.js'), 'export {};');
  }
  await using server = await testServer({ staticRoots: roots });
  expect(server.pagesBuilt).toBe(true);
  const messenger = await http(server, '/');
  expect(messenger).toMatchObject({ status: 200, body: expect.stringContaining('messenger') as string });
  expect(messenger.headers.get('cache-control')).toBe('no-cache');
  const application = await http(server, '/apps/remote-assistance/');
  expect(application.body).toContain('remoteAssistance');
  for (const prefix of ['', '/apps/remote-assistance']) {
    const { headers, status } = await http(server, `${prefix}/assets/index-B7x_9aQz.js`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toContain('javascript');
  }
  expect((await http(server, '/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404);
  expect((await http(server, '/nothing')).status).toBe(404);
  folder.remove();
});

test('pages that have not been built are answered with the sentence that says what to do', async () => {
  const staticRoots = { messenger: '/nonexistent/m', remoteAssistance: '/nonexistent/r' };
  await using server = await testServer({ staticRoots });
  expect(server.pagesBuilt).toBe(false);
  for (const path of ['/', '/apps/remote-assistance/', '/apps/remote-assistance/icons/ask.svg']) {
    const { status, body } = await http(server, path);
    expect(status).toBe(503);
    expect(body).toContain('npm run build');
  }
});

test('every answer carries the security headers', async () => {
  await using server = await testServer();
  for (const path of ['/', '/api/applications', '/healthz', '/nothing']) {
    const { headers } = await http(server, path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("object-src 'none'");
    expect(headers.get('permissions-policy')).toContain('display-capture=(self), microphone=(self)');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await http(server, '/api/applications')).headers.get('cache-control')).toBe('no-store');
});

test('metrics count what happens, without a word about who did it', async () => {
  await using server = await testServer();
  const { anna } = await contacts(server);
  await anna.request('send', { to: 'bert@localhost', clientId: crypto.randomUUID(), text: 'hello' });
  const { status, body } = await http(server, '/metrics');
  expect(status).toBe(200);
  expect(body).toContain('rendezvous_connections 2');
  expect(body).toContain('rendezvous_messages_total{kind="text"} 1');
  expect(body).toContain('rendezvous_operation_seconds_count{op="send"} 1');
  expect(body).toContain('route="/api/account/sign-up",status="200"');
  expect(body).not.toMatch(/anna|bert|localhost/);
});

test('metrics are not given to those who come through a proxy, unless the configuration says so', async () => {
  await using server = await testServer();
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  expect(await http(server, '/metrics', { headers })).toMatchObject({ status: 403 });
  await using off = await testServer({ settings: { metrics: 'off' } });
  expect(await http(off, '/metrics')).toMatchObject({ status: 404 });
});

test('unknown paths, wrong media types and bodies that are too large are refused in the same form', async () => {
  await using server = await testServer();
  expect(await http(server, '/api/nothing')).toMatchObject({ status: 404, body: { error: 'not-found' } });
  const large = await http(server, '/api/account/sign-in', { body: { username: 'x'.repeat(20_000) } });
  expect(large).toMatchObject({ status: 400, body: { error: 'bad-frame' } });
  const form = await fetch(`${server.url}/api/account/sign-in`, { method: 'POST', body: 'username=anna' });
  expect(form.status).toBe(400);
  expect(await form.json()).toEqual({ error: 'bad-frame' });
});

test('a stopped server says goodbye with 1001 and can be stopped again', async () => {
  const server = await testServer();
  const client = await Client.signIn(server, await signUp(server, 'anna'));
  await Promise.all([server.stop(), server.stop()]);
  expect(await client.closed()).toBe(CLOSE.goingAway);
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow();
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('the network address %s counts as %s', (ip, key) => {
  expect(networkKey(ip)).toBe(key);
});
